import * as z from 'zod';
import { once } from './once.ts';

/** How sure a fact about ECE is, the surest first: the tags [D], [D2], [O], [S] and [I] of the specification. */
export const certainties = ['documented', 'second hand', 'observed', 'published for the successor', 'inferred'] as const;
export type Certainty = (typeof certainties)[number];

/** What one fact that can be switched may be: spec 17. */
export interface Setting<Value> {
  /** The value in force when nothing else is configured; the first of `values`. */
  default: Value;
  /** The implemented values; where the type is open (a number, a word), examples of it. Each is shown on the wire by a test. */
  values: readonly Value[];
  readonly type: z.ZodType;
  /** The allowed values in words, for the refusal of any other. */
  allowed: string;
  /** Why the default was chosen. */
  reason: string;
  /** How sure the default is. */
  certainty: Certainty;
}

type Values<Value> = readonly [Value, ...Value[]];
type Literal = string | number | boolean | null;

export function open<Value>(values: Values<Value>, makeType: () => z.ZodType, allowed: string, reason: string): Setting<Value> {
  const type = once(makeType);
  return {
    default: values[0],
    values,
    get type() {
      return type();
    },
    allowed,
    reason,
    certainty: 'inferred',
  };
}

/** Tag [S]: the vendor publishes it for the successor or the next server version. */
export function published<Value>(setting: Setting<Value>): Setting<Value> {
  return Object.assign(setting, { certainty: 'published for the successor' as const });
}

/** Tag [O]: seen in real traffic or in a public client. */
export function observed<Value>(setting: Setting<Value>): Setting<Value> {
  return Object.assign(setting, { certainty: 'observed' as const });
}

/** Tag [D2]: a third party's summary of the vendor's guide says it. */
export function secondHand<Value>(setting: Setting<Value>): Setting<Value> {
  return Object.assign(setting, { certainty: 'second hand' as const });
}

/** Tag [D]: the vendor documents it. */
export function documented<Value>(setting: Setting<Value>): Setting<Value> {
  return Object.assign(setting, { certainty: 'documented' as const });
}

function list(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

export function oneOf<const Choices extends Values<Literal>>(values: Choices, reason: string): Setting<Choices[number]> {
  return open<Choices[number]>(values, () => z.literal(values as readonly Literal[]), list(values), reason);
}

const integer = once(() => z.number().int().positive());

export function positiveInteger(values: Values<number>, reason: string): Setting<number> {
  return open(values, integer, 'a positive integer', reason);
}

export function positiveIntegerOrNull(values: Values<number | null>, reason: string): Setting<number | null> {
  return open(values, () => integer().nullable(), 'a positive integer or null', reason);
}

/** The words of enumerations and paths: what may stand in a URL and a JSON string without escaping. */
export const wordType = once(() => z.string().regex(/^[A-Za-z][\w./-]{0,99}$/));
export const wordForm = 'a word of at most 100 letters, digits and . / _ - that begins with a letter';

export function word(values: Values<string>, reason: string): Setting<string> {
  return open(values, wordType, wordForm, reason);
}

/** Names that XML reserves, and those that its parser takes for members of every object, cannot be read back. */
const elementName = once(() =>
  z
    .string()
    .regex(/^(?!xml)[A-Za-z][\w.-]{0,99}$/i)
    .refine((name) => !(name in {}) && name !== 'prototype', 'a reserved name'),
);

export function elementNameOrNull(values: Values<string | null>, reason: string): Setting<string | null> {
  return open(values, () => elementName().nullable(), 'the name of an XML element, or null', reason);
}

export const textType = once(() => z.string().min(1).max(1000));
export const textForm = 'a text of at most 1000 characters, or null for none';

export function textOrNull(values: Values<string | null>, reason: string): Setting<string | null> {
  return open(values, () => textType().nullable(), textForm, reason);
}

export function namespace(values: Values<string>, reason: string): Setting<string> {
  return open(values, () => z.url().max(200), 'a namespace URI of at most 200 characters', reason);
}

/** An object of words; the keys are fixed, the words free but different from each other. */
export function names<Key extends string>(values: Values<Readonly<Record<Key, string>>>, reason: string) {
  return namesOf(values, wordType, 'words', reason);
}

/** An object of names of XML elements, different from each other. */
export function elementNames<Key extends string>(values: Values<Readonly<Record<Key, string>>>, reason: string) {
  return namesOf(values, elementName, 'names of XML elements', reason);
}

function namesOf<Key extends string>(
  values: Values<Readonly<Record<Key, string>>>,
  text: () => z.ZodType<string>,
  what: string,
  reason: string,
) {
  const keys = Object.keys(values[0]) as Key[];
  const type = () =>
    z
      .record(z.enum(keys), text())
      .refine((value) => new Set(Object.values(value)).size === keys.length, `the ${what} must differ`);
  return open<Readonly<Record<Key, string>>>(values, type, `different ${what} for each of ${list(keys)}`, reason);
}

/** A list of some of the given words, without repetition. */
export function listOf<const Item extends string>(items: readonly Item[], values: Values<readonly Item[]>, reason: string) {
  const type = () => z.array(z.enum(items)).refine((value) => new Set(value).size === value.length, 'no word twice');
  return open<readonly Item[]>(values, type, `a list of any of ${list(items)}`, reason);
}

/** The given steps, all of them, in any order; those of `after` only after the step that they need. */
export function orderOf<const Item extends string>(
  items: readonly Item[],
  values: Values<readonly Item[]>,
  reason: string,
  after: Partial<Record<NoInfer<Item>, NoInfer<Item>>> = {},
) {
  const needs = Object.entries(after) as [Item, Item][];
  const type = () =>
    z
      .array(z.enum(items))
      .refine((value) => value.length === items.length && new Set(value).size === items.length, 'each step exactly once')
      .refine(
        (value) => needs.every(([later, earlier]) => value.indexOf(later) > value.indexOf(earlier)),
        'a step comes too early',
      );
  const limits = needs.map(([later, earlier]) => `, "${later}" after "${earlier}"`).join('');
  return open<readonly Item[]>(values, type, `a permutation of ${list(items)}${limits}`, reason);
}

type Parts = Record<string, readonly Literal[]>;
type Combination<P extends Parts> = { readonly [Key in keyof P]: P[Key][number] };

/** An object each of whose members is one of a finite list; all combinations are implemented. */
export function combinations<const P extends Parts>(parts: P, reason: string): Setting<Combination<P>> {
  const every = Object.entries(parts).reduce<Record<string, Literal>[]>(
    (found, [key, choices]) => found.flatMap((value) => choices.map((choice) => ({ ...value, [key]: choice }))),
    [{}],
  ) as unknown as Values<Combination<P>>;
  const type = () => z.strictObject(Object.fromEntries(Object.entries(parts).map(([key, choices]) => [key, z.literal(choices)])));
  return open(every, type, list(every), reason);
}
