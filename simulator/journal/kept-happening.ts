import type { WorldEvent } from '../world/events.ts';
import type { Happening } from './happenings.ts';
import type { KeptEntry } from './kept-entry.ts';
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
export class KeptHappening {
  readonly number: number;
  readonly moment: number;
  /** Bytes in memory, without those of the journal. */
  readonly size: number;
  /** The entry of the journal that it is. */
  readonly entry: KeptEntry | undefined;
  readonly #make: () => Happening;
  #happening: Happening | undefined;

  private constructor({ number, moment }: HappeningMoment, size: number, entry: KeptEntry | undefined, make: () => Happening) {
    this.number = number;
    this.moment = moment;
    this.size = size;
    this.entry = entry;
    this.#make = make;
  }

  static ofJournal(number: number, kept: KeptEntry): KeptHappening {
    const { at, moment } = kept;
    return new KeptHappening({ number, at, moment }, 300, kept, () => ({
      number,
      at,
      source: 'journal',
      // A listener may look at events only.
      get entry() {
        return kept.entry;
      },
    }));
  }

  static ofWorld(moment: HappeningMoment, event: WorldEvent, concealer: Concealer): KeptHappening {
    const { number, at } = moment;
    const { size, show } = keepEvent(event, concealer);
    return new KeptHappening(moment, 300 + size, undefined, () => ({ number, at, source: 'world', event: show() }));
  }

  get happening(): Happening {
    return (this.#happening ??= this.#make());
  }
}

/** How an event is kept, and how it is shown. */
interface KeptEvent {
  /** Bytes in memory. */
  readonly size: number;
  readonly show: () => WorldEvent;
}

/**
 * Free text can hold secrets, and can be long. It is masked and cut as the bodies of the journal are. Each kind of event has a function
 * of its own, because functions that are made in one scope keep all of it alive, also a text that was cut.
 */
function keepEvent(event: WorldEvent, concealer: Concealer): KeptEvent {
  if ('entry' in event && event.entry.content !== undefined) return keepMessage(event, event.entry.content, concealer);
  if (event.type === 'callback-given-up') return keepReason(event, concealer);
  return keepAsItIs(event);
}

function keepAsItIs(event: WorldEvent): KeptEvent {
  return { size: 0, show: () => event };
}

function keepMessage(event: EventOf<'customer-message' | 'agent-message'>, text: string, concealer: Concealer): KeptEvent {
  const content = new KeptFreeText(text, concealer);
  const short = { ...event, entry: { ...event.entry, content: '' } };
  return { size: content.size, show: () => ({ ...short, entry: { ...short.entry, content: content.shown } }) };
}

function keepReason(event: EventOf<'callback-given-up'>, concealer: Concealer): KeptEvent {
  const why = new KeptFreeText(event.why, concealer);
  const short = { ...event, why: '' };
  return { size: why.size + 40 * event.messageIds.length, show: () => ({ ...short, why: why.shown }) };
}

type EventOf<Type extends WorldEvent['type']> = Extract<WorldEvent, { type: Type }>;

class KeptFreeText {
  readonly #kept: KeptText;
  readonly #conceal: Concealer['conceal'];

  constructor(text: string, { conceal, margin }: Concealer) {
    this.#kept = keepText(text, shownOf.body, margin);
    this.#conceal = conceal;
  }

  get size(): number {
    return sizeOfText(this.#kept);
  }

  get shown(): string {
    return showText(this.#kept, shownOf.body, this.#conceal);
  }
}
