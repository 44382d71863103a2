/** In the order of `Date.getUTCDay`. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

/** The week of an entry point: spec 11.1. It has a fixed offset and no summer time. */
export interface OpeningHours {
  /** Local time minus UTC, `+hh:mm` or `-hh:mm`. */
  readonly utcOffset: string;
  /** `from` is before `to`, both `hh:mm` of the same day; 24:00 is the end of the day. Without an item it is always closed. */
  readonly days: readonly { readonly day: Weekday; readonly from: string; readonly to: string }[];
}

export interface Opening {
  readonly isOpen: boolean;
  /** Epoch milliseconds of the next opening or closing; undefined when there is none. */
  readonly changesAt: number | undefined;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const week = 7 * day;

/** Whether the hours are open at an instant, in epoch milliseconds, and when that changes. */
export function findOpening({ utcOffset, days }: OpeningHours, at: number): Opening {
  const spans = days.map((span) => ({
    from: weekdays.indexOf(span.day) * day + minutesOf(span.from) * minute,
    to: weekdays.indexOf(span.day) * day + minutesOf(span.to) * minute,
  }));
  const isOpenAt = (time: number) => spans.some(({ from, to }) => from <= time % week && time % week < to);
  const offset = offsetMinutes(utcOffset) * minute;
  const sunday = startOfWeek(at + offset);
  const now = at + offset - sunday;
  const isOpen = isOpenAt(now);
  const changes = spans
    .flatMap(({ from, to }) => [from, to, from + week, to + week])
    .filter((time) => time > now && isOpenAt(time) !== isOpen);
  return { isOpen, changesAt: changes.length === 0 ? undefined : Math.min(...changes) + sunday - offset };
}

/** The Sunday before, at 00:00, in milliseconds of the same local time. */
function startOfWeek(localTime: number): number {
  const midnight = Math.floor(localTime / day) * day;
  return midnight - new Date(midnight).getUTCDay() * day;
}

function offsetMinutes(utcOffset: string): number {
  return minutesOf(utcOffset.slice(1)) * (utcOffset.startsWith('-') ? -1 : 1);
}

/** `hh:mm` in minutes. */
function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
