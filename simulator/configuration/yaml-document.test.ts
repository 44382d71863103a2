import { describe, expect, it } from 'vitest';
import { YamlDocument } from './yaml-document.ts';

function valueOf(text: string): unknown {
  const document = YamlDocument.parse(text);
  if (document instanceof YamlDocument) return document.value;
  throw new Error(`line ${document.line}: ${document.message}`);
}

function mistakeIn(text: string): string {
  const document = YamlDocument.parse(text);
  if (document instanceof YamlDocument) throw new Error('the text is read');
  return `${document.line}: ${document.message}`;
}

describe('a number', () => {
  it.each(['007', '1e3', '0x10', '+49', '1.0', '-0', '0o17', '.5', '12345678901234567890', '.inf'])(
    'that is written otherwise than JavaScript prints it stays text: %s',
    (written) => {
      expect(valueOf(`a: ${written}`)).toEqual({ a: written });
    },
  );

  it.each([0, 7, -5, 1.5, 1001])('that is written as JavaScript prints it is a number: %d', (written) => {
    expect(valueOf(`a: ${written}`)).toEqual({ a: written });
  });
});

it('C26: merge keys are read', () => {
  const text = 'shared: &shared { entryPointId: 1002, x: 1 }\ninputs: { <<: *shared, x: 2 }\nlist: { <<: [*shared, { y: 3 }] }';
  expect(valueOf(text)).toMatchObject({
    inputs: { entryPointId: 1002, x: 2 },
    list: { entryPointId: 1002, x: 1, y: 3 },
  });
});

it('a byte order mark is no text', () => {
  expect(valueOf('\ufeffa: 1')).toEqual({ a: 1 });
});

describe('a mistake is told in a sentence that says what to do:', () => {
  const column = 'this line begins with a blank too many or too few';
  it.each([
    [
      'a colon in a text',
      'steps:\n  - say: Attention: hello',
      "2: a text with a colon and a blank in it needs quotes: write 'Attention: hello'.",
    ],
    [
      'a reference in braces',
      'a:\n  b: { chatId: ${start.chatId}, c: d }',
      "2: a reference within braces or brackets needs quotes: write '${start.chatId}'.",
    ],
    [
      'a reference in brackets',
      'a:\n  b: [${start.chatId}, c]',
      "2: a reference within braces or brackets needs quotes: write '${start.chatId}'.",
    ],
    ['a blank too many at the top', 'title: a\n teaches: b\nsteps: []', `2: ${column}`],
    ['a blank too many below', 'a:\n  - b: c\n     d: e', `3: ${column}`],
    ['a blank too few', 'a:\n  - b: c\n   d: e', `3: ${column}`],
    ['a member that is too far to the right', 'a:\n  b: []\n   c: []', `3: ${column}`],
    ['an item that is too far to the left', 'a:\n  - b: c\n - d: e', `3: ${column}`],
    ['a tab', 'a:\n\tb: c', '2: this line begins with a tab. Write blanks.'],
    ['two documents', 'title: a\n---\ntitle: b', '2: a second document begins here, with "---". Put it into a file of its own.'],
    ['a text that begins with @', 'title: @Ada', "1: a text that begins with @ needs quotes: write '@Ada'."],
    ['a colon without a blank', 'title:a\nteaches: b', '1: a key needs a colon and a blank behind it'],
    ['text behind a closing quote', "title: 'it's fine'", '1: behind the closing quote stands more.'],
  ])('%s', (_what, text, sentence) => {
    expect(mistakeIn(text)).toContain(sentence);
  });

  it('another in the words of the parser', () => {
    expect(mistakeIn('title: "A story')).toBe('1: this is no YAML: Missing closing "quote.');
    expect(mistakeIn('a: 1\nb: *nowhere')).toContain('1: this YAML cannot be read: Unresolved alias');
  });
});
