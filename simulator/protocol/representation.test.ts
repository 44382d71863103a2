import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseFormat, acceptsSupportedLanguage, readBearerToken, mediaTypeOf, prefersGzip } from './representation.ts';

const choice = { fallback: 'xml', tie: 'named-first' } as const;

describe('the format of an answer', () => {
  it.each([
    [undefined, 'xml'],
    ['', 'xml'],
    ['*/*', 'xml'],
    ['application/*', 'xml'],
    ['application/json', 'json'],
    ['application/xml', 'xml'],
    ['APPLICATION/JSON', 'json'],
    ['application/json; charset=utf-8', 'json'],
    ['application/json, application/xml', 'json'],
    ['application/xml, application/json', 'xml'],
    ['application/json, */*', 'json'],
    ['*/*, application/json', 'json'],
    ['application/json, text/plain, */*', 'json'],
    ['application/json, application/*', 'json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'xml'],
    ['text/xml', 'xml'],
    ['application/json;q=0.9, text/xml', 'xml'],
    ['text/*', 'xml'],
    ['application/json;q=0.5, */*', 'xml'],
    ['application/json, */*;q=0.8', 'json'],
    ['application/json;q=0.5, application/xml;q=0.4', 'json'],
    ['application/xml;q=0, */*', 'json'],
    ['text/csv, application/json;q=0.1', 'json'],
    ['text/csv', undefined],
    ['application/json;q=0', undefined],
    ['application/json;q=high', undefined],
    ['json', undefined],
  ])('for Accept: %s is %s', (accept, format) => {
    expect(chooseFormat(accept, choice)).toBe(format);
  });

  it('is another where the call has another default', () => {
    const json = { ...choice, fallback: 'json' } as const;
    expect(chooseFormat(undefined, json)).toBe('json');
    expect(chooseFormat('*/*', json)).toBe('json');
    expect(chooseFormat('application/json, application/xml', json)).toBe('json');
    expect(chooseFormat('application/xml', json)).toBe('xml');
    expect(chooseFormat('application/xml, */*', json)).toBe('xml');
  });

  it('of two named types is the default of the call where the setting says so', () => {
    const tie = { ...choice, tie: 'xml' } as const;
    expect(chooseFormat('application/json, application/xml', tie)).toBe('xml');
    expect(chooseFormat('application/json, */*', tie)).toBe('json');
  });

  it('is found for any header', () => {
    const header = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom('application/json', '*/*', ';q=', '0.5', ',', ';', ' ', 'x')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(header, (accept) => {
        expect(['json', 'xml', undefined]).toContain(chooseFormat(accept, choice));
      }),
    );
  });
});

describe('the language', () => {
  it.each([undefined, '', 'en-US', 'en-us', 'EN-us', 'de', '*', 'xx-XX, fr-CA;q=0.5'])('%s is supported', (header) => {
    expect(acceptsSupportedLanguage(header)).toBe(true);
  });

  it.each(['xx-XX', 'e', 'english', 'en-USA', ','])('%s is not', (header) => {
    expect(acceptsSupportedLanguage(header)).toBe(false);
  });
});

describe('a bearer token', () => {
  it.each(['Bearer abc', 'Bearer  abc', 'bearer abc', ' BEARER\tabc '])('is read from "%s"', (header) => {
    expect(readBearerToken(header, 'tolerant')).toEqual({ token: 'abc' });
  });

  it.each([undefined, '', 'abc', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', 'Bearerabc'])('is missing in "%s"', (header) => {
    expect(readBearerToken(header, 'tolerant')).toHaveProperty('missing');
  });

  it('is read strictly where the setting says so', () => {
    expect(readBearerToken('Bearer abc', 'strict')).toEqual({ token: 'abc' });
    for (const header of ['Bearer  abc', 'bearer abc', ' Bearer abc'])
      expect(readBearerToken(header, 'strict')).toHaveProperty('missing');
  });
});

it('the media type of a header is read without parameters and case', () => {
  expect(mediaTypeOf('Application/JSON ; charset=utf-8')).toBe('application/json');
  expect(mediaTypeOf(undefined)).toBe('');
});

it.each([
  ['gzip, deflate', true],
  ['br, GZIP;q=0.5', true],
  ['*', true],
  ['gzip, identity', true],
  ['', false],
  ['br', false],
  ['gzip;q=0', false],
  ['gzip;q=0, *', false],
  ['identity, gzip;q=0.5', false],
])('an answer for Accept-Encoding: "%s" is compressed: %s', (acceptEncoding, isCompressed) => {
  expect(prefersGzip(acceptEncoding)).toBe(isCompressed);
});
