import { isKeptText, keepText, showText, sizeOfText } from './kept-text.ts';

/** What is shown of a value: UTF-16 code units of each text, members of each list and object, levels. */
export const shownOf = { text: 500, members: 100, levels: 5 } as const;

/** A copy of plain data, bounded, whose texts can be masked when it is shown. */
export function keepValue(value: unknown, margin: number, level = 0): unknown {
  if (typeof value === 'string') return keepText(value, shownOf.text, margin);
  if (typeof value !== 'object' || value === null) return value;
  if (level === shownOf.levels) return '(more levels)';
  const keep = (member: unknown) => keepValue(member, margin, level + 1);
  if (Array.isArray(value)) {
    const surplus = value.length - shownOf.members;
    return [...value.slice(0, shownOf.members).map(keep), ...(surplus > 0 ? [`(${surplus} more)`] : [])];
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, shownOf.members)
      .map(([name, member]) => [name, keep(member)]),
  );
}

export function showValue(kept: unknown, mask: (text: string) => string): unknown {
  if (isKeptText(kept)) return showText(kept, shownOf.text, mask);
  if (typeof kept !== 'object' || kept === null) return kept;
  if (Array.isArray(kept)) return kept.map((member) => showValue(member, mask));
  return Object.fromEntries(Object.entries(kept).map(([name, member]) => [name, showValue(member, mask)]));
}

/** Bytes in memory, about. */
export function sizeOfValue(kept: unknown): number {
  if (isKeptText(kept)) return sizeOfText(kept);
  if (typeof kept !== 'object' || kept === null) return 8;
  const members: unknown[] = Object.values(kept);
  return members.reduce<number>((size, member) => size + sizeOfValue(member), 50 + 40 * members.length);
}
