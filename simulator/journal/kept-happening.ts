import type { WorldEvent } from '../world/events.ts';
import type { Happening } from './happenings.ts';
import type { KeptText } from './kept-text.ts';
import { keepText, showText, sizeOfText } from './kept-text.ts';
import { shownOf } from './recording.ts';

/** What was true when something happened. */
export interface HappeningMoment {
  readonly number: number;
  /** The partition's time, epoch milliseconds. */
  readonly at: number;
  /** See `KnownSecrets.moment`. */
  readonly moment: number;
}

/** Masks the secrets of a partition. */
export interface Concealer {
  readonly conceal: (text: string) => string;
  /** See `Journal.margin`. */
  readonly margin: number;
}

/** Something that happened. Its form for readers is made when it is first read. */
export interface KeptHappening {
  readonly happeningNumber: number;
  /** Bytes in memory, without those of the journal. */
  readonly happeningSize: number;
  /** See `KnownSecrets.moment`. */
  readonly moment: number;
  /** Of the entry of the journal that it is; undefined for a change of the world. */
  readonly journalNumber: number | undefined;
  readonly happening: Happening;
}

export class KeptWorldHappening implements KeptHappening {
  readonly happeningNumber: number;
  readonly happeningSize: number;
  readonly moment: number;
  readonly #at: number;
  readonly #event: WorldEvent;
  /** The text of the event when it is too long to be kept whole; the event is without it then. */
  readonly #longText: KeptText | undefined;
  readonly #conceal: Concealer['conceal'];
  #happening: Happening | undefined = undefined;

  constructor({ number, at, moment }: HappeningMoment, event: WorldEvent, { conceal, margin }: Concealer) {
    const text = textOf(event);
    const kept = keepText(text, shownOf.body, margin);
    this.happeningNumber = number;
    this.happeningSize = sizeOfEvent(event, kept);
    this.moment = moment;
    this.#at = at;
    this.#conceal = conceal;
    // The event would keep all of the text in memory.
    this.#event = typeof kept === 'string' ? event : withText(event, '');
    this.#longText = typeof kept === 'string' ? undefined : kept;
  }

  get journalNumber(): undefined {
    return undefined;
  }

  get happening(): Happening {
    return (this.#happening ??= this.#make());
  }

  #make(): Happening {
    const text = this.#longText ?? textOf(this.#event);
    const shown = showText(text, shownOf.body, this.#conceal);
    return { number: this.happeningNumber, at: this.#at, source: 'world', event: withText(this.#event, shown) };
  }
}

function sizeOfEvent(event: WorldEvent, text: KeptText): number {
  const size = 300 + (text === '' ? 0 : sizeOfText(text));
  return event.type === 'callback-given-up' ? size + 40 * event.messageIds.length : size;
}

/** The free text of an event, which can hold secrets and can be long. It is masked and cut as the bodies of the journal are. */
function textOf(event: WorldEvent): string {
  if ('entry' in event) return event.entry.content ?? '';
  return event.type === 'callback-given-up' ? event.why : '';
}

/** The event with another text, where it has one. */
function withText(event: WorldEvent, text: string): WorldEvent {
  if ('entry' in event && event.entry.content !== undefined) return { ...event, entry: { ...event.entry, content: text } };
  return event.type === 'callback-given-up' ? { ...event, why: text } : event;
}
