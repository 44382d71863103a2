import type { YAMLError } from 'yaml';

interface Mistake {
  readonly code: YAMLError['code'];
  /** The parser's own words. */
  readonly message: string;
  /** The line where the parser noticed it, up to there and from there. */
  readonly before: string;
  readonly after: string;
  /** The parser then also took several lines for one key. */
  readonly isAcrossLines: boolean;
}

/** The first mistake of a text that is no YAML, with its line, in a sentence that says what to do. */
export function mistakeInWords(mistakes: readonly YAMLError[], text: string): { line: number; message: string } {
  const [{ code, message, pos }] = mistakes.toSorted((one, other) => one.pos[0] - other.pos[0]) as [YAMLError];
  const at = pos[0];
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const [after = ''] = text.slice(at).split('\n', 1);
  const isAcrossLines = mistakes.some((other) => other.code === 'MULTILINE_IMPLICIT_KEY' && other.pos[0] - at <= 1);
  const mistake = { code, message, before, after, isAcrossLines };
  const line = text.slice(0, at).split('\n').length;
  // The text that goes on below is right up to the end of its line; the line below begins in a wrong column.
  const isBelow = code === 'BLOCK_AS_IMPLICIT_KEY' && isAcrossLines && before.trim() !== '';
  return { line: isBelow ? line + 1 : line, message: sentenceAbout(mistake) };
}

const wrongColumn =
  'this line begins with a blank too many or too few: what belongs together begins in the same column, what belongs below it further to the right.';

function sentenceAbout({ code, message, before, after, isAcrossLines }: Mistake): string {
  const written = (before + after).trim();
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'a second document begins here, with "---". Put it into a file of its own.';
    case 'TAB_AS_INDENT':
      return 'this line begins with a tab. Write blanks.';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return isAcrossLines ? wrongColumn : `a text with a colon and a blank in it needs quotes: ${quoted(after || written)}`;
    case 'BAD_SCALAR_START':
      return `a text that begins with ${after.charAt(0)} needs quotes: ${quoted(after)}`;
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a key needs a colon and a blank behind it, as in "title: A story".';
    case 'BAD_INDENT':
      if (/start at the same column/.test(message)) return wrongColumn;
      break;
    case 'MISSING_CHAR':
    case 'UNEXPECTED_TOKEN': {
      const [reference] = /\$\{[^}]*\}/.exec(written) ?? [];
      if (reference !== undefined) return `a reference within braces or brackets needs quotes: ${quoted(reference)}`;
      if (/without - indicator/.test(message)) return wrongColumn;
      if (/["']$/.test(before.trimEnd()))
        return "behind the closing quote stands more. Quote the whole text; within single quotes write '' for one.";
    }
  }
  return `this is no YAML: ${message.trim().replace(/[^.!?]$/, '$&.')}`;
}

/** Of a long text only the beginning. */
function quoted(text: string): string {
  const shown = text.trim();
  return shown.includes("'") ? 'write it as "...".' : `write '${shown.length > 60 ? `${shown.slice(0, 60)}...` : shown}'.`;
}
