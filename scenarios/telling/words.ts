import { replaceReferences } from '../format/references.ts';
import type { Texts } from './telling.ts';

/** Stands for a value that is not known before the run. */
const placeholder = /^<([^>]*)>$/;

/** The value with its references replaced: by the text if it is known before the run, otherwise by a placeholder that names it. */
export function fillReferences<Value>(value: Value, texts: Texts): Value {
  return replaceReferences(value, ({ name, key }) =>
    key === undefined ? (texts.get(name) ?? `<${name}>`) : `<${key} of ${name}>`,
  ) as Value;
}

/** A text in quotation marks; a placeholder without. */
export function quote(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return placeholder.exec(value)?.[1] ?? `"${value}"`;
}

/** `name value, name value`. The value `conversationId of start` contains its name already. */
export function listMembers(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => (quote(value).startsWith(`${name} of `) ? quote(value) : `${name} ${quote(value)}`))
    .join(', ');
}

export function capitalize(text: string): string {
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
export function formatDuration(ms: number): string {
  const parts = units.flatMap(([unit, size], index) => {
    const above = units[index - 1]?.[1] ?? Infinity;
    const count = Math.floor((ms % above) / size);
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`];
  });
  return parts.join(' ') || '0 seconds';
}

/** `2026-01-15 09:30:00`, in UTC. */
export function formatTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
