import { callExamples, tags } from './examples.ts';
import { jsonSchema } from './json-schema.ts';
import { callbackExample, callbackSchema } from './webhooks.ts';
import { contextRootOf } from '../protocol/context-root.ts';
import type { ErrorKey } from '../protocol/errors.ts';
import { wordingsOf } from '../protocol/errors.ts';
import type { Authentication, ServedPath } from '../protocol/operation-row.ts';
import type { OperationId } from '../protocol/operations.ts';
import { operationIds } from '../protocol/operations.ts';
import type { FullRow } from '../protocol/rows.ts';
import { authenticationOf, rowOf } from '../protocol/rows.ts';
import * as answers from '../protocol/schemas/answers.ts';
import { bodySchemas } from '../protocol/schemas/bodies.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { settings as allSettings } from '../protocol/settings.ts';

const mediaTypes = ['application/json', 'application/xml'] as const;

/** Refusals that each call has, beside those of its row: spec 2. */
const everyCall: readonly ErrorKey[] = ['notAcceptable', 'tooManyRequests'];
const everyBody: readonly ErrorKey[] = ['unsupportedMediaType'];

/**
 * The OpenAPI 3.1 document of ECE's calls and callbacks, as a simulator with these settings answers them.
 * @param url where ECE is, e.g. `http://127.0.0.1:8080`
 */
export function eceOpenApi(settings: SettingValues, url: string): object {
  const schemas = bodySchemas(settings, 'json');
  const paths: Record<string, Record<string, object>> = {};
  for (const id of operationIds) {
    for (const served of routesOf(id, settings)) (paths[served.path] ??= {})[served.method.toLowerCase()] = callOf(id, served);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cisco ECE messaging API v19, as ece-simulator answers it',
      version: '19',
      description:
        "Every call of the specification in docs/spec/ece-v19.md of ece-simulator. What public sources do not state is a setting: x-settings names those that act on a call, with the value in force and how certain the default is. Codes from 900 are the simulator's own.",
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: url + contextRootOf(settings) }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    webhooks: { callback: { post: callbackOf() } },
    components: {
      schemas: { Error: jsonSchema(answers.error(), 'output') },
      securitySchemes: {
        clientCredentials: { type: 'http', scheme: 'basic', description: 'Client id and client secret: spec 3' },
        accessToken: { type: 'http', scheme: 'bearer', description: 'The access token: spec 2.1' },
        userSession: { type: 'apiKey', in: 'header', name: 'X-egain-session', description: 'The session of a user: spec 12.1' },
      },
    },
  };

  function callOf(id: OperationId, served: ServedPath): object {
    const row = rowOf(id);
    const { tag, summary } = callExamples[id];
    return {
      tags: [tag],
      summary,
      operationId: served.method === row.method && served.path === row.path ? id : `${id}By${nameOf(served)}`,
      parameters: parametersOf(id, row, served),
      ...(row.body !== null && row.body !== 'empty' && { requestBody: requestBodyOf(id, row) }),
      responses: responsesOf(row),
      security: securityOf(authenticationOf(id, settings)),
      'x-source': row.source,
      'x-settings': settingsOf(id, settings),
    };
  }

  function requestBodyOf(id: OperationId, { body }: FullRow): object {
    const example = callExamples[id].body;
    if (body === 'form') {
      const properties = { grant_type: { type: 'string', const: 'client_credentials' } };
      const schema = { type: 'object', properties, required: ['grant_type'] };
      return { required: true, content: { 'application/x-www-form-urlencoded': { schema, example } } };
    }
    const schema = jsonSchema(schemas[body as keyof typeof schemas], 'input');
    return { required: true, content: { 'application/json': { schema, example }, 'application/xml': { schema: {} } } };
  }
}

function routesOf(id: OperationId, settings: SettingValues): readonly ServedPath[] {
  const { method, path, routes } = rowOf(id);
  const served = routes === undefined ? [{ method, path }] : routes(settings);
  return served.filter(({ isWhole }: ServedPath) => isWhole !== true);
}

function nameOf({ method, path }: ServedPath): string {
  return `${method} ${path}`.replaceAll(/[^a-z\d]+(.)?/gi, (_, letter?: string) => letter?.toUpperCase() ?? '');
}

function parametersOf(id: OperationId, { query, idParameter }: FullRow, { path }: ServedPath): object[] {
  const { parameters = {} } = callExamples[id];
  const ofPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name: name!, in: 'path', required: true }));
  const ofQuery = query
    .filter((name) => !name.endsWith('*'))
    .map((name) => ({ name, in: 'query', required: name === idParameter }));
  return [...ofPath, ...ofQuery].map((parameter) => {
    const example = parameters[parameter.name];
    return { ...parameter, schema: { type: 'string' }, ...(example !== undefined && { example }) };
  });
}

function securityOf(authentication: Authentication): object[] {
  switch (authentication) {
    case 'basic':
      return [{ clientCredentials: [] }];
    case 'bearer':
      return [{ accessToken: [] }];
    case 'session':
      return [{ userSession: [] }];
    case 'bearer or session':
      return [{ accessToken: [] }, { userSession: [] }];
    case 'none':
      return [];
  }
}

function responsesOf(row: FullRow): object {
  const { status, schema, isFile, emptyStatus } = row.answer;
  const success = isFile
    ? { description: 'The file', content: { '*/*': { schema: {} } } }
    : { description: 'Success', ...(schema !== null && { content: contentOf(jsonSchema(schema(), 'output')) }) };
  return {
    ...(status < 400 && { [status]: success }),
    ...(emptyStatus !== undefined && { [emptyStatus]: { description: 'Nothing is found' } }),
    ...refusalsOf(row),
  };
}

function contentOf(schema: object): object {
  return Object.fromEntries(mediaTypes.map((type) => [type, { schema: type === 'application/json' ? schema : {} }]));
}

/** The refusals of a call, one response for each status. */
function refusalsOf({ refusals, body }: FullRow): object {
  const keys = [...refusals, ...everyCall, ...(body === null ? [] : everyBody)];
  const wordings = [...new Set(keys)].flatMap((key) => wordingsOf(key).map((wording) => ({ key, ...wording })));
  const byStatus = Map.groupBy(wordings, ({ code }) => code.slice(0, 3));
  return Object.fromEntries(
    [...byStatus].map(([status, all]) => [
      status,
      {
        description: all.map(({ code, text }) => `${code}: ${text}`).join('\n\n'),
        content: contentOf({ oneOf: [{ $ref: '#/components/schemas/Error' }, { type: 'object' }] }),
      },
    ]),
  );
}

/** The settings whose names begin with what the call is about. */
function settingsOf(id: OperationId, values: SettingValues): object {
  const names = Object.keys(allSettings) as (keyof typeof allSettings)[];
  const areas = areasOf[id];
  return Object.fromEntries(
    names
      .filter((name) => areas.some((area) => name.startsWith(`${area}.`)))
      .map((name) => [name, { value: values[name], certainty: allSettings[name].certainty }]),
  );
}

const areasOf: Readonly<Record<OperationId, readonly string[]>> = {
  obtainToken: ['token'],
  revokeToken: ['revoke'],
  activateWebhook: ['callback'],
  getConfiguration: ['configuration'],
  startConversation: ['conversation.start'],
  sendMessage: ['message', 'attachment'],
  endConversation: ['conversation.end'],
  getAttachment: ['attachment'],
  getAgentAvailability: ['availability'],
  getAgentCapacity: ['availability'],
  getLiveSessionStatus: ['availability'],
  checkEligibility: ['availability'],
  getChatAllowed: ['availability'],
  getTranscript: ['transcript'],
  logIn: ['user'],
  logOut: ['user'],
  searchCustomers: ['customer'],
  editCustomer: ['customer'],
  createCustomer: ['customer'],
};

function callbackOf(): object {
  const content = { 'application/json': { schema: jsonSchema(callbackSchema, 'output'), example: callbackExample } };
  return {
    summary: "Events of conversations, sent to the application's callback URL",
    operationId: 'callback',
    requestBody: { required: true, content: { ...content, 'application/xml': { schema: {} } } },
    responses: { '2XX': { description: 'Received' }, default: { description: 'Repeated later: spec 9.2' } },
    security: [],
    'x-source': 'spec 9',
  };
}
