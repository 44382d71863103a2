import { print } from '../../cli/output.ts';
import * as z from 'zod';
import { messages } from '../messages.ts';
import type { ProviderState } from '../states.ts';
import { states, stateValues } from '../states.ts';

/** Prints the provider states and messages that a pact may use. */
export function statesCommand({ json = false }: { json?: boolean }): void {
  print(json ? `${JSON.stringify(documentation(), null, 2)}\n` : `${asText(documentation())}\n`);
}

interface Documentation {
  readonly states: readonly {
    readonly name: string;
    readonly about: string;
    /** What each parameter is, by name. */
    readonly parameters: Readonly<Record<string, string>>;
    readonly returns: readonly string[];
  }[];
  readonly messages: readonly { readonly name: string; readonly about: string }[];
  /** What the returned values are, by name. */
  readonly values: Readonly<Record<string, string>>;
}

export function documentation(): Documentation {
  return {
    states: Object.entries<ProviderState>(states).map(([name, { about, parameters, returns }]) => ({
      name,
      about,
      parameters: parametersOf(parameters),
      returns,
    })),
    messages: Object.entries(messages).map(([name, { about }]) => ({ name, about })),
    values: stateValues,
  };
}

function parametersOf(parameters: z.ZodObject): Record<string, string> {
  const { properties = {} } = z.toJSONSchema(parameters) as {
    properties?: Record<string, { description?: string; enum?: string[] }>;
  };
  return Object.fromEntries(
    Object.entries(properties).map(([name, { description, enum: allowed }]) => [
      name,
      [description, allowed?.join(', ')].filter((part) => part !== undefined).join(': ') || 'text',
    ]),
  );
}

function asText({ states: all, messages: sent, values }: Documentation): string {
  return [
    'Provider states: what an interaction of a pact may be "given".',
    ...all.flatMap(({ name, about, parameters, returns }) => [
      '',
      name,
      `  ${about}`,
      ...Object.entries(parameters).map(([parameter, what]) => `  takes ${parameter} (${what})`),
      ...(returns.length > 0 ? [`  returns ${returns.join(', ')}`] : []),
    ]),
    '',
    'What states return, for fromProviderState:',
    ...table(Object.entries(values)),
    '',
    'Messages: descriptions of asynchronous messages, alone or followed by ", as JSON" or ", as XML".',
    ...table(sent.map(({ name, about }) => [name, about])),
  ].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`);
}
