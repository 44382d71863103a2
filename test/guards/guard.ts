/** `small` takes a part of two minutes, for every change; `full` is what the documents say of the guard. */
export interface GuardOptions {
  readonly size: 'small' | 'full';
  /** What the guard does follows from it. */
  readonly seed: string;
}

export interface GuardResult {
  readonly passed: number;
  /** A text for each failure, which says how to see it again. */
  readonly failures: readonly string[];
}

/** Each guard is a file of this folder that exports a function of this type as `guard`. */
export type Guard = (options: GuardOptions) => Promise<GuardResult>;
