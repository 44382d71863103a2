/** Where a word that is longer than a line may be broken: after these. */
const joints = /(?<=[/?&,=])/;

/** The text in lines of at most so many characters. Line breaks in it stay. */
export function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => linesOf(paragraph, width));
}

function linesOf(paragraph: string, width: number): string[] {
  const lines = [''];
  for (const word of paragraph.split(/\s+/).filter((one) => one !== '')) {
    let gap = lines.at(-1) === '' ? '' : ' ';
    for (const piece of piecesOf(word, width)) {
      const line = lines.at(-1)!;
      if (line.length + gap.length + piece.length <= width) lines[lines.length - 1] = line + gap + piece;
      else lines.push(piece);
      gap = '';
    }
  }
  return lines;
}

function piecesOf(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  return word.split(joints).flatMap((piece) => piece.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? []);
}

/** A label, and the text beside it in lines that stand under each other. */
export function beside(label: string, text: string, width: number): string {
  const [first = '', ...rest] = wrapped(text, width - label.length);
  return [label + first, ...rest.map((line) => ' '.repeat(label.length) + line)].join('\n');
}
