/** The candidate nearest to a mistyped word; undefined when none is near, so that more than half of the letters would have to change. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.ceil(Math.max(word.length, 2) / 2) + 1;
  for (const candidate of candidates) {
    // The distance is at least the difference of the lengths, so a word of a megabyte costs nothing.
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const substitution = row[column - 1]! + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}

/** ` Did you mean "x"?`, to be put behind a sentence; empty when no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? '' : ` Did you mean "${candidate}"?`;
}

const mostWordsListed = 30;

/** The same, or the valid words when none is near: ` Valid: a, b.` */
export function didYouMeanOrValid(word: string, valid: Iterable<string>): string {
  const words = [...valid];
  const question = didYouMean(word, words);
  if (question !== '' || words.length === 0) return question;
  const others = words.length > mostWordsListed ? ` and ${words.length - mostWordsListed} others` : '';
  return ` Valid: ${words.slice(0, mostWordsListed).join(', ')}${others}.`;
}
