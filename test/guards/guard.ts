import { createHash } from 'node:crypto';

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

/** The seed of a guard whose own command takes a number. */
export function seedNumber(seed: string): number {
  return Number.parseInt(createHash('sha256').update(seed).digest('hex').slice(0, 8), 16) % 100_000;
}
