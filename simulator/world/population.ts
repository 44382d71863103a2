import type { Agent } from './agents.ts';
import type { ClientApplication } from './applications.ts';
import { allowEntryPoints } from './applications.ts';
import { startConversation } from './conversations.ts';
import { createCustomer } from './customers.ts';
import type {
  AgentDefinition,
  ApplicationDefinition,
  EntryPointDefinition,
  QueueDefinition,
  WorldDefinition,
} from './definition.ts';
import { defaultDepartment } from './definition.ts';
import { secretsOfApplication } from './known-secrets.ts';
import type { EntryPoint } from './entry-points.ts';
import type { Queue } from './queue.ts';
import type { User } from './users.ts';
import type { World } from './world.ts';

/**
 * Fills an empty world from its definition, a member at a time. It stops after each member: a large world takes long. The caller makes sure
 * that every name it refers to is defined: see `worldOf`.
 */
export function* populate(world: World, definition: WorldDefinition): Generator<void, void, void> {
  const queues = new Map(definition.queues.map((queue) => [queue.name, addQueue(world, queue)]));
  for (const { queue, ...entryPoint } of definition.entryPoints) {
    addEntryPoint(world, { ...entryPoint, queue: queues.get(queue)! });
    yield;
  }
  for (const agent of definition.agents) {
    addAgent(world, agent);
    yield;
  }
  for (const application of definition.applications) {
    addApplicationWithEntryPoints(world, application);
    yield;
  }
  for (const user of definition.users) {
    addUser(world, user);
    yield;
  }
  for (const customer of definition.customers) {
    createCustomer(world, customer);
    yield;
  }
  const { activity, customer } = definition.customAttributes;
  world.state.customAttributes = { activity: activity && [...activity], customer: [...customer] };
  // All at once: no agent acts before the last of them waits.
  world.perform(() => {
    for (const chats of definition.chats) startChats(world, chats);
  });
}

function addApplicationWithEntryPoints(world: World, { entryPoints, ...application }: ApplicationDefinition): void {
  const added = addApplication(world, application);
  allowEntryPoints(
    world,
    added,
    entryPoints.map((localId) => world.ids.entryPoint(localId)),
  );
}

export function addQueue({ ids, state }: World, { name, skill, department = defaultDepartment }: QueueDefinition): Queue {
  const queue: Queue = { id: ids.next('queue'), name, skill, department, waiting: [], handlingTimes: [] };
  state.queues.set(queue.id, queue);
  return queue;
}

export function addEntryPoint(
  { ids, state, clock }: World,
  { id: localId, queue, ...rest }: Omit<EntryPointDefinition, 'queue'> & { queue: Queue },
): EntryPoint {
  const entryPoint = { id: ids.entryPoint(localId), ...rest, queueId: queue.id, lastModified: clock.now() };
  state.entryPoints.set(entryPoint.id, entryPoint);
  return entryPoint;
}

export function addAgent({ ids, state }: World, { skills, ...rest }: AgentDefinition): Agent {
  const agent: Agent = { id: ids.next('agent'), ...rest, skills: [...skills], conversationIds: [], reservedConversationIds: [] };
  state.agents.set(agent.id, agent);
  return agent;
}

/** Adds an application that may use no entry point yet. */
export function addApplication(world: World, definition: Omit<ApplicationDefinition, 'entryPoints'>): ClientApplication {
  const { ids, state, secrets } = world;
  const { key, callback } = definition;
  const application = { id: ids.next('application'), ...definition, key: ids.login(key), callback: { ...callback } };
  state.applications.set(application.id, application);
  secrets.learn(...secretsOfApplication(application));
  return application;
}

export function addUser({ ids, state, secrets }: World, user: Omit<User, 'id'>): User {
  const added: User = { id: ids.next('user'), ...user, userName: ids.login(user.userName) };
  state.users.set(added.id, added);
  secrets.learn(added.password);
  return added;
}

function startChats(world: World, { application: name, entryPoint, count }: WorldDefinition['chats'][number]): void {
  const application = [...world.state.applications.values()].find((candidate) => candidate.name === name)!;
  for (let chat = 0; chat < count; chat++) {
    startConversation(world, {
      application,
      session: null,
      entryPoint: world.state.entryPoints.get(world.ids.entryPoint(entryPoint))!,
      customer: null,
      subject: '',
      customAttributes: {},
      typingRequested: false,
    });
  }
}
