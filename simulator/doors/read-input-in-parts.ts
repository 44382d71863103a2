import * as z from 'zod';
import type { Path, Problem } from './problems.ts';
import { checkBySchema, mostProblems, nameOf, problemsOf } from './schema-problems.ts';
import { InvalidInputError } from '../errors.ts';
import type { InParts } from '../time/give-way.ts';
import { isLarge, smallRuns } from './large-value.ts';

/**
 * The value as the schema reads it, as `readInput` does, a part at a time. It stops after each part. Members stand in the order in which they
 * were given. Schemas of large parts transform nothing but what is inside. Whoever has read the value has bounded its nesting.
 * @param subject how a sentence names the value itself, e.g. `The snapshot`
 * @throws {InvalidInputError} with the problems
 */
export function* readInputInParts<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  subject: string,
): InParts<z.output<Schema>> {
  const problems: Problem[] = [];
  const read = yield* new PartCheck(subject, problems).read(schema, value, []);
  if (problems.length > 0) throw new InvalidInputError(problems.slice(0, mostProblems));
  return read as z.output<Schema>;
}

type Members = Readonly<Record<string, unknown>>;

class PartCheck {
  readonly #subject: string;
  readonly #problems: Problem[];

  constructor(subject: string, problems: Problem[]) {
    this.#subject = subject;
    this.#problems = problems;
  }

  /** Nobody reads more of them. */
  get #hasEnough(): boolean {
    return this.#problems.length >= mostProblems;
  }

  *read(given: z.ZodType, value: unknown, path: Path): InParts<unknown> {
    if (this.#hasEnough) return value;
    yield;
    const schema = withoutWrapping(given);
    if (!isLarge(value)) return this.#readWhole(given, value, path);
    if (schema instanceof z.ZodObject && isPlain(value)) return yield* this.#readMembers(schema, value, path);
    if (schema instanceof z.ZodArray && Array.isArray(value)) return yield* this.#readItems(schema, value, path);
    if (schema instanceof z.ZodMap && value instanceof Map) return yield* this.#readMap(schema, value, path);
    if (schema instanceof z.ZodRecord && isPlain(value)) return yield* this.#readRecord(schema, value, path);
    if (schema instanceof z.ZodUnknown || value instanceof Uint8Array) return value;
    if (schema instanceof z.ZodUnion && isPlain(value)) {
      const option = optionOf(schema, value);
      if (option !== undefined) return yield* this.read(option, value, path);
    }
    // Of another kind than it must be: what is in it says nothing.
    return this.#readWhole(given, isPlain(value) ? withoutLarge(value) : Array.isArray(value) ? [] : new Map(), path);
  }

  #readWhole(schema: z.ZodType, value: unknown, path: Path): unknown {
    const checked = checkBySchema(schema, value, this.#subjectOf(path));
    if ('problems' in checked) this.#addProblems(checked.problems, path);
    return 'data' in checked ? inOrderOf(value, checked.data) : value;
  }

  #subjectOf(path: Path): string {
    return nameOf(path) ?? this.#subject;
  }

  #addProblems(problems: readonly Problem[], path: Path): void {
    for (const problem of problems) this.#problems.push({ ...problem, path: [...path, ...problem.path] });
  }

  *#readMembers(schema: z.ZodObject, value: Members, path: Path): InParts<unknown> {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
    const known = Object.keys(shape).filter((name) => Object.hasOwn(value, name) && isLarge(value[name]));
    // A name that is not known is refused whatever it holds.
    const rest = withoutLarge(value);
    const anything = Object.fromEntries(known.map((name) => [name, z.unknown()]));
    const plain = schema.clone({ ...schema.def, checks: [], shape: { ...shape, ...anything } });
    const read = this.#readWhole(plain, rest, path) as Record<string, unknown>;
    for (const name of known) read[name] = yield* this.read(shape[name]!, value[name], [...path, name]);
    this.#checkAltogether(
      schema,
      { shape: Object.fromEntries(Object.keys(shape).map((name) => [name, z.unknown()])) },
      value,
      path,
    );
    return read;
  }

  *#readItems(schema: z.ZodArray, value: readonly unknown[], path: Path): InParts<unknown> {
    const items: unknown[] = [];
    const plain = z.array(schema.element as z.ZodType);
    for (const run of smallRuns(value)) {
      if (this.#hasEnough) break;
      const start = items.length;
      if (run.length > 1) items.push(...(this.#readRun(plain, run, path, ([at]) => start + Number(at)) as unknown[]));
      else items.push(yield* this.read(schema.element as z.ZodType, run[0], [...path, start]));
      yield;
    }
    this.#checkAltogether(schema, { element: z.unknown() }, value, path);
    return items;
  }

  *#readMap(schema: z.ZodMap, value: ReadonlyMap<unknown, unknown>, path: Path): InParts<unknown> {
    const { keyType, valueType } = schema.def as unknown as { keyType: z.ZodType; valueType: z.ZodType };
    const read = new Map<unknown, unknown>();
    const plain = z.map(keyType, valueType);
    for (const run of smallRuns(value)) {
      if (this.#hasEnough) break;
      if (run.length > 1) {
        const part = this.#readRun(plain, new Map(run), path) as ReadonlyMap<unknown, unknown>;
        for (const [key, member] of part) read.set(key, member);
      } else {
        const [[key, member]] = run as [[string, unknown]];
        read.set(this.#readWhole(keyType, key, path), yield* this.read(valueType, member, [...path, key]));
      }
      yield;
    }
    this.#checkAltogether(schema, { keyType: z.unknown(), valueType: z.unknown() }, value, path);
    return read;
  }

  *#readRecord(schema: z.ZodRecord, value: Members, path: Path): InParts<unknown> {
    const read: [string, unknown][] = [];
    const plain = schema.clone({ ...schema.def, checks: [] });
    for (const run of smallRuns(Object.entries(value))) {
      if (this.#hasEnough) break;
      read.push(...Object.entries(this.#readRun(plain, Object.fromEntries(run), path) as Members));
      yield;
    }
    this.#checkAltogether(schema, { valueType: z.unknown() }, value, path);
    return Object.fromEntries(read);
  }

  /** @param placeOf where the item at the beginning of a path stands */
  #readRun(schema: z.ZodType, run: unknown, path: Path, placeOf: (path: Path) => Path[number] = ([at]) => at!): unknown {
    const before = this.#problems.length;
    const read = this.#readWhole(schema, run, path);
    for (let at = before; at < this.#problems.length; at++) {
      const problem = this.#problems[at]!;
      const [, ...inside] = problem.path.slice(path.length);
      if (problem.path.length > path.length)
        this.#problems[at] = { ...problem, path: [...path, placeOf(problem.path.slice(path.length)), ...inside] };
    }
    return read;
  }

  /** What a schema says of all parts together, once each is right. */
  #checkAltogether(schema: z.ZodType, inside: object, value: unknown, path: Path): void {
    if (this.#problems.length > 0 || (schema.def.checks ?? []).length === 0) return;
    const outer = schema.clone({ ...schema.def, ...inside });
    const given = { schema: outer, value, subject: this.#subjectOf(path) };
    this.#addProblems(
      (outer.safeParse(value).error?.issues ?? []).flatMap((issue) => problemsOf(issue, given)),
      path,
    );
  }
}

function withoutLarge(value: Members): Members {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, isLarge(member) ? null : member]));
}

/** The schema of the value itself, when there is one. */
function withoutWrapping(schema: z.ZodType): z.ZodType {
  const isWrapping = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return isWrapping ? withoutWrapping(schema.unwrap() as z.ZodType) : schema;
}

/** The alternative that a mapping can be: the one with its word, or the only one that is a mapping. */
function optionOf(schema: z.ZodUnion, value: Members): z.ZodType | undefined {
  const mappings = schema.options.filter((option) => option instanceof z.ZodObject);
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return mappings.length === 1 ? mappings[0] : undefined;
  const { discriminator } = schema.def;
  return mappings.find(({ shape }) => (shape[discriminator] as z.ZodType).safeParse(value[discriminator]).success);
}

/** What a schema has read, with its members in the order in which they were given. */
function inOrderOf(given: unknown, read: unknown): unknown {
  if (Array.isArray(read)) return read.map((item, at) => inOrderOf((given as unknown[])[at], item));
  if (read instanceof Map)
    return new Map([...read].map(([key, value]) => [key, inOrderOf((given as ReadonlyMap<unknown, unknown>).get(key), value)]));
  if (!isPlain(read) || !isPlain(given)) return read;
  const names = new Set([...Object.keys(given), ...Object.keys(read)]);
  return Object.fromEntries(
    [...names].filter((name) => Object.hasOwn(read, name)).map((name) => [name, inOrderOf(given[name], read[name])]),
  );
}

function isPlain(value: unknown): value is Members {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map) && !ArrayBuffer.isView(value)
  );
}
