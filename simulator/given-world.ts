import { ConfigurationError } from './configuration-error.ts';
import type { CheckedWorld } from './doors/world-schema.ts';
import { nearest } from './protocol/nearest.ts';
import { defaultWorld } from './world/default-world.ts';
import type { WorldDefinition } from './world/definition.ts';

/**
 * The default world with the sections that are given in place of its own.
 * @throws {ConfigurationError} when a name refers to nothing or stands for two things
 */
export function worldOf(given: CheckedWorld | undefined, path = 'world'): WorldDefinition {
  const standard = standardWorld(given);
  const world = {
    ...standard,
    ...withoutUndefined(given ?? {}),
    customAttributes: { ...standard.customAttributes, ...withoutUndefined(given?.customAttributes ?? {}) },
  };
  const problems = danglingNames(world, path);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return world;
}

/** The default world, as far as it fits the sections that are given: its applications use the entry points that there are. */
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

function danglingNames(world: WorldDefinition, path: string): string[] {
  const queues = world.queues.map(({ name }) => name);
  const entryPoints = world.entryPoints.map(({ id }) => String(id));
  const applications = world.applications.map(({ name }) => name);
  return [
    ...twice(queues, `${path}.queues`, 'name'),
    ...twice(entryPoints, `${path}.entryPoints`, 'id'),
    ...twice(applications, `${path}.applications`, 'name'),
    ...twice(
      world.applications.map(({ key }) => key),
      `${path}.applications`,
      'key',
    ),
    ...twice(
      world.users.map(({ userName }) => userName),
      `${path}.users`,
      'userName',
    ),
    ...world.entryPoints.flatMap(({ queue }, at) => unknownName(queue, queues, `${path}.entryPoints[${at}].queue`)),
    ...world.applications.flatMap(({ entryPoints: ids }, at) =>
      ids.flatMap((id, place) => unknownName(String(id), entryPoints, `${path}.applications[${at}].entryPoints[${place}]`)),
    ),
    ...world.customers.flatMap(({ customAttributes }, at) =>
      Object.keys(customAttributes).flatMap((name) =>
        unknownName(name, world.customAttributes.customer, `${path}.customers[${at}].customAttributes`),
      ),
    ),
    ...world.chats.flatMap(({ application: name, entryPoint: id }, at) => [
      ...unknownName(name, applications, `${path}.chats[${at}].application`),
      ...unknownName(String(id), entryPoints, `${path}.chats[${at}].entryPoint`),
    ]),
  ];
}

function twice(names: string[], path: string, member: string): string[] {
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  return repeated === undefined ? [] : [`${path}: the ${member} "${repeated}" stands twice`];
}

function unknownName(name: string, known: string[], path: string): string[] {
  if (known.includes(name)) return [];
  const meant = nearest(name, known);
  return [`${path}: "${name}" is not defined${meant === undefined ? '' : `; did you mean "${meant}"?`} (${known.join(', ')})`];
}
