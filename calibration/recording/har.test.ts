import { describe, expect, it } from 'vitest';
import { formatHar, parseHar } from './har.ts';

function pairs(values: Record<string, string>) {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
function entry(url: string, rest: object = {}) {
  return {
    startedDateTime: '2026-01-15T10:30:00.000+01:00',
    time: 12,
    request: { method: 'GET', url, headers: pairs({ ':authority': 'ece', Accept: 'application/json' }) },
    response: { status: 200, headers: pairs({ 'Content-Type': 'application/json' }), content: { text: '{"count":1}', size: 11 } },
    ...rest,
  };
}
function har(...entries: object[]) {
  return JSON.stringify({ log: { version: '1.2', entries } });
}
const call = 'https://ece.bank.test/cce/egain/chat/entrypoint/capacity/1001';

describe('HAR', () => {
  it('holds calls, from which the context root follows', () => {
    const { head, lines } = parseHar(har(entry('https://www.bank.test/logo.png'), entry(call)), 'a.har');
    expect(head).toMatchObject({ contextRoot: '/cce', receivesCallbacks: false, startedAt: '2026-01-15T09:30:00.000Z' });
    expect(lines).toEqual([
      {
        kind: 'call',
        startedAt: '2026-01-15T09:30:00.000Z',
        durationMs: 12,
        request: { method: 'GET', url: call, headers: { accept: 'application/json' }, bytes: 0 },
        response: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"count":1}', bytes: 11 },
      },
    ]);
  });

  it('holds callbacks, and calls without an answer', () => {
    const postData = { mimeType: 'application/json', text: '{"message":[{"conversation":{"id":"1"}}]}' };
    const callback = entry('https://client.test/hook', {
      request: { method: 'POST', url: 'https://client.test/hook', headers: [], postData },
    });
    const failed = entry(call, { response: { status: 0, headers: [] } });
    const { head, lines } = parseHar(har(failed, callback), 'a.har');
    expect(head.receivesCallbacks).toBe(true);
    expect(lines).toMatchObject([{ response: null }, { kind: 'callback', request: { body: postData.text } }]);
  });

  it('decodes texts in Base64, and keeps no files', () => {
    const content = (text: string, mimeType: string) => ({
      response: { status: 200, headers: [], content: { text: btoa(text), encoding: 'base64', mimeType, size: 3 } },
    });
    const { lines } = parseHar(
      har(entry(call, content('<a/>', 'application/xml')), entry(call, content('a photo', 'image/png'))),
      'a.har',
    );
    expect(lines.map((line) => 'response' in line && line.response)).toMatchObject([{ body: '<a/>', bytes: 4 }, { bytes: 7 }]);
  });

  it.each([
    ['<html>', 'a.har: this is no HAR file: it is no JSON.'],
    ['{}', 'a.har: this is no HAR file: "log" is missing.'],
    [har({ startedDateTime: 'x' }), /^a\.har: this is no HAR file: log\.entries\[0\]\.request: "request" is missing\.$/],
    [har(entry('https://www.bank.test/logo.png')), "a.har: it holds no call of ECE's API."],
  ])('%s is refused', (text, sentence) => {
    expect(() => parseHar(text, 'a.har')).toThrow(sentence);
  });

  it('is written so that it reads the same', () => {
    const recording = parseHar(har(entry(call)), 'a.har');
    expect(parseHar(formatHar(recording), 'b.har').lines).toEqual(recording.lines);
  });
});
