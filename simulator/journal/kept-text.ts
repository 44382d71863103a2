import { beginningOf, copyOf } from '../protocol/well-formed-text.ts';
import { maskCutUrl } from './masking.ts';

/** The beginning of a text that is too long to be kept, with a margin behind the bound, so that a secret at the bound is whole. */
class CutText {
  readonly beginning: string;
  /** UTF-16 code units of the whole text. */
  readonly length: number;

  constructor(beginning: string, length: number) {
    this.beginning = copyOf(beginning);
    this.length = length;
  }
}

/** A text in the journal before it is masked. */
export type KeptText = string | CutText;

/** @param bound how many UTF-16 code units are shown */
export function keepText(text: string, bound: number, margin: number): KeptText {
  if (text.length <= bound) return text;
  return new CutText(text.slice(0, bound + margin), text.length);
}

export function isKeptText(value: unknown): value is KeptText {
  return typeof value === 'string' || value instanceof CutText;
}

/** The text as it may be read: first masked, then cut. */
export function showText(kept: KeptText, bound: number, mask: (text: string) => string): string {
  if (typeof kept === 'string') return mask(kept);
  const { beginning, length } = kept;
  const shown = cutMasked(mask(beginning), bound, beginning.length === length ? 0 : beginning.length - bound);
  return `${shown} (${length - bound} more characters)`;
}

/**
 * The beginning of a masked text. Masks make a text shorter, so that half a secret at the end of what was kept can come before the
 * bound. The margin is therefore left out.
 * @param margin UTF-16 code units that were kept behind the bound; 0 when the text was kept whole
 */
export function cutMasked(masked: string, bound: number, margin: number): string {
  if (margin === 0) return beginningOf(masked, bound);
  return beginningOf(maskCutUrl(masked), Math.max(0, Math.min(bound, masked.length - margin)));
}

/** Bytes in memory: a string takes one or two for each UTF-16 code unit, and two are assumed. */
export function sizeOfText(kept: KeptText): number {
  return 16 + 2 * (typeof kept === 'string' ? kept : kept.beginning).length;
}
