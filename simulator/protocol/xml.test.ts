import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from './json.ts';
import { readXml, writeXml, xmlDeclaration } from './xml.ts';

const form = { namespace: 'urn:test', idsAsAttributes: true };
function written(value: object) {
  return writeXml('message', value, form);
}

describe('an XML body', () => {
  it('reads as the JSON form of the same body', () => {
    const text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <message xmlns="urn:any"><conversation id="c1"/><type><value>text/plain</value></type><content> a b </content></message>`;
    expect(readXml(text)).toEqual({
      root: 'message',
      value: { conversation: { id: 'c1' }, type: { value: 'text/plain' }, content: ' a b ' },
    });
  });

  it.each(['<m:message xmlns:m="urn:x" m:id="1"/>', '<message id="1"></message>', '<message><id>1</id></message>'])(
    'takes any prefix, and an id as attribute or element: %s',
    (text) => {
      expect(readXml(text)).toEqual({ root: 'message', value: { id: '1' } });
    },
  );

  it('makes a list of what is a list in JSON, also of one entry', () => {
    const { value } = readXml(
      '<c><customer><contacts><contact><email><emailAddress>a@b.c</emailAddress></email></contact></contacts></customer></c>',
    );
    expect(value).toEqual({ customer: { contacts: { contact: [{ email: [{ emailAddress: 'a@b.c' }] }] } } });
  });

  it('may have 20 levels, names of 128 characters, 64 attributes of an element and 20,000 elements', () => {
    const attributes = Array.from({ length: 64 }, (_, at) => `b${at}="1"`).join(' ');
    expect(readXml('<a>'.repeat(20) + '</a>'.repeat(20)).root).toBe('a');
    expect(readXml(`<${'n'.repeat(128)}/>`).root).toBe('n'.repeat(128));
    expect(readXml(`<a ${attributes}/>`).value).toBe('');
    expect(readXml(`<a>${'<b/>'.repeat(19_999)}</a>`).value).toHaveProperty('b.length', 19_999);
  });

  it('tells where it cannot be read', () => {
    expect(() => readXml('<a>\n<b>\n</a>')).toThrow('unexpected close tag (line 3)');
  });

  it('keeps every value a text', () => {
    expect(readXml('<a><b>007</b><c>true</c><d/></a>').value).toEqual({ b: '007', c: 'true', d: '' });
  });

  it('C10: keeps a carriage return in both directions', () => {
    const value = { content: 'line one\r\nline two\rthree' };
    expect(written(value)).toContain('<content>line one&#13;\nline two&#13;three</content>');
    expect(readXml(written(value)).value).toEqual(value);
    // A bare one is a line end: XML 1.0, 2.11.
    expect(readXml('<a><b>one\r\ntwo</b></a>').value).toEqual({ b: 'one\ntwo' });
  });

  it('knows character data, comments and references', () => {
    expect(readXml('<a><!-- no --><b><![CDATA[<i> &x]]></b><c>&lt;&#65;&#x42;</c></a>').value).toEqual({ b: '<i> &x', c: '<AB' });
  });

  it.each([
    ['a DTD', '<!DOCTYPE a><a/>'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>Q&A</a>'],
    ['an open element', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['text after the root', '<a/>b'],
    ['text before the root', 'b<a/>'],
    ['nothing', ''],
    ['JSON', '{"a":1}'],
    ['a control character', '<a>\u0001</a>'],
    ['a reference to a control character', '<a>&#1;</a>'],
    ['a reference to half a character', '<a>&#xd800;</a>'],
    ['a reference to no character', '<a>&#x110000;</a>'],
    ['21 levels', '<a>'.repeat(21) + '</a>'.repeat(21)],
    ['a name of 129 characters', `<${'n'.repeat(129)}/>`],
    ['the name of an attribute with 129 characters', `<a ${'n'.repeat(129)}="1"/>`],
    ['65 attributes of an element', `<a ${Array.from({ length: 65 }, (_, at) => `b${at}="1"`).join(' ')}/>`],
    ['20,000 elements below the root', `<a>${'<b/>'.repeat(20_000)}</a>`],
    ['20,000 comments', `<a>${'<!---->'.repeat(20_000)}</a>`],
    ['20,000 parts of character data', `<a>${'<![CDATA[]]>'.repeat(20_000)}</a>`],
    ['20,000 instructions', `<a>${'<?a?>'.repeat(20_000)}</a>`],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute without a value', '<a b/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['two attributes without space between them', '<a b="1"c="2"/>'],
    ['a bare angle bracket in an attribute', '<a b="<"/>'],
    ['an end tag too many', '<a/></a>'],
    ['an end tag with a prefix that its start tag has not', '<a></x:a>'],
    ['a name that begins with a digit', '<a><1/></a>'],
    ['a declaration in the middle', '<a><?xml version="1.0"?></a>'],
    ['a reference in capitals', '<a>&AMP;</a>'],
    ['a name that is a trap in JavaScript', '<a><__proto__>1</__proto__></a>'],
  ])('is refused with %s', (_what, text) => {
    expect(() => readXml(text)).toThrow(Unreadable);
  });

  it.each([
    '<login><password>hunter2</login>',
    '<login><password>hunter<2</password></login>',
    '<login><password>hunter&2</password></login>',
  ])('is not quoted when it cannot be read: %s', (text) => {
    expect(() => readXml(text)).toThrow(expect.not.objectContaining({ message: expect.stringMatching(/hunter|2</) as string }));
  });

  // A backtracking reader takes minutes for these.
  it.each(['<!--', '<![CDATA[', '&', '<', '<?x', '<b ', '<b c="', '&#', ' <b', '<b c'])(
    'of a megabyte of %s is refused at once',
    (part) => {
      expect(() => readXml(`<a>${part.repeat(1_000_000 / part.length)}</a>`)).toThrow(Unreadable);
    },
  );
});

describe('written XML', () => {
  it('has the declaration, the namespace, ids as attributes and lists as repeated elements', () => {
    const value = { id: '1', conversation: { id: 'c' }, extensions: ['jpg', 'pdf'], left: undefined };
    expect(written(value)).toBe(
      `${xmlDeclaration}<message xmlns="urn:test" id="1"><conversation id="c"/><extensions>jpg</extensions><extensions>pdf</extensions></message>`,
    );
  });

  it('has ids as elements where the setting says so', () => {
    expect(writeXml('message', { id: '1' }, { ...form, idsAsAttributes: false })).toContain('<id>1</id>');
  });

  it('gives the texts back that were written, whatever they hold', () => {
    const legal = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(legal, legal, (content, id) => {
        expect(readXml(written({ content, conversation: { id } })).value).toEqual({ content, conversation: { id } });
      }),
    );
  });

  it('can be read whatever it was made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (content) => {
        expect(readXml(written({ content, id: content })).root).toBe('message');
      }),
    );
  });

  it('has the replacement character for what XML cannot hold', () => {
    expect(written({ content: 'a\u0000b\uffff' })).toContain('<content>a\ufffdb\ufffd</content>');
  });
});
