import type { Path, Problem } from '../doors/problems.ts';
import { mostProblems } from '../doors/schema-problems.ts';
import type { CheckedWorld, GivenWorld } from '../doors/world-schema.ts';
import { ConfigurationError } from '../errors.ts';
import { specialEntryPoints } from '../faults/special-entry-points.ts';
import { didYouMeanOrValid } from '../protocol/nearest.ts';
import { defaultWorld, emptyWorld } from '../world/default-world.ts';
import type { WorldDefinition } from '../world/definition.ts';

/**
 * The default world with the sections that are given in place of its own.
 * @throws {ConfigurationError} when a name refers to nothing or stands for two things
 */
export function worldOf(given: GivenWorld | undefined): WorldDefinition {
  const world = completeWorld(given);
  const problems = given === undefined ? [] : problemsOfNames(world);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return world;
}

/** The names in the given world that refer to nothing or stand for two things. */
export function problemsOfWorld(given: GivenWorld | undefined): readonly Problem[] {
  return problemsOfNames(completeWorld(given));
}

function completeWorld(given: GivenWorld | undefined): WorldDefinition {
  if (given === 'empty') return emptyWorld();
  const standard = standardWorld(given);
  return {
    ...standard,
    ...withoutUndefined(given ?? {}),
    customAttributes: { ...standard.customAttributes, ...withoutUndefined(given?.customAttributes ?? {}) },
  };
}

/** The parts of the default world that fit the given sections: its applications use the given entry points. */
function standardWorld(given: CheckedWorld | undefined): WorldDefinition {
  const standard = defaultWorld();
  const isChanged = given?.entryPoints !== undefined || given?.applications !== undefined || given?.agents !== undefined;
  const ids = given?.entryPoints?.map(({ id }) => id);
  return {
    ...standard,
    chats: isChanged ? [] : standard.chats,
    applications: standard.applications.map((application, at) => ({
      ...application,
      entryPoints: ids === undefined ? application.entryPoints : at === 0 ? ids : [],
    })),
  };
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** The names in a world that refer to nothing or stand for two things: the first {@link mostProblems}. */
export function problemsOfNames(world: WorldDefinition): Problem[] {
  const problems: Problem[] = [];
  for (const problem of findProblems(world)) {
    problems.push(problem);
    if (problems.length === mostProblems) break;
  }
  return problems;
}

function* findProblems(world: WorldDefinition): Generator<Problem> {
  const queues = new Set(world.queues.map(({ name }) => name));
  const entryPoints = new Set(world.entryPoints.map(({ id }) => String(id)));
  const applications = new Set(world.applications.map(({ name }) => name));
  const customAttributes = new Set(world.customAttributes.customer);
  yield* repeatedName(world.queues, 'queues', 'name');
  yield* repeatedName(world.entryPoints, 'entryPoints', 'id');
  yield* repeatedName(world.applications, 'applications', 'name');
  yield* repeatedName(world.applications, 'applications', 'key');
  yield* repeatedName(world.users, 'users', 'userName');
  if (world.specialEntryPoints) for (const [at, { id }] of world.entryPoints.entries()) yield* numberOfSpecial(id, at);
  for (const [at, { queue }] of world.entryPoints.entries()) yield* unknownName(queue, queues, ['entryPoints', at, 'queue']);
  for (const [at, application] of world.applications.entries())
    for (const [place, id] of application.entryPoints.entries())
      yield* unknownName(String(id), entryPoints, ['applications', at, 'entryPoints', place]);
  for (const [at, customer] of world.customers.entries())
    for (const name of Object.keys(customer.customAttributes))
      yield* unknownName(name, customAttributes, ['customers', at, 'customAttributes']);
  for (const [at, { application: name, entryPoint: id }] of world.chats.entries()) {
    yield* unknownName(name, applications, ['chats', at, 'application']);
    yield* unknownName(String(id), entryPoints, ['chats', at, 'entryPoint']);
  }
}

function repeatedName<Member extends string>(
  things: readonly Readonly<Record<Member, string | number>>[],
  section: string,
  member: Member,
): Problem[] {
  const seen = new Set<string>();
  for (const thing of things) {
    const name = String(thing[member]);
    if (seen.has(name)) return [{ path: ['world', section], message: `The ${member} "${name}" stands twice.` }];
    seen.add(name);
  }
  return [];
}

function numberOfSpecial(id: number, at: number): Problem[] {
  const special = specialEntryPoints.find((one) => one.id === id);
  if (special === undefined) return [];
  const message = `${id} is the number of a special entry point (${special.call}: ${special.about}). Take another, or leave the special ones out by "specialEntryPoints: false".`;
  return [{ path: ['world', 'entryPoints', at, 'id'], message }];
}

/** To compare a mistyped name with another takes time, so the nearest is looked for among few. */
const mostNamesCompared = 200;

function unknownName(name: string, known: ReadonlySet<string>, path: Path): Problem[] {
  if (known.has(name)) return [];
  const allowed = [...known].slice(0, mostNamesCompared);
  const message = `"${name}" is not defined.${didYouMeanOrValid(name, allowed)}`;
  return [{ path: ['world', ...path], message, allowed }];
}
