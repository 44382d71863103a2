import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from './errors.ts';
import { decode, encodeXml } from './wire.ts';

describe('wire', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    [' \n<a b="1"><c>2</c></a>', { b: '1', c: '2' }],
    ['<?xml version="1.0"?><x:a xmlns:x="urn:x"><x:b>&#65;&amp;</x:b></x:a>', { b: 'A&' }],
    ['<messages><message id="1"/></messages>', { message: [{ id: '1' }] }],
    ['\ufeff{"a":1}', { a: 1 }],
    ['\ufeff<a><b>1</b></a>', { b: '1' }],
    ['<a><b>one&#13;&#10;two&#xD;three</b></a>', { b: 'one\r\ntwo\rthree' }],
    ['', undefined],
    ['{', undefined],
    ['<a>', undefined],
    ['<a></b>', undefined],
    ['<a/><b/>', undefined],
    ['<!DOCTYPE a><a/>', undefined],
    [`${'<a>'.repeat(20)}<b>1</b>${'</a>'.repeat(20)}`, { a: null }],
    [`${'['.repeat(50)}${']'.repeat(50)}`, [[[expect.anything()]]]],
    [`[[[[1]],${'['.repeat(49)}${']'.repeat(49)},"]\\"[[["]]`, [[[[1]], null, ']"[[[']]],
    [`<${'n'.repeat(129)}/>`, undefined],
    [`<a ${Array.from({ length: 65 }, (_, at) => `b${at}=""`).join(' ')}/>`, undefined],
    [`<a>${'<b/>'.repeat(100_000)}</a>`, undefined],
    ['<a b="1" xmlns="urn:x"><!-- <c> --><?p x?><c><![CDATA[<&amp;]]></c></a>', { b: '1', c: '<&amp;' }],
    ['<a><b>&unknown; &#xd800;&#x110000;</b></a>', { b: '&unknown; &#xd800;&#x110000;' }],
    ['<a><b>Q&A</b></a>', undefined],
  ])('decodes %.60s', (text, value) => {
    const decoded = decode(text);
    if (value === undefined) expect(decoded).toBeUndefined();
    else expect(decoded).toMatchObject(value);
  });

  it('carries any text through XML unchanged', () => {
    const character = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() !== '' && !/[^\P{C}\n\r\t]/u.test(text));
    fc.assert(
      fc.property(character, (content) => {
        expect(decode(encodeXml('message', { conversation: { id: 'a"<&>\'b' }, content }))).toMatchObject({
          conversation: { id: 'a"<&>\'b' },
          content,
        });
      }),
    );
  });

  it.each(['one\r\ntwo', '\rone\r', 'one\u2028two'])('carries %j through XML unchanged', (content) => {
    expect(decode(encodeXml('message', { content }))).toMatchObject({ content });
  });

  it.each(['\u0000', '\u0008', '\u001f', '\uffff'])('refuses %j, which XML cannot carry', (character) => {
    expect(() => encodeXml('message', { content: character })).toThrow(InvalidInputError);
  });
});
