import { describe, expect, it } from 'vitest';
import { decodeBody } from './body-text.ts';
import { Unreadable } from './json.ts';

const [json, xml] = ['application/json', 'application/xml'];
function latin1(text: string) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
function utf16(text: string, order: 'big' | 'little') {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), order === 'little');
  return bytes;
}
function declared(encoding: string, text = 'Grüße') {
  return `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;
}

describe('the text of a body', () => {
  it.each<[what: string, body: Uint8Array, contentType: string, text: string]>([
    ['UTF-8', new TextEncoder().encode('{"a":"ü"}'), json, '{"a":"ü"}'],
    ['UTF-8 with a mark', new TextEncoder().encode('\ufeff{"a":"ü"}'), json, '{"a":"ü"}'],
    ['JSON with a charset', latin1('{"a":"ü"}'), `${json}; charset=ISO-8859-1`, '{"a":"ü"}'],
    ['JSON with a quoted charset', latin1('{"a":"ü"}'), `${json};charset="iso-8859-1"`, '{"a":"ü"}'],
    ['XML in its declared encoding', latin1(declared('ISO-8859-1')), xml, declared('ISO-8859-1')],
    ['text/xml in its declared encoding', latin1(declared('ISO-8859-1')), 'text/xml', declared('ISO-8859-1')],
    ['windows-1252', latin1(declared('windows-1252', '\x80')), xml, declared('windows-1252', '\u20ac')],
    ['a charset before a declaration', latin1(declared('UTF-8')), `${xml}; charset=ISO-8859-1`, declared('UTF-8')],
    ['UTF-16 with a mark, big end first', utf16(`\ufeff${declared('UTF-16')}`, 'big'), xml, declared('UTF-16')],
    ['UTF-16 with a mark, little end first', utf16(`\ufeff${declared('UTF-16')}`, 'little'), xml, declared('UTF-16')],
    ['a mark before a charset', utf16('\ufeff{}', 'little'), `${json}; charset=UTF-8`, '{}'],
    ['nothing', new Uint8Array(), json, ''],
  ])('is read in %s', (_what, body, contentType, text) => {
    expect(decodeBody(body, contentType)).toBe(text);
  });

  it.each<[what: string, body: Uint8Array, contentType: string, problem: string]>([
    ['bytes that are no UTF-8', latin1('{"a":"ü"}'), json, 'the body is not UTF-8'],
    ['half a character of UTF-16', utf16('\ufeff\ud800', 'big'), json, 'the body is not UTF-16BE'],
    ['an unknown charset', latin1('{}'), `${json}; charset=klingon`, 'the encoding that the body names is not known'],
    ['an unknown declared encoding', latin1(declared('EBCDIC')), xml, 'the encoding that the body names is not known'],
  ])('cannot be read from %s', (_what, body, contentType, problem) => {
    expect(() => decodeBody(body, contentType)).toThrow(new Unreadable(problem));
  });
});
