import type { Problem } from '../doors/problems.ts';
import { problemsOfNames } from '../configuration/given-world.ts';
import type { InParts } from '../time/give-way.ts';
import type { IdKind } from '../world/ids.ts';
import { idsPerPartition } from '../world/ids.ts';
import { referenceChecks } from '../world/invariants.ts';
import type { WorldState } from '../world/world.ts';
import type { PartitionSnapshot } from './partition-snapshot.ts';

/**
 * What the parts of a partition say against each other, although each is of the right form. Paths begin at the partition. It stops after
 * each part.
 */
export function* findContradictions(snapshot: PartitionSnapshot): InParts<Problem[]> {
  const { state, definition } = snapshot;
  const problems: Problem[] = problemsOfNames(definition).map(({ path: [, ...path], ...rest }) => ({
    ...rest,
    path: ['definition', ...path],
  }));
  for (const findIn of referenceChecks) {
    yield;
    problems.push(...findIn(state).map((message): Problem => ({ path: ['state'], message })));
  }
  yield;
  return [...problems, ...findReusedIds(snapshot)];
}

/** A number that comes again would give the id of something that exists to something new. */
function findReusedIds({ number, state, ids }: PartitionSnapshot): Problem[] {
  const first = number * idsPerPartition;
  const used = Object.entries(idsInUse(state)) as [IdKind, Iterable<string>][];
  return used.flatMap(([kind, all]) => {
    let highest = 0;
    for (const id of all) if (/^\d+$/.test(id)) highest = Math.max(highest, Number(id) - first);
    if (highest < ids[kind]) return [];
    return [{ path: ['ids', kind], message: `must be more than ${highest}, which is in use.` }];
  });
}

function idsInUse(state: WorldState) {
  const { applications, adapters, queues, agents, users, customers, conversations, attachments, callbackQueues } = state;
  const persons = [...customers.values()].flatMap(({ contactPersons }) => contactPersons);
  const messages = [...callbackQueues.values()].flatMap(({ pending, sent }) => [...pending, ...sent]);
  return {
    application: applications.keys(),
    adapter: adapters.keys(),
    queue: queues.keys(),
    agent: agents.keys(),
    user: users.keys(),
    customer: customers.keys(),
    contactPerson: persons.map(({ id }) => id),
    contactPoint: persons.flatMap(({ contactPoints }) => contactPoints.map(({ id }) => id)),
    activity: [...conversations.values()].map(({ activityId }) => activityId),
    attachment: attachments.keys(),
    message: messages.map(({ id }) => id),
  } satisfies Partial<Record<IdKind, Iterable<string>>>;
}
