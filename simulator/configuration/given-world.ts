import type { Path, Problem } from '../doors/problems.ts';
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
  const problems = problemsOfNames(world);
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

/** The names in a world that refer to nothing or stand for two things. */
export function problemsOfNames(world: WorldDefinition): Problem[] {
  const queues = world.queues.map(({ name }) => name);
  const entryPoints = world.entryPoints.map(({ id }) => String(id));
  const applications = world.applications.map(({ name }) => name);
  const keys = world.applications.map(({ key }) => key);
  const userNames = world.users.map(({ userName }) => userName);
  return [
    ...repeatedName(queues, 'queues', 'name'),
    ...repeatedName(entryPoints, 'entryPoints', 'id'),
    ...repeatedName(applications, 'applications', 'name'),
    ...repeatedName(keys, 'applications', 'key'),
    ...repeatedName(userNames, 'users', 'userName'),
    ...(world.specialEntryPoints ? world.entryPoints.flatMap(({ id }, at) => numberOfSpecial(id, at)) : []),
    ...world.entryPoints.flatMap(({ queue }, at) => unknownName(queue, queues, ['entryPoints', at, 'queue'])),
    ...world.applications.flatMap(({ entryPoints: ids }, at) =>
      ids.flatMap((id, place) => unknownName(String(id), entryPoints, ['applications', at, 'entryPoints', place])),
    ),
    ...world.customers.flatMap(({ customAttributes }, at) =>
      Object.keys(customAttributes).flatMap((name) =>
        unknownName(name, world.customAttributes.customer, ['customers', at, 'customAttributes']),
      ),
    ),
    ...world.chats.flatMap(({ application: name, entryPoint: id }, at) => [
      ...unknownName(name, applications, ['chats', at, 'application']),
      ...unknownName(String(id), entryPoints, ['chats', at, 'entryPoint']),
    ]),
  ];
}

function repeatedName(names: string[], section: string, member: string): Problem[] {
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  return repeated === undefined ? [] : [{ path: ['world', section], message: `The ${member} "${repeated}" stands twice.` }];
}

function numberOfSpecial(id: number, at: number): Problem[] {
  const special = specialEntryPoints.find((one) => one.id === id);
  if (special === undefined) return [];
  const message = `${id} is the number of a special entry point (${special.call}: ${special.about}). Take another, or leave the special ones out by "specialEntryPoints: false".`;
  return [{ path: ['world', 'entryPoints', at, 'id'], message }];
}

function unknownName(name: string, known: string[], path: Path): Problem[] {
  if (known.includes(name)) return [];
  const message = `"${name}" is not defined.${didYouMeanOrValid(name, known)}`;
  return [{ path: ['world', ...path], message, allowed: known }];
}
