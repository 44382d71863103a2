import type { MessageFormat, MessageName } from '../messages.ts';
import { messageFormats, messages } from '../messages.ts';
import type * as z from 'zod';
import { problemInWords } from '../../simulator/doors/problems.ts';
import { checkBySchema } from '../../simulator/doors/schema-problems.ts';
import { nearest } from '../../simulator/protocol/nearest.ts';
import type { StateName } from '../states.ts';
import { states } from '../states.ts';
import type { Interaction, RequiredState } from './pact-files.ts';

const advice = 'ece-simulator states lists those there are.';

/** Why an interaction cannot be verified anywhere: its states, parameters and message must be documented. */
export function findUndocumented({ description, kind, states: required, contentType }: Interaction): string[] {
  return [
    ...required.flatMap(findStateProblems),
    ...(kind === 'message' ? [findMessageProblem(description, contentType)] : []),
    ...(kind === 'synchronous message' ? ['ECE answers no synchronous messages; take the interaction out of the pact.'] : []),
  ].filter((message) => message !== undefined);
}

function findStateProblems({ name, params }: RequiredState): string[] {
  if (!isState(name)) return [describeUnknown('provider state', name, Object.keys(states))];
  const result = checkBySchema<z.ZodType>(states[name].parameters, params, 'The parameters');
  if ('data' in result) return [];
  return result.problems.map((one) => `the provider state "${name}" takes other parameters: ${problemInWords(one)}`);
}

export function isState(name: string): name is StateName {
  return Object.hasOwn(states, name);
}

function findMessageProblem(description: string, contentType: string | undefined): string | undefined {
  if (findMessage(description, contentType) !== undefined) return undefined;
  return describeUnknown('message', description, Object.keys(messages));
}

function describeUnknown(what: string, name: string, known: readonly string[]): string {
  const suggestion = nearest(name, known);
  return `there is no ${what} "${name}".${suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`} ${advice}`;
}

/**
 * The message that a description names: its documented name, alone or followed by the format (`..., as XML`).
 * @param contentType decides the format when the description does not name it
 */
export function findMessage(
  description: string,
  contentType: string | undefined,
): { name: MessageName; format: MessageFormat } | undefined {
  const namedFormat = messageFormats.find((format) => description.endsWith(`, as ${format.toUpperCase()}`));
  const name = namedFormat === undefined ? description : description.slice(0, -`, as ${namedFormat}`.length);
  if (!Object.hasOwn(messages, name)) return undefined;
  return { name: name as MessageName, format: namedFormat ?? (/xml/.test(contentType ?? '') ? 'xml' : 'json') };
}
