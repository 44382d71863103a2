import type { Interaction } from './pact-files.ts';

/** What the verification of one interaction found. */
export type Verdict =
  | { readonly outcome: 'passed' }
  /** Each mismatch is a sentence. */
  | { readonly outcome: 'failed'; readonly mismatches: readonly string[] }
  | { readonly outcome: 'skipped'; readonly reason: string };

export type InteractionResult = Omit<Interaction, 'pact'> & Verdict;
