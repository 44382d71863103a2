import type { ResolvedMethod } from '../../client/index.ts';
import { didYouMean, didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import type { Path } from '../../simulator/doors/problems.ts';
import { DependentStepError, WrongStepError } from './problems.ts';
import type { Reference } from './references.ts';

/** What a name stands for. */
export interface NamedValue {
  readonly description: string;
  /** The parts that `${name.key}` reaches; null when the value is a text. */
  readonly keys: readonly string[] | null;
  /** The method that started it, if it is a conversation. */
  readonly startedBy?: ResolvedMethod;
}

/** A fault has no parts: steps can only repair it. */
export const faultValue: NamedValue = { description: 'a fault', keys: [] };

const predefined: readonly (readonly [string, NamedValue])[] = [
  ['ece', { description: 'the Host Name', keys: ['url'] }],
  ['fileServer', { description: "the customer's file server", keys: ['url'] }],
];

/** The names that the steps so far define. */
export class Names {
  readonly #names = new Map<string, NamedValue>(predefined);
  readonly #all: ReadonlySet<string>;
  readonly #entryPoints: ReadonlySet<string> | null;
  readonly #broken = new Set<string>();
  #hasBrokenSteps = false;
  #latestConversation: ResolvedMethod | undefined;

  /**
   * @param all every name that a step of the scenario defines
   * @param entryPoints the numbers of the world's entry points; null when they are not known
   */
  constructor(all: Iterable<string>, entryPoints: ReadonlySet<string> | null) {
    this.#all = new Set(all);
    this.#entryPoints = entryPoints;
  }

  /**
   * Checks the number of an entry point. Longer ids are those of another partition, and references are checked when they are read.
   * @throws {WrongStepError} when the world has none with this number
   */
  requireEntryPoint(number: unknown, path: Path): void {
    const written = String(number);
    if (this.#entryPoints === null || !/^\d{1,4}$/.test(written) || this.#entryPoints.has(written)) return;
    const message = `The world has no entry point ${written}.${didYouMean(written, [...this.#entryPoints])}`;
    throw new WrongStepError(path, message);
  }

  define(name: string | undefined, value: NamedValue): void {
    if (value.startedBy !== undefined) this.#latestConversation = value.startedBy;
    if (name !== undefined) this.#names.set(name, value);
  }

  /** Notes that a wrong step would have defined these names. Steps that use them are not checked. */
  markBroken(names: readonly string[]): void {
    this.#hasBrokenSteps = true;
    for (const name of names) this.#broken.add(name);
  }

  /** @throws {WrongStepError} when the name is not that of a fault */
  requireFault(name: string, path: Path): void {
    this.#requireUnbroken(name);
    if (this.#names.get(name) === faultValue) return;
    const faults = [...this.#names].flatMap(([other, value]) => (value === faultValue ? [other] : []));
    throw new WrongStepError(path, `No fault is called "${name}".${didYouMeanOrValid(name, faults)}`);
  }

  /** @throws {WrongStepError} when the reference leads to nothing */
  requireReference({ written, name, key }: Reference): void {
    this.#requireUnbroken(name);
    const value = this.#names.get(name);
    const shown = `\${${written}}`;
    if (value === undefined) {
      if (this.#all.has(name)) throw new WrongStepError([], `${shown} is used before a step defines "${name}".`);
      const suggestion = didYouMeanOrValid(name, this.#names.keys());
      throw new WrongStepError([], `${shown} refers to nothing: no step defines "${name}".${suggestion}`);
    }
    const { keys, description } = value;
    if (keys === null) {
      if (key !== undefined) throw new WrongStepError([], `${shown}: "${name}" is a text without parts; write \${${name}}.`);
    } else if (key === undefined) {
      throw new WrongStepError([], `${shown}: "${name}" is ${description}; name a part of it.${didYouMeanOrValid('', keys)}`);
    } else if (!keys.includes(key)) {
      throw new WrongStepError([], `${shown}: "${name}" is ${description} and has no "${key}".${didYouMeanOrValid(key, keys)}`);
    }
  }

  /**
   * The method that started a conversation.
   * @param name default: the latest conversation
   * @throws {WrongStepError} when there is no such conversation
   */
  requireConversation(name: string | undefined, path: Path): ResolvedMethod {
    if (name === undefined) {
      if (this.#latestConversation !== undefined) return this.#latestConversation;
      if (this.#hasBrokenSteps) throw new DependentStepError();
      throw new WrongStepError([], 'No step before this one starts a conversation.');
    }
    this.#requireUnbroken(name);
    const startedBy = this.#names.get(name)?.startedBy;
    if (startedBy !== undefined) return startedBy;
    const conversations = [...this.#names].flatMap(([other, value]) => (value.startedBy === undefined ? [] : other));
    throw new WrongStepError(path, `No conversation is called "${name}".${didYouMeanOrValid(name, conversations)}`);
  }

  #requireUnbroken(name: string): void {
    if (this.#broken.has(name)) throw new DependentStepError();
  }
}
