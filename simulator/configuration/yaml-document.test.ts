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

describe('an alias', () => {
  const doubling = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`).join('\n');

  it.each([
    ['that leads nowhere', 'a: 1\nb: *shared', '2: the alias *shared leads nowhere: its anchor &shared must stand above it.'],
    [
      'above its anchor',
      'a: *shared\nb: &shared 1',
      '1: the alias *shared leads nowhere: its anchor &shared must stand above it.',
    ],
    ['within its own anchor', 'a: &a\n  - *a', '2: the alias *a stands within its own anchor &a, so it has no end.'],
    [
      'that explodes',
      `a0: &a0 1\n${doubling}`,
      '13: the aliases up to *a11 stand for more than 10000 values. Write fewer of them.',
    ],
    ['of a text below a merge key', 'a: &a text\nb: { <<: *a }', '2: a merge key (<<) takes mappings only.'],
  ])('%s is refused with its line', (_what, text, mistake) => {
    expect(mistakeIn(text)).toBe(mistake);
  });

  it('may be used 3000 times', () => {
    expect(valueOf(`- &a { x: 1 }\n${'- *a\n'.repeat(3000)}`)).toHaveLength(3001);
  });
});

it.each([
  ['brackets', '[\n'.repeat(10_000), 52],
  ['closed brackets', `a: 1\nb: ${'['.repeat(10_000)}${']'.repeat(10_000)}`, 2],
  ['braces', '{a: '.repeat(10_000), 1],
  ['lists', `${'- '.repeat(10_000)}a`, 1],
  ['keys', `${'? '.repeat(10_000)}a`, 1],
  ['mappings', Array.from({ length: 1000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'), 53],
])('a text with too many levels of %s is refused with its line', (_what, text, line) => {
  expect(mistakeIn(text)).toBe(`${line}: here the text is nested deeper than 50 levels.`);
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
    expect(mistakeIn('a: 1\nb: *nowhere')).toContain('2: the alias *nowhere leads nowhere');
  });
});
