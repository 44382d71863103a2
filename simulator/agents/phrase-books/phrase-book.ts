/**
 * What agents say in one language. In a sentence, `{agent}` is the screen name of the agent, `{number}` the first number that the customer
 * wrote or one of our own, and `{name}`, `{day}`, `{time}`, `{days}` and `{amount}` are made up.
 */
export interface PhraseBook {
  readonly greetings: Sentences;
  readonly farewells: Sentences;
  /** The first topic of which the customer wrote a word is answered. */
  readonly topics: readonly Topic[];
  /** Answers to everything else. */
  readonly general: Sentences;
  readonly rejectsNextFile: string;
  /** Before the reason. */
  readonly cannotSendFile: string;
  /** What a customer may ask first. */
  readonly sampleQuestion: string;
  readonly names: Sentences;
  readonly days: Sentences;
  /** What separates euros from cents. */
  readonly decimalSeparator: string;
}

export interface Topic {
  /** Beginnings of words, in lower case and without accents. */
  readonly words: readonly string[];
  /** Words that are no beginnings of others. */
  readonly wholeWords?: readonly string[];
  readonly answers: Sentences;
}

type Sentences = readonly [string, ...string[]];
