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

/** Free text can hold secrets, and can be long. It is masked and cut as the bodies of the journal are. */
function keepEvent(event: WorldEvent, { conceal, margin }: Concealer): { size: number; show: () => WorldEvent } {
  const keep = (text: string) => keepText(text, shownOf.body, margin);
  const show = (text: KeptText) => showText(text, shownOf.body, conceal);
  if ('entry' in event) {
    const { entry, ...rest } = event;
    const { content, ...restOfEntry } = entry;
    if (content === undefined) return { size: 0, show: () => event };
    const kept = keep(content);
    return { size: sizeOfText(kept), show: () => ({ ...rest, entry: { ...restOfEntry, content: show(kept) } }) };
  }
  if (event.type === 'callback-given-up') {
    const { why, ...rest } = event;
    const kept = keep(why);
    return { size: sizeOfText(kept) + 40 * rest.messageIds.length, show: () => ({ ...rest, why: show(kept) }) };
  }
  return { size: 0, show: () => event };
}
