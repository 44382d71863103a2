import { describe, expect, it } from 'vitest';
import { Unreadable } from './json.ts';
import { longestText, SentBody } from './sent-body.ts';

function sent(text: string, type: string): SentBody {
  return new SentBody(new TextEncoder().encode(text), type);
}

describe('a body', () => {
  it.each([
    ['{"a":1}', 'application/json', { root: null, value: { a: 1 } }],
    ['<a><b>1</b></a>', 'application/xml', { root: 'a', value: { b: '1' } }],
  ])('is read by its content type, once: %s', (text, type, data) => {
    const body = sent(text, type);
    expect(body.read()).toEqual(data);
    expect(body.read()).toBe(body.read());
  });

  it('is kept as text once it was read, unless it is long', () => {
    const [short, long] = ['ü', 'x'.repeat(longestText)].map((text) => sent(JSON.stringify(text), 'application/json'));
    expect(short!.asRead).toBe(short!.bytes);
    short!.read();
    long!.read();
    expect([short!.asRead, long!.asRead]).toEqual(['"ü"', long!.bytes]);
  });

  it('of a form is read as UTF-8, and kept as text', () => {
    const form = new SentBody(Uint8Array.of(0x61, 0xff), 'application/x-www-form-urlencoded');
    expect([form.form, form.asRead]).toEqual(['a\ufffd', 'a\ufffd']);
  });

  it.each(['application/json', 'application/xml'])('that is no %s is refused each time, after one attempt', (type) => {
    const body = sent('nonsense', type);
    const problems = [0, 1].map(() => {
      try {
        return body.read();
      } catch (error) {
        return error;
      }
    });
    expect(problems[0]).toBeInstanceOf(Unreadable);
    expect(problems[1]).toBe(problems[0]);
  });
});
