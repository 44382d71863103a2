/** Who takes part, in the order in which a diagram shows them. */
export const participants = ['Customer', 'Flow', 'ECE', 'Agent', 'Administrator'] as const;
export type Participant = (typeof participants)[number];

/** Something goes from one to another; a `refusal` is an answer that says no. */
export interface Arrow {
  readonly from: Participant;
  readonly to: Participant;
  readonly text: string;
  readonly way: 'call' | 'answer' | 'refusal';
}

export interface Note {
  /** Null: it concerns everybody. */
  readonly over: Participant | null;
  readonly text: string;
}

/** A step in plain words. */
export interface Telling {
  /** What happens, in a sentence. */
  readonly does: string;
  /** What holds only meanwhile. */
  readonly during: readonly string[];
  /** What comes of it, in sentences. */
  readonly then: readonly string[];
  /** The same for a sequence diagram. */
  readonly drawn: readonly (Arrow | Note)[];
}

/** Texts that are known before the run, by name: `${name}`. */
export type Texts = ReadonlyMap<string, string>;
