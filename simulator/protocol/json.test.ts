import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson, Unreadable } from './json.ts';

function refusalOf(text: string): Unreadable {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe('a JSON body', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 10 }), (text) => {
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is never read where JSON.parse fails, and fails in one way only', () => {
    const almostJson = fc
      .array(fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', '1', 'a', ' ', '\n', 'null'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(almostJson, (text) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          expect(() => readJson(text)).toThrow(Unreadable);
          return;
        }
        expect(readJson(text)).toEqual(expected);
      }),
    );
  });

  it.each(Array.from({ length: 32 }, (_, code) => code))('refuses the raw character %i in a string by its code', (code) => {
    expect(refusalOf(`{"content":"a${String.fromCharCode(code)}b"}`).controlCharacter).toBe(code);
  });

  it('takes line breaks between its members', () => {
    expect(readJson('{\r\n\t"a": 1\n}')).toEqual({ a: 1 });
  });

  it('knows a character after a backslash as an escape', () => {
    expect(readJson(String.raw`{"a":"\n\"\\"}`)).toEqual({ a: '\n"\\' });
  });

  it('reads the escape of half a surrogate pair as U+FFFD', () => {
    expect(readJson(String.raw`{"\udc00":"a\ud800b\ud83d\ude00"}`)).toEqual({ '\ufffd': 'a\ufffdb\ud83d\ude00' });
  });

  it('may be nested 50 levels deep and no deeper', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(() => readJson(nested(50))).not.toThrow();
    expect(refusalOf(nested(51)).message).toBe('nested deeper than 50 levels');
    expect(refusalOf('['.repeat(1_000_000)).message).toBe('nested deeper than 50 levels');
  });

  it('may have as many values as it is allowed', () => {
    const text = '{"a":[1,2,","],"b":{}}';
    expect(readJson(text, 4)).toEqual(JSON.parse(text));
    expect(() => readJson(text, 3)).toThrow('more than 3 values');
  });

  it('may hold any number of brackets side by side or in a text', () => {
    expect(readJson(`[${'[],'.repeat(60)}"${'['.repeat(60)}"]`)).toHaveLength(61);
  });

  it.each([
    '{"password":hunter2}',
    '{"password":"hunter2"x}',
    'hunter2',
    '["hunter2",]',
    `{"a":"${'b'.repeat(90)}","password":hunter2}`,
  ])('is not quoted when it cannot be read: %s', (text) => {
    expect(refusalOf(text).message).not.toContain('unter');
  });
});
