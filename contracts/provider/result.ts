import type { Interaction } from './pact-files.ts';

/** What the verification of one interaction found. */
export type Finding =
  /** `forced`: a fault in the simulator said the answer. */
  | { readonly verdict: 'passed'; readonly forced: boolean }
  /** Each mismatch is a sentence. */
  | { readonly verdict: 'failed'; readonly mismatches: readonly string[] }
  /** `person`: what a person would have to do so that it could be verified. */
  | { readonly verdict: 'skipped'; readonly reason: string; readonly person?: string };

export type InteractionResult = Omit<Interaction, 'pact'> & Finding;
