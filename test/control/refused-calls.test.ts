import { describe, expect, it } from 'vitest';
import { controlRoutes } from '../../simulator/control/routes.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { uploadBody } from '../../simulator/testing/samples.ts';
import { sendCall } from '../../simulator/testing/calls.ts';
import { startOnSocket } from './running.ts';

type Running = Awaited<ReturnType<typeof startOnSocket>>;

/** Ids of what there is, and of what was prepared so that calls about it are refused. */
type Known = Readonly<Record<string, string>>;

interface RefusedCall {
  readonly why: string;
  readonly params?: Readonly<Record<string, string>>;
  /** `{name}` in a text stands for an id. */
  readonly body?: unknown;
  readonly query?: string;
  readonly status: 400 | 404 | 408 | 409;
}

const gone = 'names-nothing';
const longText = 'x'.repeat(201);
const picture = { fileName: 'a.png', contentType: 'image/png', content: '' };
function notAssigned(body?: unknown): RefusedCall[] {
  return [
    { why: 'nobody has the chat', params: { conversation: 'waiting' }, body, status: 409 },
    { why: 'the agent it is reserved for takes none any more', params: { conversation: 'reserved' }, body, status: 409 },
    { why: 'the chat has ended', params: { conversation: 'ended' }, body, status: 409 },
  ];
}

/** For each control call that can be refused for more than an unknown id in its path: such calls, each wrong in one thing. */
const refusedCalls: Readonly<Record<string, readonly RefusedCall[]>> = {
  'patch /world': [
    { why: 'one of two is wrong', body: { assignmentServiceRunning: false, customAttributes: { customer: [''] } }, status: 400 },
    {
      why: 'a name is reserved',
      body: { assignmentServiceRunning: false, customAttributes: { activity: ['__proto__'] } },
      status: 400,
    },
  ],
  'post /applications': [
    { why: 'the name is taken', body: { name: 'demo', key: 'new', secret: 's' }, status: 400 },
    { why: 'the key is taken', body: { name: 'new', key: 'demo-client', secret: 's' }, status: 400 },
    {
      why: 'an entry point is unknown',
      body: { name: 'new', key: 'new', secret: 's', entryPoints: ['1001', gone] },
      status: 400,
    },
  ],
  'patch /applications/{application}': [
    { why: 'the name is taken', body: { name: 'other customers', secret: 'changed' }, status: 400 },
    { why: 'an entry point is unknown', body: { secret: 'changed', entryPoints: [gone] }, status: 400 },
    { why: 'the URL is none', body: { secret: 'changed', callback: { format: 'xml', url: 'ftp://x' } }, status: 400 },
  ],
  'get /entry-points': [{ why: 'the query is wrong', query: '?which=all', status: 400 }],
  'post /entry-points': [
    { why: 'the id is taken', body: { id: 1001, name: 'new', queue: 'Service' }, status: 400 },
    { why: 'the queue is unknown', body: { id: 1500, name: 'new', queue: gone }, status: 400 },
  ],
  'patch /entry-points/{entryPoint}': [
    { why: 'the queue is unknown', body: { name: 'changed', queue: gone }, status: 400 },
    {
      why: 'the hours end before they begin',
      body: { name: 'changed', openingHours: { days: [{ day: 'monday', from: '10:00', to: '09:00' }] } },
      status: 400,
    },
  ],
  'post /queues': [{ why: 'the name is taken', body: { name: 'Service', skill: 'new' }, status: 400 }],
  'patch /queues/{queue}': [{ why: 'the name is taken', body: { name: 'Claims', skill: 'changed' }, status: 400 }],
  'post /agents': [
    {
      why: 'the load is negative',
      body: { firstName: 'A', lastName: 'B', screenName: 'C', skills: [], maximumLoad: -1 },
      status: 400,
    },
  ],
  'patch /agents/{agent}': [{ why: 'one of two is wrong', body: { loggedIn: false, maximumLoad: 0.5 }, status: 400 }],
  'post /users': [
    { why: 'the user name is taken', body: { userName: 'demo-user', password: 'p' }, status: 400 },
    { why: 'the user name is a client key', body: { userName: 'demo-client', password: 'p' }, status: 400 },
  ],
  'patch /users/{user}': [{ why: 'one of two is wrong', body: { viewsAgentConsole: false, password: longText }, status: 400 }],
  'get /customers': [{ why: 'it searches by two values', query: '?email=a&phone=1', status: 400 }],
  'post /customers': [
    {
      why: 'a custom attribute is unknown',
      body: { contacts: [{ emails: ['a@b.c'] }], customAttributes: { [gone]: ['1'] } },
      status: 400,
    },
  ],
  'get /conversations': [{ why: 'the query is wrong', query: '?state=open', status: 400 }],
  'post /conversations/{conversation}/take': [
    { why: 'the agent is unknown', params: { conversation: 'waiting' }, body: { agent: gone }, status: 400 },
    { why: 'the agent is logged out', params: { conversation: 'waiting' }, body: { agent: 'Cleo' }, status: 409 },
    { why: 'another agent has the chat', body: { agent: 'Ben' }, status: 409 },
    { why: 'the chat has ended', params: { conversation: 'ended' }, body: { agent: 'Ben' }, status: 409 },
  ],
  'post /conversations/{conversation}/messages': [
    ...notAssigned({ text: 'hello' }),
    { why: 'the text is empty', body: { html: '' }, status: 400 },
    { why: 'there is no file', body: { files: [] }, status: 400 },
    { why: 'the policy refuses one of two files', body: { files: [picture, { ...picture, fileName: 'a.exe' }] }, status: 409 },
  ],
  'post /conversations/{conversation}/typing': notAssigned({ typing: true }),
  'post /conversations/{conversation}/pages': [
    ...notAssigned({ url: 'https://example.com' }),
    { why: 'the URL is none', body: { url: 'javascript:alert(1)' }, status: 400 },
  ],
  'post /conversations/{conversation}/files': [
    ...notAssigned(picture),
    { why: 'the policy refuses it', body: { ...picture, fileName: 'a.exe' }, status: 409 },
    { why: 'it is no Base64', body: { ...picture, content: '*' }, status: 400 },
  ],
  'get /conversations/{conversation}/files/{file}': [
    { why: 'the file is of another chat', params: { conversation: 'waiting' }, status: 404 },
  ],
  'post /conversations/{conversation}/files/{file}/accept': [
    { why: 'the file is of another chat', params: { conversation: 'waiting' }, status: 409 },
    { why: 'it is the file of an agent', params: { file: 'ofAgent' }, status: 409 },
    { why: 'it was rejected before', params: { file: 'rejected' }, status: 409 },
  ],
  'post /conversations/{conversation}/files/{file}/reject': [
    { why: 'the file is of another chat', params: { conversation: 'waiting' }, status: 409 },
    { why: 'it is the file of an agent', params: { file: 'ofAgent' }, status: 409 },
    { why: 'it was rejected before', params: { file: 'rejected' }, status: 409 },
  ],
  'post /conversations/{conversation}/transfer': [
    { why: 'the agent is unknown', body: { agent: gone }, status: 400 },
    { why: 'the queue is unknown', body: { queue: gone }, status: 400 },
    { why: 'the agent is logged out', body: { agent: 'Cleo' }, status: 409 },
    { why: 'the chat has ended', params: { conversation: 'ended' }, body: { agent: 'Ben' }, status: 409 },
  ],
  'post /conversations/{conversation}/complete': notAssigned(),
  'put /clock': [{ why: 'time cannot go back', body: { mode: 'manual', start: 1 }, status: 400 }],
  'post /clock/advance': [
    { why: 'the step is negative', body: { ms: -1 }, status: 400 },
    { why: 'the instant is past', body: { to: '2020-01-01T00:00:00Z' }, status: 400 },
  ],
  'post /faults': [
    { why: 'the entry point is unknown', body: { match: { entryPoint: gone }, action: { do: 'hang' } }, status: 400 },
    { why: 'the action is none of callbacks', body: { match: { callback: 'any' }, action: { do: 'hang' } }, status: 400 },
  ],
  'get /journal': [{ why: 'the query is wrong', query: '?limit=0', status: 400 }],
  'get /journal.har': [{ why: 'the query is wrong', query: '?after=-1', status: 400 }],
  'post /wait': [{ why: 'it does not happen', body: { match: { event: { type: 'callback-lost' } }, timeoutMs: 0 }, status: 408 }],
  'post /partitions': [
    { why: 'the name is taken', body: { name: 'default' }, status: 400 },
    {
      why: 'a queue is unknown',
      body: { name: 'new', world: { entryPoints: [{ id: 1, name: 'x', queue: gone }] } },
      status: 400,
    },
  ],
  'delete /partitions/{partition}': [{ why: 'the default partition stays', status: 409 }],
  'put /url': [{ why: 'the URL is none', body: { url: 'ftp://x' }, status: 400 }],
  'patch /settings': [
    { why: 'one of two is wrong', body: { 'conversation.idleTimeoutSeconds': 60, 'callback.order': 'any' }, status: 400 },
    { why: 'one of two is unknown', body: { 'conversation.idleTimeoutSeconds': 60, [gone]: 1 }, status: 400 },
  ],
  'post /snapshots': [
    { why: 'the name is wrong', body: { name: 'a b' }, status: 400 },
    { why: 'the partition is unknown', body: { name: 'new', partition: gone }, status: 400 },
  ],
  'put /snapshots/{snapshot}': [{ why: 'it is no snapshot', body: { format: 'none' }, status: 400 }],
  'post /snapshots/{snapshot}/restore': [
    { why: 'the number is of another partition', params: { snapshot: 'foreign' }, status: 409 },
  ],
};

/** What is refused only for a wrong body, a query that it does not have, or an unknown id in the path: other tests make these calls. */
const otherwiseAccepted = new Set([
  'get /world',
  'get /applications',
  'get /applications/{application}',
  'delete /applications/{application}',
  'get /applications/{application}/callbacks',
  'post /applications/{application}/callbacks/deactivate',
  'post /applications/{application}/callbacks/reactivate',
  'post /applications/{application}/expire-tokens',
  'get /entry-points/{entryPoint}',
  'delete /entry-points/{entryPoint}',
  'get /state',
  'get /ece-openapi.json',
  'get /queue-history',
  'get /queues',
  'get /queues/{queue}',
  'get /agents',
  'get /agents/{agent}',
  'delete /agents/{agent}',
  'get /users',
  'get /users/{user}',
  'get /sessions',
  'delete /sessions/{session}',
  'get /customers/{customer}',
  'delete /customers/{customer}',
  'get /conversations/{conversation}',
  'get /clock',
  'get /clock/agenda',
  'get /faults',
  'delete /faults',
  'get /faults/{fault}',
  'delete /faults/{fault}',
  'delete /journal',
  'get /console',
  'post /console/{part}',
  'get /partitions',
  'get /partitions/{partition}',
  'post /partitions/{partition}/reset',
  'post /reset',
  'get /url',
  'get /settings',
  'get /snapshots',
  'get /snapshots/{snapshot}',
  'delete /snapshots/{snapshot}',
]);

/** A world in which every kind of refusal can be provoked. */
async function prepared(): Promise<Running & { known: Known }> {
  const running = await startOnSocket({ agents: 'silent' });
  const { simulator } = running;
  const { agents, conversations } = simulator;
  const ece = await EceClient.authorized(simulator.url);
  agents.logOut('Ben');
  const [conversation, ended] = [await ece.startConversation(), await ece.startConversation()];
  conversations.complete(ended);
  const upload = async () => {
    await ece.send(sendCall(ece.token, uploadBody(conversation)));
    return conversations.files(conversation).at(-1)!.id;
  };
  const [file, rejected] = [await upload(), await upload()];
  conversations.rejectFile(conversation, rejected);
  const ofAgent = conversations.sendFile(conversation, { ...picture, content: new Uint8Array() }).id;
  simulator.entryPoints.edit(1001, { attachmentPolicy: { restriction: 'allowList', extensions: ['png'] } });
  agents.logIn('Ben');
  const waiting = await ece.startConversation({ entryPoint: 1003 });
  agents.change('Ben', { behaviour: 'answers' });
  const reserved = await ece.startConversation();
  expect(conversations.get(reserved).reservedFor).toBe(agents.get('Ben').id);
  agents.change('Ben', { behaviour: 'manual' });
  agents.change('Ada', { maximumLoad: 1 });
  const foreign = simulator.createPartition({ name: 'second' });
  simulator.snapshots.take('foreign', foreign.name);
  await simulator.removePartition('second');
  simulator.createPartition({ name: 'third' });
  simulator.createPartition({ name: 'second' });
  const known = {
    ...{ application: 'demo', entryPoint: '1001', queue: 'Service', agent: 'Ada', user: 'demo-user', partition: 'default' },
    ...{ snapshot: 'new', foreign: 'foreign' },
    ...{ conversation, ended, waiting, reserved, file, rejected, ofAgent },
  };
  return { ...running, known };
}

/** All that a control call could change. */
function stateOf({ simulator }: Running): unknown {
  const { snapshots, url, settings, partitions } = simulator;
  return {
    ...{ state: snapshots.export(), kept: snapshots.list().map((name) => [name, snapshots.get(name)]), url, settings },
    journals: partitions.map(({ journal }) => journal.entries.length),
    agendas: partitions.map(({ clock }) => clock.agenda(1000)),
  };
}

const cases = Object.entries(refusedCalls).flatMap(([call, refused]) => refused.map((one) => ({ call, ...one })));

describe('a control call that is refused changes nothing:', () => {
  it.each(cases)('$call when $why', async ({ call, params = {}, body, query = '', status }) => {
    const running = await prepared();
    const [method, path] = call.split(' ') as [string, string];
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => running.known[params[name] ?? name]!);
    const before = stateOf(running);
    expect(await running.control.refused(method.toUpperCase(), target + query, body)).toMatchObject({ status });
    expect(stateOf(running)).toEqual(before);
  });

  it('every call is among these, or is never refused for what it means', () => {
    const all = controlRoutes.map(({ method, path }) => `${method} ${path}`);
    const known = new Set([...Object.keys(refusedCalls), ...otherwiseAccepted]);
    expect(all.filter((call) => !known.has(call))).toEqual([]);
    expect([...known].filter((call) => !all.includes(call))).toEqual([]);
  });
});
