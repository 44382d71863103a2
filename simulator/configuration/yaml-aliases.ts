import type { Document, Node } from 'yaml';
import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';

/** A place in a text, and what is wrong there, in a sentence. */
export interface Misplaced {
  readonly offset: number;
  readonly message: string;
}

/** The most values that the aliases of a text may stand for: a short text could otherwise stand for a huge value. */
const mostValues = 10_000;

/** What is wrong with the aliases of a document: one that leads nowhere or to itself, or too much of them; undefined when nothing is. */
export function findWrongAlias(document: Document.Parsed): Misplaced | undefined {
  try {
    new Scales().weigh(document.contents);
  } catch (error) {
    if (error instanceof WrongAlias) return error.misplaced;
    throw error;
  }
  return undefined;
}

class WrongAlias extends Error {
  readonly misplaced: Misplaced;

  constructor(node: Node, message: string) {
    super(message);
    this.misplaced = { offset: node.range?.[0] ?? 0, message };
  }
}

/** Counts the values that each node stands for, in the order of the text: an anchor must stand before its aliases. */
class Scales {
  /** Null while the node of the anchor is not counted to its end. */
  readonly #anchors = new Map<string, { readonly node: Node; readonly values: number | null }>();
  #ofAliases = 0;

  weigh(node: unknown): number {
    if (isPair(node)) return this.#weighPair(node.key, node.value);
    if (!isNode(node)) return 0;
    if (isAlias(node)) return this.#weighAlias(node, node.source);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, { node, values: null });
    const members: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
    const values = members.reduce<number>((sum, member) => sum + this.weigh(member), 1);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, { node, values });
    return values;
  }

  #weighPair(key: unknown, value: unknown): number {
    const values = this.weigh(key) + this.weigh(value);
    if (isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol')) this.#requireMaps(value);
    return values;
  }

  #weighAlias(alias: Node, name: string): number {
    const anchor = this.#anchors.get(name);
    if (anchor === undefined)
      throw new WrongAlias(alias, `the alias *${name} leads nowhere: its anchor &${name} must stand above it.`);
    if (anchor.values === null)
      throw new WrongAlias(alias, `the alias *${name} stands within its own anchor &${name}, so it has no end.`);
    this.#ofAliases += anchor.values;
    if (this.#ofAliases > mostValues)
      throw new WrongAlias(alias, `the aliases up to *${name} stand for more than ${mostValues} values. Write fewer of them.`);
    return anchor.values;
  }

  /** A merge key takes a mapping, an alias of one, or a list of these. */
  #requireMaps(value: unknown): void {
    const sources: readonly unknown[] = isSeq(value) ? value.items : [value];
    for (const source of sources) {
      const node = isAlias(source) ? this.#anchors.get(source.source)?.node : source;
      if (!isMap(node) && isNode(source)) throw new WrongAlias(source, 'a merge key (<<) takes mappings only.');
    }
  }
}
