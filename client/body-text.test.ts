import { expect, it } from 'vitest';
import { readBodyText } from './body-text.ts';

const text = '<?xml version="1.0" encoding="ISO-8859-1"?><a>Grüße</a>';
const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');

it.each([
  ['UTF-8', Buffer.from('"Grüße"'), 'application/json', '"Grüße"'],
  ['C13: UTF-8 with a byte order mark', Buffer.from('\ufeff"Grüße"'), 'application/json', '"Grüße"'],
  ['ISO-8859-1 by charset', Buffer.from('"Grüße"', 'latin1'), 'application/json;charset="ISO-8859-1"', '"Grüße"'],
  ['ISO-8859-1 by the XML declaration', Buffer.from(text, 'latin1'), 'application/xml', text],
  ['UTF-16, little end first', utf16, 'application/xml; charset=utf-8', text],
  ['UTF-16, big end first', Buffer.from(utf16).swap16(), null, text],
  [
    'UTF-8 that is called UTF-16 in its declaration',
    Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>ü</a>'),
    undefined,
    '<?xml version="1.0" encoding="UTF-16"?><a>ü</a>',
  ],
  ['an unknown charset as UTF-8', Buffer.from('ü'), 'text/plain; charset=x-unknown', 'ü'],
  ['a byte that has no meaning', Buffer.from([0x61, 0xff]), null, 'a\ufffd'],
  ['nothing', Buffer.from(''), null, ''],
])('reads %s', (_, bytes, contentType, expected) => expect(readBodyText(bytes, contentType)).toBe(expected));
