import type { ResolvedMethod } from '../client/index.ts';
import { hint, type Path, WrongStep } from './problems.ts';
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
  #latestConversation: ResolvedMethod | undefined;

  /** @param all every name that the scenario gives somewhere */
  constructor(all: Iterable<string>) {
    this.#later = new Set(all);
  }

  give(name: string | undefined, named: Named): void {
    if (named.startedBy !== undefined) this.#latestConversation = named.startedBy;
    if (name !== undefined) this.#names.set(name, named);
  }

  /** @throws {WrongStep} when the name is not one of a fault */
  requireFault(name: string, path: Path): void {
    if (this.#names.get(name)?.what === fault.what) return;
    const faults = [...this.#names].flatMap(([other, { what }]) => (what === fault.what ? [other] : []));
    throw new WrongStep(path, `No fault is called "${name}".${hint(name, faults)}`);
  }

  /** @throws {WrongStep} when the reference leads nowhere */
  require({ written, name, key }: Reference, path: Path = []): void {
    const named = this.#names.get(name);
    const shown = `\${${written}}`;
    if (named === undefined) {
      if (this.#later.has(name)) throw new WrongStep(path, `${shown} is used before a step gives "${name}".`);
      throw new WrongStep(path, `${shown} refers to nothing: no step gives "${name}".${hint(name, this.#names.keys())}`);
    }
    if (named.keys === null) {
      if (key !== undefined) throw new WrongStep(path, `${shown}: "${name}" is a text without parts; write \${${name}}.`);
    } else if (key === undefined || !named.keys.includes(key)) {
      throw new WrongStep(path, `${shown}: "${name}" is ${named.what} and has no "${key ?? ''}".${hint(key ?? '', named.keys)}`);
    }
  }

  /**
   * The method that started a conversation; the latest one unless a name is given.
   * @throws {WrongStep}
   */
  conversation(name: string | undefined, path: Path): ResolvedMethod {
    if (name === undefined) {
      if (this.#latestConversation !== undefined) return this.#latestConversation;
      throw new WrongStep([], 'No step before this one starts a conversation.');
    }
    const startedBy = this.#names.get(name)?.startedBy;
    if (startedBy !== undefined) return startedBy;
    const conversations = [...this.#names].flatMap(([other, named]) => (named.startedBy === undefined ? [] : other));
    throw new WrongStep(path, `No conversation is called "${name}".${hint(name, conversations)}`);
  }
}
