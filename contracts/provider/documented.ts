import type { MessageFormat, MessageName } from '../messages.ts';
import { messageFormats, messages } from '../messages.ts';
import { nearest } from '../../simulator/protocol/nearest.ts';
import type { StateName } from '../states.ts';
import { states } from '../states.ts';
import { BadInput } from './bad-input.ts';
import type { Interaction, RequiredState } from './pact-files.ts';

const listed = 'ece-simulator states lists those there are.';

/**
 * Makes sure that a simulator could do what the interactions ask of it.
 * @throws {BadInput} with a sentence for each state or message that is not documented, and each parameter that is wrong
 */
export function requireDocumented(interactions: readonly Interaction[]): void {
  const problems = interactions.flatMap(({ file, description, kind, states: required, contentType }) =>
    [
      ...required.map(wrongWithState),
      ...(kind === 'message' ? [wrongWithMessage(description, contentType)] : []),
      ...(kind === 'synchronous message' ? ['ECE answers no synchronous messages; take the interaction out of the pact.'] : []),
    ]
      .filter((problem) => problem !== undefined)
      .map((problem) => `${file}: "${description}": ${problem}`),
  );
  if (problems.length > 0) throw new BadInput(...problems);
}

function wrongWithState({ name, params }: RequiredState): string | undefined {
  if (!isState(name)) return unknown('provider state', name, Object.keys(states));
  const result = states[name].parameters.safeParse(params);
  if (result.success) return undefined;
  const { path, message } = result.error.issues[0]!;
  return `the provider state "${name}" takes other parameters: ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}.`;
}

export function isState(name: string): name is StateName {
  return Object.hasOwn(states, name);
}

function wrongWithMessage(description: string, contentType: string | undefined): string | undefined {
  if (messageOf(description, contentType) !== undefined) return undefined;
  return unknown('message', description, Object.keys(messages));
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `there is no ${what} "${name}".${meant === undefined ? '' : ` Did you mean "${meant}"?`} ${listed}`;
}

/**
 * Which message a description stands for: its documented name, alone or with the format behind it (`..., as XML`).
 * @param contentType decides where the description does not tell the format
 */
export function messageOf(
  description: string,
  contentType: string | undefined,
): { name: MessageName; format: MessageFormat } | undefined {
  const told = messageFormats.find((format) => description.endsWith(`, as ${format.toUpperCase()}`));
  const name = told === undefined ? description : description.slice(0, -`, as ${told}`.length);
  if (!Object.hasOwn(messages, name)) return undefined;
  return { name: name as MessageName, format: told ?? (/xml/.test(contentType ?? '') ? 'xml' : 'json') };
}
