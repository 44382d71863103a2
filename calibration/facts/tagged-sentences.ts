/** A sentence of a specification with the tags that stand behind it. */
export interface TaggedSentence {
  /** Number and title of its section. */
  readonly section: string;
  readonly text: string;
  /** Such as `D`, `D2`, `I`. */
  readonly tags: readonly string[];
  /** The settings that the tags name. */
  readonly settings: readonly string[];
}

/** One tag: its letter, and the setting that it may name. */
const tag = /\[(D2|[DOSPI])((?: `[^\]]*)?)\]/g;
const tagGroup = /(?:\[(?:D2|[DOSPI])(?: `[^\]]*)?\]\s*)+/g;
/** These list sources, or the settings once more. */
const withoutFacts = /^(?:\d+\. )?(?:Sources|Settings: what)/;

/** The tagged sentences of a specification in Markdown, in its order. */
export function readTaggedSentences(markdown: string): TaggedSentence[] {
  const sentences: TaggedSentence[] = [];
  let section = '';
  let columns: string[] | undefined;
  for (const block of blocksOf(markdown)) {
    const heading = /^#+ (.*)/.exec(block)?.[1];
    // The tags are explained before the first section.
    if (heading !== undefined) section = /^\d/.test(heading) ? withoutTags(heading) : '';
    if (section === '' || withoutFacts.test(section)) continue;
    if (!block.startsWith('|')) columns = undefined;
    const found = block.startsWith('|')
      ? sentencesOfRow(block, columns)
      : sentencesOfText(heading?.replace(/^[\d.]+ /, '') ?? block);
    if (block.startsWith('|')) columns ??= cellsOf(block);
    sentences.push(...found.map((one) => ({ section, ...one })));
  }
  return sentences;
}

type Found = Omit<TaggedSentence, 'section'>;

/** Headings, rows, items of lists and paragraphs, each as one line, and the empty lines between them; without code. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let isNew = true;
  for (const line of markdown.replaceAll(/^```[^]*?^```$/gm, '').split('\n')) {
    const begins = /^(?:#|\||\s*[-*] |\s*\d+\. )/.test(line);
    if (isNew || begins || line.trim() === '') blocks.push(line.trim());
    else blocks.push(`${blocks.pop()!} ${line.trim()}`);
    isNew = line.trim() === '' || /^[#|]/.test(line);
  }
  return blocks;
}

function cellsOf(row: string): string[] {
  return row
    .replaceAll(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** A cell that is nothing but tags speaks of its row; tags in the head speak of their column. */
function sentencesOfRow(row: string, columns: readonly string[] | undefined): Found[] {
  const cells = cellsOf(row);
  if (columns === undefined || cells.every((cell) => /^:?-+:?$/.test(cell))) return [];
  // The catalogue of the client holds the outcomes.
  if (columns[0] === 'outcome' && columns.at(-1) === 'tag') return [];
  const [first = ''] = cells;
  return cells.flatMap((cell, at) => {
    const found = sentencesOfText(cell);
    const ofColumn = tagsOf(columns[at] ?? '');
    if (found.length === 0 && ofColumn.tags.length > 0 && cell !== '') return [{ text: joinCells([first, cell]), ...ofColumn }];
    return found.map((one) => ({
      ...one,
      text:
        one.text === '' ? joinCells(cells.filter((other) => other !== cell)) : at === 0 ? one.text : joinCells([first, one.text]),
    }));
  });
}

function joinCells(cells: readonly string[]): string {
  return [...new Set(cells.map(withoutTags))].filter((cell) => cell !== '').join(': ');
}

/** What stands between two groups of tags, from the beginning of its last sentence. */
function sentencesOfText(text: string): Found[] {
  let from = 0;
  return [...text.matchAll(tagGroup)].map((match) => {
    const before = text.slice(from, match.index);
    from = match.index + match[0].length;
    const sentence = before.split(/(?<=[.!?]) (?=[A-Z`*])/).at(-1)!;
    return { text: sentence.replace(/^(?:[\s.,;:)]|[-*] |\d+\. )+/, '').trim(), ...tagsOf(match[0]) };
  });
}

function tagsOf(text: string): Pick<Found, 'tags' | 'settings'> {
  const all = [...text.matchAll(tag)];
  return {
    tags: all.map(([, letter]) => letter!),
    settings: all.flatMap(([, , named = '']) => [...named.matchAll(/`([\w.]+)`/g)].map(([, name]) => name!)),
  };
}

function withoutTags(text: string): string {
  return text.replaceAll(tag, '').trim();
}
