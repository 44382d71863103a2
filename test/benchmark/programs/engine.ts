import path from 'node:path';

/**
 * Conversations from their start to their completion, in process and without a socket, with the simulator of the tree whose root is
 * given: `node engine.ts <root>`.
 */
const [root = ''] = process.argv.slice(2);
const agentCount = 10;
const atOnce = 500;
const assignedAfterMs = 5000;

interface Call {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
interface End {
  readonly answer: { readonly status: number; readonly body: Uint8Array };
  readonly flushed: () => void;
}
interface Simulator {
  handle(call: Call): Promise<End>;
  readonly clock: { advance(ms: number): Promise<void> };
  readonly conversations: { complete(id: string): void; get(id: string): { readonly state: string } };
}
const { createSimulator } = (await import(path.join(root, 'dist/simulator/index.js'))) as {
  createSimulator: (options: object) => Simulator;
};

const agents = Array.from({ length: agentCount }, (_, at) => ({
  ...{ firstName: 'A', lastName: 'B', screenName: `agent ${at}`, skills: ['service'], behaviour: 'silent' },
  maximumLoad: atOnce,
}));
const queues = [{ name: 'Service', skill: 'service' }];
const entryPoints = [{ id: 1001, name: 'x', queue: 'Service' }];
const simulator = createSimulator({ clock: 'manual', world: { queues, entryPoints, agents, chats: [] } });

const api = '/system/ws/v19/clientapplications';
async function call(
  status: number,
  target: string,
  headers: Call['headers'],
  body?: Uint8Array,
): Promise<Record<string, unknown>> {
  const method = body === undefined ? 'GET' : 'POST';
  const { answer, flushed } = await simulator.handle({ method, target: api + target, headers, body: body ?? new Uint8Array() });
  flushed();
  const text = Buffer.from(answer.body).toString();
  if (answer.status !== status) throw new Error(`${target} was answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
const form = { authorization: `Basic ${btoa('demo-client:demo-secret')}`, 'content-type': 'application/x-www-form-urlencoded' };
const { access_token: token } = await call(
  200,
  '/authentication/oauth2/token?forceLogin=yes',
  form,
  Buffer.from('grant_type=client_credentials'),
);
const headers = { authorization: `Bearer ${String(token)}`, accept: 'application/json', 'content-type': 'application/json' };
const configuration = await call(200, '/messaging/configuration?entrypoint=1001', headers);
const [entryPointConfiguration] = configuration['entryPointConfiguration'] as [object];
const body = Buffer.from(JSON.stringify({ entryPointConfiguration }));

/** Each conversation is started by a call of ECE, is assigned, and its agent completes it. */
async function run(seconds: number): Promise<{ conversations: number; milliseconds: number }> {
  const began = performance.now();
  let conversations = 0;
  while (performance.now() - began < seconds * 1000) {
    const ids: string[] = [];
    for (let at = 0; at < atOnce; at++)
      ids.push((await call(201, '/messaging/conversation/start?anonymousCustomer=yes', headers, body))['id'] as string);
    await simulator.clock.advance(assignedAfterMs);
    for (const id of ids) simulator.conversations.complete(id);
    const { state } = simulator.conversations.get(ids.at(-1)!);
    if (state === 'assigned' || state === 'queued') throw new Error(`A conversation that was completed is ${state}.`);
    conversations += atOnce;
  }
  return { conversations, milliseconds: performance.now() - began };
}

process.on('message', ({ task, input }: { readonly task?: string; readonly input?: { readonly seconds: number } }) => {
  if (task === 'run') void run(input!.seconds).then((answer) => process.send?.({ answerTo: 'run', answer }));
});
process.channel?.ref();
process.send?.({ url: 'none' });
