import type { MessageName } from '../messages.ts';
import type { StateName } from '../states.ts';
import { states } from '../states.ts';
import type { RequiredState } from './pact-files.ts';
import type { StateValues } from './request-filter.ts';

/** What a person is asked to do at a real ECE, and to tell of it. */
export interface PersonTask {
  readonly interaction: string;
  /** What to do, as a sentence without its full stop. */
  readonly act: string;
  /** Names of the values that ECE shows only to that person, with what they are. */
  readonly tells: readonly (readonly [name: string, about: string])[];
}

/** Waits until a person has done it. Gives what the person tells; undefined when the person cannot. */
export type AskPerson = (task: PersonTask) => Promise<StateValues | undefined>;

/** @param about what each value is, by its name */
export function makeTask(
  interaction: string,
  { name }: RequiredState,
  act: string,
  about: Readonly<Record<string, string>>,
): PersonTask {
  const tells = states[name as StateName].returns.map((value): [string, string] => [value, about[value] ?? value]);
  return { interaction, act, tells };
}

/** When ECE sends a message, which a verification at a real ECE does not receive. */
export function describeMessageAct(name: MessageName): string {
  return `receive at the callback URL what ECE sends when ${name}`;
}
