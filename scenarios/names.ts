import type { ResolvedMethod } from '../client/index.ts';
import { didYouMeanOrValid } from '../simulator/protocol/nearest.ts';
import type { Path } from './problems.ts';
import { Consequence, WrongStep } from './problems.ts';
import type { Reference } from './references.ts';

/** What a name stands for, and by which keys its parts are reached: `${name.key}`; null when it is a text. */
export interface Named {
  readonly what: string;
  readonly keys: readonly string[] | null;
  /** Of a conversation: the method that started it. */
  readonly startedBy?: ResolvedMethod;
}

/** A fault has nothing to refer to: it is only repaired. */
export const fault: Named = { what: 'a fault', keys: [] };

/** Names that are there from the beginning. */
const given: readonly (readonly [string, Named])[] = [
  ['ece', { what: 'the Host Name', keys: ['url'] }],
  ['fileServer', { what: "the customer's file server", keys: ['url'] }],
];

/** The names that the steps so far have given. */
export class Names {
  readonly #names = new Map<string, Named>(given);
  readonly #later: ReadonlySet<string>;
  readonly #broken = new Set<string>();
  #hasBrokenSteps = false;
  #latestConversation: ResolvedMethod | undefined;

  /** @param all every name that the scenario gives somewhere */
  constructor(all: Iterable<string>) {
    this.#later = new Set(all);
  }

  give(name: string | undefined, named: Named): void {
    if (named.startedBy !== undefined) this.#latestConversation = named.startedBy;
    if (name !== undefined) this.#names.set(name, named);
  }

  /** A step that is wrong would have given these names, or have started a conversation: what depends on it is not its own mistake. */
  giveUp(names: readonly string[]): void {
    this.#hasBrokenSteps = true;
    for (const name of names) this.#broken.add(name);
  }

  /** @throws {WrongStep} when the name is not one of a fault */
  requireFault(name: string, path: Path): void {
    this.#excuse(name);
    if (this.#names.get(name)?.what === fault.what) return;
    const faults = [...this.#names].flatMap(([other, { what }]) => (what === fault.what ? [other] : []));
    throw new WrongStep(path, `No fault is called "${name}".${didYouMeanOrValid(name, faults)}`);
  }

  /** @throws {WrongStep} when the reference leads nowhere */
  require({ written, name, key }: Reference, path: Path = []): void {
    this.#excuse(name);
    const named = this.#names.get(name);
    const shown = `\${${written}}`;
    if (named === undefined) {
      if (this.#later.has(name)) throw new WrongStep(path, `${shown} is used before a step gives "${name}".`);
      throw new WrongStep(
        path,
        `${shown} refers to nothing: no step gives "${name}".${didYouMeanOrValid(name, this.#names.keys())}`,
      );
    }
    if (named.keys === null) {
      if (key !== undefined) throw new WrongStep(path, `${shown}: "${name}" is a text without parts; write \${${name}}.`);
    } else if (key === undefined || !named.keys.includes(key)) {
      throw new WrongStep(
        path,
        `${shown}: "${name}" is ${named.what} and has no "${key ?? ''}".${didYouMeanOrValid(key ?? '', named.keys)}`,
      );
    }
  }

  /**
   * The method that started a conversation; the latest one unless a name is given.
   * @throws {WrongStep}
   */
  conversation(name: string | undefined, path: Path): ResolvedMethod {
    if (name === undefined) {
      if (this.#latestConversation !== undefined) return this.#latestConversation;
      if (this.#hasBrokenSteps) throw new Consequence();
      throw new WrongStep([], 'No step before this one starts a conversation.');
    }
    this.#excuse(name);
    const startedBy = this.#names.get(name)?.startedBy;
    if (startedBy !== undefined) return startedBy;
    const conversations = [...this.#names].flatMap(([other, named]) => (named.startedBy === undefined ? [] : other));
    throw new WrongStep(path, `No conversation is called "${name}".${didYouMeanOrValid(name, conversations)}`);
  }

  #excuse(name: string): void {
    if (this.#broken.has(name)) throw new Consequence();
  }
}
