import * as z from 'zod';
import { allMethods } from '../../client/index.ts';
import { requests } from '../../client/catalogue/requests.ts';
import { specialEntryPoints } from '../../simulator/faults/special-entry-points.ts';
import { messageTypes } from '../../simulator/protocol/callbacks.ts';
import { errors } from '../../simulator/protocol/errors.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import { bodySchemas } from '../../simulator/protocol/schemas/bodies.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import type { Mapping } from './written-steps.ts';

/** What is probably a mistake in a step. The path is below the step. */
export interface StepWarning {
  readonly path: readonly string[];
  readonly message: string;
}

/** What names something of the story or of the world as a whole. */
const names = ['fault', 'who', 'conversation', 'entryPoint'] as const;

/** A step that says that something never happened passes too when its text is misspelt, so its words are looked up. */
export function findWarnings(kind: string, step: Mapping, file: string): StepWarning[] {
  const { journal = {}, count } = step as {
    journal?: Partial<Record<'contains' | (typeof names)[number], string | number>>;
    count?: number;
  };
  if (kind !== 'journal' || count !== 0) return [];
  const isUnknown = (word: string) => !isKnown(word) && !stands(word, file);
  const textOf = (name: keyof typeof journal) => String(journal[name] ?? '');
  const texts = [
    ['contains', wordsOf(textOf('contains')).find(isUnknown)] as const,
    ...names.map((name) => [name, [textOf(name)].find((text) => !text.includes('${') && isUnknown(text))] as const),
  ];
  return texts.flatMap(([name, text]) => (text === undefined ? [] : [{ path: ['journal', name], message: warn(text) }]));
}

function warn(text: string): string {
  return `"${text}" occurs nowhere else in the story, and in no call of ECE or input of a node. So the step passes whatever happens. Is it spelt right?`;
}

/** References stand for values that only the run knows. */
function wordsOf(text: string): string[] {
  return text.replaceAll(/\$\{[^}]*\}/g, ' ').match(/\p{L}{3,}/gu) ?? [];
}

/** Whether the word stands in the file more than once: once it stands in the step itself. */
function stands(word: string, file: string): boolean {
  return file.split(word).length > 2;
}

let vocabulary: string | undefined;

function isKnown(word: string): boolean {
  vocabulary ??= collectVocabulary();
  return vocabulary.includes(word);
}

/** What ECE and the client library say, as one text. */
function collectVocabulary(): string {
  const schemas = [
    ...Object.values(bodySchemas(defaultSettings, 'json')),
    ...Object.values(operations).flatMap(({ answer }) => answer.schema?.() ?? []),
  ];
  const words = [
    operations,
    errors,
    messageTypes,
    requests,
    defaultWorld(),
    specialEntryPoints.map(({ id }) => `entry-point-${id}`),
    defaultSettings,
    allMethods(),
    schemas.map((schema) => z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any', io: 'input' })),
    'accept authorization Basic Bearer Content-Type application json xml location content-disposition x-egain-session x-node-run',
  ];
  return JSON.stringify(words);
}
