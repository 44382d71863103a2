import { createSimulator } from '../../simulator/index.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { uploadBody } from '../../simulator/testing/samples.ts';
import { endCall, sendCall } from '../../simulator/testing/calls.ts';
import { endConversation } from '../../simulator/world/conversation-end.ts';
import type { Conversation } from '../../simulator/world/conversations.ts';
import { startConversation } from '../../simulator/world/conversations.ts';
import { createCustomer } from '../../simulator/world/customers.ts';
import { agentSays } from '../../simulator/world/agent-acts.ts';
import { FindingsCollector } from './harness/findings.ts';
import type { Question } from './harness/question.ts';
import { readCount } from './harness/usage-error.ts';
import { revokeSession } from '../../simulator/world/sessions.ts';

/**
 * What one operation costs with few and with many conversations: `npm run benchmark -- operations [conversations]`. Half of the
 * conversations wait in one queue; the others are with agents who have 500 each. Work that does not grow has the same time in both columns.
 */
const few = 1000;
const loadOfAgent = 500;
const unknown = '00000000-0000-4000-8000-000000000000';

type Centre = Awaited<ReturnType<typeof centreWith>>;
interface Operation {
  readonly name: string;
  readonly repeats: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly callbacks?: 'kept' | 'delivered';
  /** Returns what is measured, called once for each repeat. */
  readonly prepare: (centre: Centre) => (repeat: number) => unknown;
}

async function centreWith(size: number, { settings = {}, callbacks = 'kept' }: Partial<Operation>) {
  const agents = Array.from({ length: size / 2 / loadOfAgent }, (_, at) => ({
    ...{ firstName: 'A', lastName: 'B', screenName: `agent ${at}`, skills: ['service'], maximumLoad: loadOfAgent },
    behaviour: 'silent' as const,
  }));
  const requests = { count: 0 };
  const simulator = createSimulator({
    ...{ clock: 'manual', settings, journalCapacity: 100 },
    world: {
      queues: [{ name: 'Service', skill: 'service' }],
      entryPoints: [{ id: 1001, name: 'x', queue: 'Service' }],
      agents,
      chats: [],
    },
    fetch: () => {
      requests.count++;
      return Promise.resolve(new Response(null, { status: 204 }));
    },
  });
  const { world } = simulator.partition('default');
  const ece = EceClient.inProcess(simulator);
  await ece.authorize();
  if (callbacks === 'delivered') {
    simulator.applications.setCallbackUrl('demo', 'http://127.0.0.1:1/callbacks');
    simulator.applications.deactivateCallback('demo');
  }
  const [application] = world.state.applications.values();
  const [entryPoint] = world.state.entryPoints.values();
  const start = (session: string | null = null, email?: string): Conversation => {
    const card = { contacts: [{ emails: [email ?? ''], phones: [], socials: [] }], customAttributes: {} };
    const started = startConversation(world, {
      ...{ application: application!, entryPoint: entryPoint!, subject: '', customAttributes: {}, typingRequested: false },
      session:
        session === null ? null : { id: session, kind: 'application', ownerId: application!.id, openedAt: 0, lastUsedAt: 0 },
      customer: email === undefined ? null : createCustomer(world, card),
    });
    return started as Conversation;
  };
  const chats = Array.from({ length: size }, () => start());
  return { simulator, world, requests, ece, chats, start };
}

/** Ids spread over all conversations, so that neither the first nor the last is favoured. */
function spread<Item>(items: readonly Item[], repeat: number): Item {
  return items[(repeat * 7919 + 13) % items.length]!;
}

function ignore(task: () => unknown): void {
  try {
    task();
  } catch {
    // It is refused: that is measured.
  }
}

const operations: Operation[] = [
  {
    name: 'control call: unknown conversation',
    repeats: 100,
    prepare:
      ({ simulator }) =>
      () =>
        ignore(() => simulator.conversations.get(unknown)),
  },
  {
    name: 'control call: fault for an unknown conversation',
    repeats: 100,
    prepare:
      ({ simulator }) =>
      () =>
        ignore(() => simulator.faults.add({ match: { conversation: unknown }, action: { do: 'hang' } })),
  },
  {
    name: 'control call: unknown file of a conversation',
    repeats: 100,
    prepare:
      ({ simulator, chats }) =>
      (repeat) =>
        ignore(() => simulator.conversations.file(spread(chats, repeat).id, '1')),
  },
  {
    name: 'send message to an unknown conversation',
    repeats: 50,
    prepare:
      ({ ece }) =>
      () =>
        ece.say(unknown, 'hello'),
  },
  {
    name: 'send message',
    repeats: 200,
    prepare:
      ({ ece, chats }) =>
      (repeat) =>
        ece.say(spread(chats, repeat).id, 'hello'),
  },
  {
    name: 'upload, with a file in every conversation',
    repeats: 50,
    prepare: ({ ece, chats, world }) => {
      for (const { id } of chats)
        world.state.attachments.set(id, {
          ...{ id, conversationId: id, from: 'customer', fileName: 'a', contentType: 'a/b' },
          ...{ size: 1, contentUrl: 'http://a', offeredAt: 0, decision: 'none', content: null, fetch: 'not asked' },
        });
      return (repeat) => ece.send(sendCall(ece.token, uploadBody(spread(chats, repeat).id)));
    },
  },
  {
    name: 'end conversation',
    repeats: 200,
    prepare:
      ({ ece, chats }) =>
      (repeat) =>
        ece.send(endCall(ece.token, { conversation: { id: spread(chats, repeat).id } })),
  },
  {
    name: 'end of a chat that waits in the middle of the queue',
    repeats: 200,
    prepare: ({ world, chats }) => {
      const waiting = chats.filter(({ state }) => state === 'queued');
      return (repeat) => endConversation(world, waiting[Math.floor(waiting.length / 2) + repeat]!, 'client');
    },
  },
  {
    name: 'start conversation',
    repeats: 2000,
    prepare:
      ({ start }) =>
      () =>
        start(),
  },
  {
    name: 'start conversation, one for each customer',
    repeats: 50,
    settings: { 'conversation.perCustomer': 'one' },
    prepare:
      ({ start }) =>
      (repeat) =>
        start(null, `${repeat}@example.com`),
  },
  {
    name: 'revocation of a token with one conversation',
    repeats: 100,
    settings: { 'revoke.conversations': 'end' },
    prepare: ({ world, start }) => {
      for (let repeat = 0; repeat < 100; repeat++) start(`token ${repeat}`);
      return (repeat) =>
        revokeSession(world, { id: `token ${repeat}`, kind: 'application', ownerId: '', openedAt: 0, lastUsedAt: 0 });
    },
  },
  {
    name: 'log-out of an agent, for each of 50 chats',
    repeats: 1,
    prepare: ({ simulator }) => {
      simulator.agents.add({
        firstName: 'A',
        lastName: 'B',
        screenName: 'leaver',
        skills: ['service'],
        maximumLoad: 50,
        behaviour: 'silent',
      });
      return () => {
        const began = performance.now();
        simulator.agents.logOut('leaver');
        return (performance.now() - began) / 50;
      };
    },
  },
  {
    name: 'time-out, all together',
    repeats: Infinity,
    settings: { 'conversation.idleTimeoutSeconds': 60 },
    prepare:
      ({ simulator }) =>
      () =>
        simulator.clock.runNext() || undefined,
  },
  ...(['one', 'per-conversation', 'all-queued'] as const).flatMap((batching) =>
    (['per-conversation', 'per-application', 'none'] as const).map((order): Operation => ({
      name: `message to a full outbox (batching ${batching}, order ${order})`,
      repeats: 200,
      settings: { 'callback.batching': batching, 'callback.order': order },
      callbacks: 'delivered',
      prepare: ({ world, chats }) => {
        const assigned = chats.filter(({ state }) => state === 'assigned');
        for (let message = 0; message < chats.length; message++) agentSays(world, spread(assigned, message), 'plainText', 'x');
        return (repeat) => agentSays(world, spread(assigned, repeat), 'plainText', 'hello');
      },
    })),
  ),
  ...(['one', 'per-conversation', 'all-queued'] as const).map((batching): Operation => ({
    name: `request to the webhook server from a full outbox (batching ${batching})`,
    repeats: 1,
    settings: { 'callback.batching': batching, 'callback.order': 'per-application' },
    callbacks: 'delivered',
    prepare:
      ({ simulator, requests, chats }) =>
      async () => {
        for (const { id, state } of chats) if (state === 'assigned') simulator.conversations.say(id, 'x');
        const began = performance.now();
        simulator.applications.reactivateCallback('demo');
        const counted = batching === 'all-queued' ? 1 : 200;
        while (requests.count < counted) await new Promise((resolve) => setImmediate(resolve));
        return (performance.now() - began) / requests.count;
      },
  })),
];

interface Measured {
  readonly median: number;
  /** Of twenty, nineteen take less. */
  readonly nineteenth: number;
}

async function measure(operation: Operation, size: number): Promise<Measured> {
  const centre = await centreWith(size, operation);
  const run = operation.prepare(centre);
  const times: number[] = [];
  for (let repeat = 0; repeat < Math.min(operation.repeats, size); repeat++) {
    const began = performance.now();
    const result = run(repeat);
    // A result that is no promise is not waited for: that would be measured too.
    const answer: unknown = result instanceof Promise ? ((await result) as unknown) : result;
    times.push(typeof answer === 'number' ? answer : performance.now() - began);
    if (operation.repeats === Infinity && answer === undefined) break;
  }
  await centre.simulator.close(0);
  times.sort((one, other) => one - other);
  return { median: times[Math.floor(times.length / 2)]!, nineteenth: times[Math.floor(times.length * 0.95)]! };
}

async function measureOperations(many: number): Promise<void> {
  const columns = [few, many].flatMap((size) => [`${size}: median`, '95 %']);
  console.log(
    `milliseconds of one operation, with so many conversations\n${'operation'.padEnd(72)}${columns.map((one) => one.padStart(16)).join('')}`,
  );
  for (const operation of operations) {
    const results = [await measure(operation, few), await measure(operation, many)];
    const numbers = results.flatMap(({ median, nineteenth }) => [median, nineteenth]).map((one) => one.toFixed(3).padStart(16));
    console.log(operation.name.padEnd(72) + numbers.join(''));
  }
}

export const question: Question = {
  asks: 'what does each operation cost with 1,000 conversations, and with 100,000? [conversations]',
  isOfSources: true,
  run: async ({ rest: [many = '100000'] }) => {
    await measureOperations(readCount(many, 'conversations'));
    return new FindingsCollector();
  },
};
