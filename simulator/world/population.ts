import { startConversation } from './conversations.ts';
import { createCustomer } from './customers.ts';
import type { WorldDefinition } from './definition.ts';
import type { World } from './world.ts';

/** Fills an empty world with what the definition says. Names that the definition does not know are the caller's error: see configuration. */
export function populate(world: World, definition: WorldDefinition): void {
  const { ids, state } = world;
  const queueIds = new Map<string, string>();
  for (const { name, skill } of definition.queues) {
    const id = ids.next('queue');
    queueIds.set(name, id);
    state.queues.set(id, { id, name, skill, waiting: [], handlingTimes: [] });
  }
  for (const { id: localId, queue, ...entryPoint } of definition.entryPoints) {
    const id = ids.entryPoint(localId);
    state.entryPoints.set(id, { id, ...entryPoint, queueId: queueIds.get(queue)!, lastModified: world.clock.now() });
  }
  for (const { skills, ...agent } of definition.agents) {
    const id = ids.next('agent');
    state.agents.set(id, { id, ...agent, skills: [...skills], conversationIds: [] });
  }
  for (const { entryPoints, ...application } of definition.applications) {
    const id = ids.next('application');
    state.applications.set(id, { id, ...application, key: ids.login(application.key), callback: { ...application.callback } });
    const adapterId = ids.next('adapter');
    const entryPointIds = entryPoints.map((localId) => ids.entryPoint(localId));
    state.adapters.set(adapterId, { id: adapterId, name: application.name, applicationId: id, entryPointIds });
  }
  for (const user of definition.users) {
    const id = ids.next('user');
    state.users.set(id, { id, ...user, userName: ids.login(user.userName) });
  }
  for (const customer of definition.customers) createCustomer(world, customer);
  const { activity, customer } = definition.customAttributes;
  state.customAttributes = { activity: activity && [...activity], customer: [...customer] };
  for (const chats of definition.chats) startChats(world, chats);
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
