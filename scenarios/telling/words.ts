import { replaced } from '../references.ts';
import type { Texts } from './telling.ts';

/** A reference to what is not known yet. */
const unknown = /^<([^>]*)>$/;

/** The value with its references replaced: those to texts that are known by the text, others by words about them. */
export function spoken<Value>(value: Value, texts: Texts): Value {
  return replaced(value, ({ name, key }) =>
    key === undefined ? (texts.get(name) ?? `<${name}>`) : `<${key} of ${name}>`,
  ) as Value;
}

/** A text in quotation marks; words about what is not known yet stand without. */
export function quoted(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return unknown.exec(value)?.[1] ?? `"${value}"`;
}

/** `name value, name value`; of `conversationId of start` the name is said once. */
export function listed(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => (quoted(value).startsWith(`${name} of `) ? quoted(value) : `${name} ${quoted(value)}`))
    .join(', ');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
] as const;

/** `1 day`, `1 hour 30 minutes`. */
export function durationInWords(ms: number): string {
  const parts = units.flatMap(([unit, size], index) => {
    const above = units[index - 1]?.[1] ?? Infinity;
    const count = Math.floor((ms % above) / size);
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`];
  });
  return parts.join(' ') || '0 seconds';
}

/** `2026-01-15 09:30:00`, in UTC. */
export function timeInWords(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
