import { isPseudonym } from '../recording/pseudonyms.ts';
import { uuids } from '../recording/uuid.ts';

const code = /^[45]\d\d-\d{3,4}$/;

/**
 * A value without what differs from one ECE to the other: ids, names, times and amounts become their form.
 * @param isExact keeps amounts, where the situation fixes them
 */
export function normalize(value: unknown, isExact = false): string {
  if (typeof value === 'number') return normalizeNumber(value, isExact);
  if (value === undefined) return 'undefined';
  if (typeof value !== 'string') return JSON.stringify(value);
  return JSON.stringify(normalizeText(value, isExact));
}

function normalizeNumber(value: number, isExact: boolean): string {
  if (isTime(value)) return `{milliseconds${value % 1000 === 0 ? ', whole seconds' : ''}}`;
  return isExact ? String(value) : '{number}';
}

function isTime(value: number): boolean {
  return Number.isInteger(value) && value > 1_000_000_000_000 && value < 4_102_444_800_000;
}

function normalizeText(text: string, isExact: boolean): string {
  if (code.test(text)) return text;
  if (isPseudonym(text)) return `{${formOfPseudonym(text)}}`;
  if (/^\d{13}$/.test(text) && isTime(Number(text))) return '{epoch milliseconds}';
  if (/^\d+$/.test(text)) return isExact ? text : '{digits}';
  if (/^\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z$/.test(text)) return '{date with milliseconds}';
  if (/^\d{4}-\d\d-\d\dT[\d:]+Z$/.test(text)) return '{date}';
  return text
    .replaceAll(uuids, '{uuid}')
    .replaceAll(/\b[\da-f]{32}\b/gi, '{hex}')
    .replaceAll(/\b(?:name|secret)-\d+\b/g, '{name}')
    .replaceAll(/\bfile-\d+\.(\w+)/g, '{file}')
    .replaceAll(/\btext-\d+ of \d+ characters/g, '{text}')
    .replaceAll(/person-\d+@example\.com/g, '{email}')
    .replaceAll(/(?<![\w-])\d{3,}(?![\w-])/g, isExact ? '$&' : '{digits}');
}

function formOfPseudonym(text: string): string {
  if (text.search(uuids) >= 0) return 'uuid';
  if (/^0{20}\d{12}$/.test(text)) return 'hex';
  if (/^90\d+$/.test(text)) return 'digits';
  return text.split(/[-\d ]/, 1)[0]!;
}

/** A path or URL of ECE: without its host and with its context root named. */
export function normalizeUrl(url: string, root: string): string {
  const isAbsolute = /^https?:\/\//.test(url);
  const path = url.replace(/^https?:\/\/[^/]*/, '');
  const inRoot = root !== '' && path.startsWith(`${root}/`) ? `{root}${path.slice(root.length)}` : path;
  const parts = inRoot.split(/([/?&=])/).map((part) => {
    const plain = decode(part);
    return /\.\w{1,5}$/.test(plain) ? '{file}' : (JSON.parse(normalize(plain)) as string);
  });
  return (isAbsolute ? '{base}' : '') + parts.join('');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
