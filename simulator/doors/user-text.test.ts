import { describe, expect, it } from 'vitest';
import { readUserText } from './user-text.ts';

function utf16(text: string, bytesPerUnit: (unit: number) => [number, number]): Uint8Array {
  return Uint8Array.from(Array.from(text).flatMap((character) => bytesPerUnit(character.charCodeAt(0))));
}

describe('bytes that a user wrote', () => {
  it('are read as UTF-8, with or without a byte order mark', () => {
    expect(readUserText(Buffer.from('\ufeffGr\u00fc\u00dfe'))).toEqual({ text: 'Gr\u00fc\u00dfe' });
    expect(readUserText(Buffer.from('a\u0000b'))).toEqual({ text: 'a\u0000b' });
    expect(readUserText(new Uint8Array())).toEqual({ text: '' });
  });

  it.each([
    ['little endian', utf16('\ufefftitle', (unit) => [unit & 0xff, unit >> 8])],
    ['big endian', utf16('\ufefftitle', (unit) => [unit >> 8, unit & 0xff])],
    ['little endian, without a byte order mark', utf16('title', (unit) => [unit & 0xff, unit >> 8])],
    ['big endian, without a byte order mark', utf16('title', (unit) => [unit >> 8, unit & 0xff])],
  ])('are named as UTF-16: %s', (_what, bytes) => {
    expect(readUserText(bytes)).toEqual({ problem: 'is UTF-16, not UTF-8. Save it as UTF-8.' });
  });

  it('are named as Latin-1, with the line', () => {
    expect(readUserText(Buffer.from('title: a\nteaches: Gr\u00fc\u00dfe\n', 'latin1'))).toEqual({
      problem: 'is not UTF-8: line 2 looks like Latin-1 (ISO-8859-1 or Windows-1252). Save it as UTF-8.',
    });
  });
});
