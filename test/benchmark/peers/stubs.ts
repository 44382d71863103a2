import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The calls that peers answer, each with the least that looks like ECE. */
export const stubToken = '5a0f0bc4-dc21-44c8-a50b-b12bad7ae41e';
const api = '/system/ws/v19/clientapplications';
const configuration = {
  entryPointConfiguration: [{ entryPoint: { id: 1001 }, lastModified: { date: '2026-01-15T09:30:00.000Z' } }],
};
const granted = { access_token: stubToken, expires_in: 86_400, token_type: 'Bearer' };

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

interface Stub {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly needsToken: boolean;
  /** JSON paths that the body must have. */
  readonly members: readonly string[];
  readonly status: number;
  readonly answer: object | undefined;
}

const stubs: readonly Stub[] = [
  {
    ...{ method: 'post', path: `${api}/messaging/sendmessage`, needsToken: true },
    ...{ members: ['conversation.id', 'type.value', 'content'], status: 204, answer: undefined },
  },
  {
    ...{ method: 'get', path: `${api}/messaging/configuration`, needsToken: true },
    ...{ members: [], status: 200, answer: configuration },
  },
  {
    ...{ method: 'post', path: `${api}/authentication/oauth2/token`, needsToken: false },
    ...{ members: [], status: 200, answer: granted },
  },
];

async function write(folder: string, file: string, value: unknown): Promise<string> {
  const name = path.join(folder, file);
  await mkdir(path.dirname(name), { recursive: true });
  await writeFile(name, JSON.stringify(value));
  return name;
}

/** One mapping for each stub, below the root folder of WireMock. */
export async function writeWireMock(folder: string): Promise<void> {
  const headers = { Authorization: { equalTo: `Bearer ${stubToken}` } };
  const mappings = stubs.map(({ method, path: urlPath, needsToken, members, status, answer }) => ({
    request: {
      ...{ method: method.toUpperCase(), urlPath },
      ...(needsToken && { headers }),
      ...(members.length > 0 && { bodyPatterns: members.map((member) => ({ matchesJsonPath: `$.${member}` })) }),
    },
    response: { status, ...(answer && { jsonBody: answer, headers: { 'Content-Type': 'application/json' } }) },
  }));
  await write(folder, 'mappings/calls.json', { mappings });
}

/** An environment with a route for each stub. */
export function writeMockoon(folder: string, port: number): Promise<string> {
  const routes = stubs.map(({ method, path: route, needsToken, members, status, answer }, at) => {
    const operator = { invert: false, operator: 'equals' };
    const rules = [
      ...(needsToken ? [{ target: 'header', modifier: 'authorization', value: `Bearer ${stubToken}`, ...operator }] : []),
      ...members.map((modifier) => ({ target: 'body', modifier, value: '', invert: true, operator: 'null' })),
    ];
    const response = {
      ...{ latency: 0, label: '', bodyType: 'INLINE', filePath: '', databucketID: '', sendFileAsBody: false, callbacks: [] },
      ...{ rulesOperator: 'AND', disableTemplating: true, fallbackTo404: false, crudKey: 'id' },
    };
    const headers = [{ key: 'content-type', value: 'application/json' }];
    const body = answer === undefined ? '' : JSON.stringify(answer);
    const right = { ...response, uuid: `right-${at}`, statusCode: status, body, headers, rules, default: rules.length === 0 };
    const wrong = { ...response, uuid: `wrong-${at}`, statusCode: 401, body: '{}', headers, rules: [], default: true };
    return {
      ...{ uuid: `route-${at}`, type: 'http', documentation: '', method, endpoint: route.slice(1), responseMode: null },
      ...{ streamingMode: null, streamingInterval: 0, responses: rules.length === 0 ? [right] : [right, wrong] },
    };
  });
  return write(folder, 'mockoon.json', {
    ...{ uuid: 'calls', lastMigration: 33, name: 'calls', endpointPrefix: '', latency: 0, port, hostname: '127.0.0.1' },
    ...{ folders: [], routes, rootChildren: routes.map(({ uuid }) => ({ type: 'route', uuid })), proxyMode: false },
    ...{ proxyHost: '', proxyRemovePrefix: false, cors: true, headers: [], proxyReqHeaders: [], proxyResHeaders: [] },
    tlsOptions: { enabled: false, type: 'CERT', pfxPath: '', certPath: '', keyPath: '', caPath: '', passphrase: '' },
    ...{ data: [], callbacks: [] },
  });
}

/** An OpenAPI document with an operation for each stub. */
export function writePrism(folder: string): Promise<string> {
  const operations = stubs.map(({ method, path: route, needsToken, members, status, answer }) => {
    const schema = { type: 'object', required: members.map((member) => member.split('.')[0]) };
    const content = answer && { 'application/json': { schema: { type: 'object' }, example: answer } };
    const operation = {
      responses: { [status]: { description: 'The answer.', ...(content && { content }) } },
      ...(needsToken && { security: [{ bearer: [] }] }),
      ...(method === 'post' && { requestBody: { required: true, content: { [needsToken ? json : form]: { schema } } } }),
    };
    return [route, { [method]: operation }] as const;
  });
  return write(folder, 'openapi.json', {
    ...{ openapi: '3.0.3', info: { title: 'calls', version: '1' }, paths: Object.fromEntries(operations) },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  });
}

/** It knows resources only: a configuration to read, and messages to add. */
export async function writeJsonServer(folder: string): Promise<{ data: string; routes: string }> {
  const routes = { [stubs[0]!.path]: '/messages', [`${stubs[1]!.path}?*`]: '/configuration', [stubs[1]!.path]: '/configuration' };
  return {
    data: await write(folder, 'data.json', { messages: [], configuration }),
    routes: await write(folder, 'routes.json', routes),
  };
}
