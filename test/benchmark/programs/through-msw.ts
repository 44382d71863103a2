import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Calls in one process through Mock Service Worker, which answers them by plain handlers or by a simulator:
 * `node through-msw.ts <root> plain|ece`. Client, MSW and handlers share the process.
 */
const [root = '', kind = 'plain'] = process.argv.slice(2);
const baseUrl = 'https://ece.example.com';
const api = '/system/ws/v19/clientapplications';

interface MswNode {
  readonly setupServer: (...handlers: object[]) => { listen(options: object): void };
}
interface Msw {
  readonly http: Record<'get' | 'post', (pattern: string, resolve: (info: { readonly request: Request }) => unknown) => object>;
  readonly HttpResponse: typeof Response;
}
interface Door {
  readonly createSimulator: (options: object) => object;
  readonly eceHandlers: (simulator: object, options: { readonly baseUrl: string }) => object[];
}

/** The one that the tree's own handlers load. */
async function importMsw<Module>(file: string): Promise<Module> {
  const folder = path.join(root, 'node_modules/msw/lib');
  const names = [`${file}/index.js`, `${file}/index.mjs`].map((name) => path.join(folder, name));
  return (await import(names.find((name) => existsSync(name)) ?? names[0]!)) as Module;
}

const { setupServer } = await importMsw<MswNode>('node');
setupServer(...(await handlers())).listen({ onUnhandledRequest: 'error', onUnhandledFrame: 'error' });

async function handlers(): Promise<object[]> {
  if (kind === 'ece') {
    const door = (await import(path.join(root, 'dist/simulator/msw.js'))) as Door;
    return door.eceHandlers(door.createSimulator({ agents: 'silent' }), { baseUrl });
  }
  const { http, HttpResponse } = await importMsw<Msw>('core');
  const json = (value: object, status = 200) =>
    new HttpResponse(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
  const isAllowed = (request: Request) => request.headers.get('authorization') === 'Bearer token';
  const refused = () => json({}, 401);
  const entryPointConfiguration = [{ entryPoint: { id: 1001 }, lastModified: { date: '2026-01-15T09:30:00.000Z' } }];
  return [
    http.post(`${baseUrl}${api}/authentication/oauth2/token`, () => json({ access_token: 'token', expires_in: 86_400 })),
    http.get(`${baseUrl}${api}/messaging/configuration`, ({ request }) =>
      isAllowed(request) ? json({ entryPointConfiguration }) : refused(),
    ),
    http.post(`${baseUrl}${api}/messaging/conversation/start`, ({ request }) =>
      isAllowed(request) ? json({ id: crypto.randomUUID() }, 201) : refused(),
    ),
    http.post(`${baseUrl}${api}/messaging/sendmessage`, async ({ request }) => {
      const { content } = (await request.json()) as { content?: string };
      return isAllowed(request) && content !== undefined ? new HttpResponse(null, { status: 204 }) : refused();
    }),
  ];
}

interface Call {
  readonly name: string;
  readonly url: string;
  readonly method?: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly status: number;
}

async function call({ name, url, status, ...init }: Call): Promise<string> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`"${name}" was answered ${answer.status}: ${text}`);
  return text;
}

interface Asked {
  readonly task?: 'call' | 'repeat';
  readonly input?: { readonly call: Call; readonly seconds: number };
}
process.on('message', ({ task, input }: Asked) => {
  if (task === 'call') void call(input!.call).then((answer) => process.send?.({ answerTo: task, answer }));
  if (task === 'repeat') void repeat(input!).then((answer) => process.send?.({ answerTo: task, answer }));
});
process.channel?.ref();

/** One call after the other. */
async function repeat(input: NonNullable<Asked['input']>): Promise<{ calls: number; milliseconds: number }> {
  const began = performance.now();
  let calls = 0;
  for (; performance.now() - began < input.seconds * 1000; calls++) await call(input.call);
  return { calls, milliseconds: performance.now() - began };
}
process.send?.({ url: baseUrl });
