/** Who takes part, in the order in which a diagram shows them. */
export const participants = ['Customer', 'Flow', 'ECE', 'Agent', 'Administrator'] as const;
export type Participant = (typeof participants)[number];

/** Something that one participant sends to another; a `refusal` is an answer that refuses. */
export interface Arrow {
  readonly from: Participant;
  readonly to: Participant;
  readonly text: string;
  readonly way: 'call' | 'answer' | 'refusal';
}

export interface Note {
  /** Null when the note is about all participants. */
  readonly over: Participant | null;
  readonly text: string;
}

/** A step in plain words. */
export interface Telling {
  /** What happens, in a sentence. */
  readonly does: string;
  /** What is so only while the step runs, in sentences. */
  readonly during: readonly string[];
  /** The results, in sentences. */
  readonly then: readonly string[];
  /** The same for a sequence diagram. */
  readonly drawing: readonly (Arrow | Note)[];
  /** Whether the step only checks something and changes nothing. */
  readonly isCheck: boolean;
}

/** Texts that are known before the run, by name: `${name}`. */
export type Texts = ReadonlyMap<string, string>;
