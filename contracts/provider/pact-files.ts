import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { fileFailureInWords } from '../../simulator/doors/file-failure.ts';
import { problemInWords } from '../../simulator/doors/problems.ts';
import { checkBySchema } from '../../simulator/doors/schema-problems.ts';
import { readUserText } from '../../simulator/doors/user-text.ts';
import { isNestedTooDeep } from '../../simulator/protocol/nesting.ts';
import { inputError, VerifierInputError } from './errors.ts';
import { findPactFiles } from './find-pacts.ts';

/** A situation of the provider that an interaction begins with. */
export interface RequiredState {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** One exchange of a pact: a call and its answer, or a message that the provider sends. */
export interface Interaction {
  readonly file: string;
  readonly consumer: string;
  readonly provider: string;
  readonly kind: 'http' | 'message' | 'synchronous message';
  readonly description: string;
  readonly states: readonly RequiredState[];
  /** Media type of a message; undefined for a call. */
  readonly contentType: string | undefined;
  /** A whole pact that holds this interaction alone, as text. */
  readonly pact: string;
}

const stateSchema = z.object({ name: z.string(), params: z.record(z.string(), z.unknown()).nullish() });

const types = ['Synchronous/HTTP', 'Asynchronous/Messages', 'Synchronous/Messages'] as const;

/** The forms of versions 1 (`provider_state`), 1.1 and 2 (`providerState`), 3 (`providerStates`, `messages`) and 4 (`type`) of the Pact specification. */
const interactionSchema = z.looseObject({
  type: z.enum(types).optional(),
  description: z.string(),
  provider_state: z.string().nullish(),
  providerState: z.string().nullish(),
  providerStates: z.array(stateSchema).nullish(),
  contents: z.unknown().optional(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  metaData: z.record(z.string(), z.unknown()).nullish(),
});
type RawInteraction = z.output<typeof interactionSchema>;

/** Pact would read any other version as version 3. */
const versionSchema = z.string().regex(/^[1-4](\.\d+)*$/, 'The versions of the Pact specification are 1 to 4.');

const pactSchema = z
  .looseObject({
    consumer: z.object({ name: z.string() }),
    provider: z.object({ name: z.string() }),
    interactions: z.array(interactionSchema.refine(isExchange, 'The interaction has no request or no response.')).optional(),
    messages: z.array(interactionSchema).optional(),
    metadata: z.looseObject({ pactSpecification: z.looseObject({ version: versionSchema.optional() }).optional() }).nullish(),
  })
  .superRefine(({ metadata, interactions = [] }, context) => {
    if (metadata?.pactSpecification?.version?.startsWith('4') !== true) return;
    const message = 'The interaction has no "type", and version 4 of the Pact specification asks for one.';
    for (const [at, { type }] of interactions.entries())
      if (type === undefined) context.addIssue({ code: 'custom', path: ['interactions', at], message });
  });

/** Pact would ask for `/` where a request is missing, and take any answer where a response is. */
function isExchange(interaction: RawInteraction): boolean {
  return kindOf(interaction) !== 'http' || ('request' in interaction && 'response' in interaction);
}

/** A file of another kind has many. */
const shownProblems = 10;

/** The parser of Pact's core reads no more. */
const mostLevels = 127;

/**
 * The interactions of some pacts.
 * @param paths files, folders and patterns: see {@link findPactFiles}
 * @param provider only the pacts with the provider of this name; default: all
 * @throws {VerifierInputError} when a path is missing, a file is no pact, or there is nothing to verify in one
 */
export async function readInteractions(paths: readonly string[], provider?: string): Promise<Interaction[]> {
  const pacts = await Promise.all((await findPactFiles(paths)).map(readPact));
  if (provider === undefined) requireEce(pacts);
  const wanted = pacts.filter((interactions) => provider === undefined || interactions[0]!.provider === provider).flat();
  if (wanted.length > 0) return wanted;
  const found = [...new Set(pacts.flat().map((interaction) => `"${interaction.provider}"`))];
  throw inputError([], `No pact is with the provider "${provider ?? ''}"; those found are with ${found.join(', ')}.`);
}

/** A pact with another provider would only fail, in ways that say nothing. */
function requireEce(pacts: readonly (readonly Interaction[])[]): void {
  const others = pacts.flatMap(([first]) => (first === undefined || isEce(first.provider) ? [] : [first]));
  if (others.length === 0) return;
  throw new VerifierInputError(
    others.map(({ file, provider }) => ({
      path: [file],
      message: `the provider of this pact is "${provider}", and this verifies ECE. If that is ECE under another name, say --provider ${quoteForShell(provider)}; if not, leave the file out, or say --provider with the name of ECE.`,
    })),
  );
}

function isEce(provider: string): boolean {
  return /(^|[^a-z])ece([^a-z]|$)|egain|enterprise chat/i.test(provider);
}

function quoteForShell(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

async function readPact(file: string): Promise<Interaction[]> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw inputError([file], `the file cannot be read: ${fileFailureInWords(error)}.`);
  });
  const read = readUserText(bytes);
  if ('problem' in read) throw inputError([file], `the file ${read.problem}`);
  const value = parseJson(file, read.text);
  if (isNestedTooDeep(value, mostLevels))
    throw inputError([file], `the pact is nested deeper than ${mostLevels} levels, and Pact reads no more.`);
  const result = checkBySchema(pactSchema, value, 'The file', mostLevels);
  if ('problems' in result) {
    const shown = result.problems.slice(0, shownProblems);
    throw new VerifierInputError(shown.map((one) => ({ path: [file], message: `this is no pact: ${problemInWords(one)}` })));
  }
  const { interactions = [], messages = [], ...pact } = result.data;
  const { consumer, provider } = pact;
  const common = { file, consumer: consumer.name, provider: provider.name };
  const all = [
    ...interactions
      .map(withoutEmptyStates)
      .map((one) => ({ ...common, ...readFacts(one), pact: JSON.stringify({ ...pact, interactions: [one] }) })),
    ...messages.map(withoutEmptyStates).map((one) => ({
      ...common,
      ...readFacts(one),
      kind: 'message' as const,
      pact: JSON.stringify({ ...pact, messages: [one] }),
    })),
  ];
  if (all.length === 0) throw inputError([file], `the pact holds no interaction, so nothing in it can be verified.`);
  return all;
}

/** Some libraries write a state without a name where there is none. */
function withoutEmptyStates({
  provider_state,
  providerState = provider_state,
  providerStates,
  ...interaction
}: RawInteraction): RawInteraction {
  return {
    ...interaction,
    ...(providerState && { providerState }),
    ...(providerStates && { providerStates: providerStates.filter(({ name }) => name !== '') }),
  };
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw inputError([file], `this is no pact, since it is not JSON: ${(error as Error).message}.`);
  }
}

function readFacts(interaction: RawInteraction): Pick<Interaction, 'kind' | 'description' | 'states' | 'contentType'> {
  const { description, providerState, providerStates, contents, metadata, metaData } = interaction;
  const states = providerStates ?? (providerState == null ? [] : [{ name: providerState }]);
  return {
    kind: kindOf(interaction),
    description,
    states: states.map(({ name, params }: z.output<typeof stateSchema>) => ({ name, params: params ?? {} })),
    contentType: contentTypeOf(contents) ?? contentTypeIn(metadata ?? metaData ?? {}),
  };
}

function kindOf({ type = 'Synchronous/HTTP' }: RawInteraction): Interaction['kind'] {
  if (type === 'Asynchronous/Messages') return 'message';
  return type === 'Synchronous/Messages' ? 'synchronous message' : 'http';
}

function contentTypeOf(contents: unknown): string | undefined {
  const type = typeof contents === 'object' && contents !== null && 'contentType' in contents ? contents.contentType : undefined;
  return typeof type === 'string' ? type : undefined;
}

function contentTypeIn(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const type = metadata['contentType'] ?? metadata['content-type'] ?? metadata['Content-Type'];
  return typeof type === 'string' ? type : undefined;
}
