import type { Interaction } from './pact-files.ts';

/** What the verification of one interaction found. */
export type Finding =
  | { readonly verdict: 'passed' }
  /** Each mismatch is a sentence. */
  | { readonly verdict: 'failed'; readonly mismatches: readonly string[] }
  | { readonly verdict: 'skipped'; readonly reason: string };

export type InteractionResult = Omit<Interaction, 'pact'> & Finding;
