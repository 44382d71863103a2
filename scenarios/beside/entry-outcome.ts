/** How a node of the client library is left because of a call or callback. */
export interface EntryOutcome {
  readonly node: string;
  readonly outcome: string;
  /** What the outcome means, as the catalogue says it. */
  readonly when: string;
  /** Whether the node repeats the call before it is left, so that a better answer may still come. */
  readonly isRepeated: boolean;
}
