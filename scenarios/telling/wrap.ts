/** A word that is longer than a line is broken after these. */
const breakPoints = /(?<=[/?&,=])/;

/** Breaks a text into lines of at most so many characters. Its own line breaks stay. */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, width));
}

function breakParagraph(paragraph: string, width: number): string[] {
  const lines = [''];
  for (const word of paragraph.split(/\s+/).filter((one) => one !== '')) {
    let gap = lines.at(-1) === '' ? '' : ' ';
    for (const piece of breakWord(word, width)) {
      const line = lines.at(-1)!;
      if (line.length + gap.length + piece.length <= width) lines[lines.length - 1] = line + gap + piece;
      else lines.push(piece);
      gap = '';
    }
  }
  return lines;
}

function breakWord(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  return word.split(breakPoints).flatMap((piece) => piece.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? []);
}

/** A label with the text beside it; the further lines of the text are indented by the width of the label. */
export function indentBeside(label: string, text: string, width: number): string {
  const [first = '', ...rest] = wrapText(text, width - label.length);
  return [label + first, ...rest.map((line) => ' '.repeat(label.length) + line)].join('\n');
}
