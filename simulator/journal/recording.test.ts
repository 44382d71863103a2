import { describe, expect, it } from 'vitest';
import type { SentAnswer, SentRequest } from './recording.ts';
import { keepAnswer, keepRequest, toRecordedAnswer, toRecordedRequest } from './recording.ts';

const margin = 100;

function recordedRequest(request: SentRequest) {
  return toRecordedRequest(keepRequest(request, margin), (text) => text);
}
function recordedAnswer(answer: SentAnswer) {
  return toRecordedAnswer(keepAnswer(answer, margin), (text) => text);
}
function bytes(text: string) {
  return new TextEncoder().encode(text);
}

describe('a recorded message', () => {
  it('has the headers that say something, with their secrets masked', () => {
    const headers = {
      accept: 'application/json',
      authorization: 'Bearer abc',
      'x-egain-session': 'abc',
      'user-agent': 'curl',
      cookie: 'a=abc',
      location: '/x?access_token=abc',
    };
    const recorded = recordedRequest({ method: 'GET', target: '/x?password=abc', headers, body: bytes('') });
    expect(recorded).toEqual({
      method: 'GET',
      target: '/x?password=***',
      headers: {
        accept: 'application/json',
        authorization: 'Bearer ***',
        'x-egain-session': '***',
        location: '/x?access_token=***',
      },
      body: '',
    });
  });

  it.each([
    ['application/json', '{"access_token":"abc"}', '{"access_token":"***"}'],
    ['application/xml; charset=utf-8', '<password>abc</password>', '<password>***</password>'],
    ['application/x-www-form-urlencoded', 'client_secret=a,b', 'client_secret=***'],
    ['text/plain', 'hello', 'hello'],
    ['image/png', 'abc', '(3 bytes)'],
    ['', 'password=abc', '(12 bytes)'],
  ])('of the type %s has the body %s as %s', (contentType, body, expected) => {
    const headers: Record<string, string> = contentType === '' ? {} : { 'content-type': contentType };
    expect(recordedAnswer({ status: 200, headers, body: bytes(body) }).body).toBe(expected);
    expect(recordedAnswer({ status: 200, headers, body }).body).toBe(expected);
  });

  it('has no more than 20,000 bytes of a body', () => {
    const headers = { 'content-type': 'application/json' };
    const long = `"${'x'.repeat(30_000)}`;
    for (const body of [long, bytes(long)]) {
      expect(recordedAnswer({ status: 200, headers, body }).body).toBe(`${long.slice(0, 20_000)} (10001 more bytes)`);
    }
  });

  it('has no part of a secret that is cut in two', () => {
    const headers = { 'content-type': 'application/json' };
    const body = `{"a":"${'x'.repeat(19_960)}","password":"${'p'.repeat(100)}"}`;
    const recorded = recordedAnswer({ status: 200, headers, body }).body;
    expect(recorded).toContain('"password":"***"');
    expect(recorded).not.toContain('pp');
  });
});
