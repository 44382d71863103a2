import type * as z from 'zod';
import { readJson, Unreadable } from '../protocol/json.ts';
import type { BodyName } from '../protocol/operations.ts';
import { operations } from '../protocol/operations.ts';
import type { Format } from '../protocol/representation.ts';
import { acceptedFormat, acceptsSupportedLanguage, bodyFormat, mediaTypeOf } from '../protocol/representation.ts';
import type { bodySchemas } from '../protocol/schemas/bodies.ts';
import type { RequestCheck } from '../protocol/setting-kinds.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { readXml } from '../protocol/xml.ts';
import { authenticate } from './authentication.ts';
import type { Call } from './call.ts';
import { refuse } from './refusal-error.ts';
import { operationsById } from './table.ts';
import { withoutTypingSwitch } from './typing-switch.ts';

export type BodySchemas = Record<Format, ReturnType<typeof bodySchemas>>;

type Check = (call: Call, schemas: BodySchemas) => void;

/** Every call passes these in the order of the setting `http.checkOrder`; the first failure is answered: spec 2.5. */
export const checks: Record<RequestCheck, Check> = {
  authentication: authenticate,
  accept: checkAccept,
  'content-type': checkContentType,
  'body-size': checkBodySize,
  query: checkQuery,
  'body-syntax': readBody,
  'body-content': checkContent,
};

export function defaultFormat({ operation, settings }: Pick<Call, 'operation' | 'settings'>): Format {
  return operations[operation].family === 'token' ? settings['token.defaultFormat'] : 'xml';
}

function checkAccept(call: Call): void {
  const { settings, headers } = call;
  const format = acceptedFormat(headers['accept'], defaultFormat(call));
  const status = settings['http.notAcceptableStatus'];
  if (format === undefined && status !== 'xml' && call.operation !== 'getAttachment') {
    const reason = {
      rule: `Accept "${headers['accept']}" allows neither JSON nor XML`,
      wouldWork: ['application/json', 'application/xml'],
    };
    refuse('notAcceptable', {}, reason, { status });
  }
  call.known.format = format ?? 'xml';
  checkLanguage(call);
}

/** Ignored on v19 calls unless a setting says otherwise; logout answers 406: spec 2.1. */
function checkLanguage({ operation, settings, headers }: Call): void {
  const language = headers['accept-language'];
  if (acceptsSupportedLanguage(language)) return;
  if (operation !== 'logOut' && settings['http.invalidAcceptLanguage'] === 'ignore') return;
  refuse(
    'unsupportedLanguage',
    { value: language ?? '' },
    { rule: 'no supported language', wouldWork: 'Accept-Language: en-US' },
  );
}

/** Types that a call without content may still name: spec 4. */
const typesOfEmptyBodies = ['', 'application/json', 'application/xml', 'multipart/form-data'];

function checkContentType(call: Call): void {
  const { body } = operations[call.operation];
  if (body === null || needsNoBody(call)) return;
  const encoding = call.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') unsupported(call, encoding, 'no Content-Encoding');
  const type = mediaTypeOf(call.headers['content-type']);
  const allowed =
    body === 'form' ? ['application/x-www-form-urlencoded'] : body === 'empty' ? typesOfEmptyBodies : bodyTypes(call);
  if (!allowed.includes(type)) unsupported(call, call.headers['content-type'] ?? 'none', allowed);
}

function bodyTypes({ operation, settings }: Call): string[] {
  const xml = operation !== 'sendMessage' || settings['message.send.xml'];
  return ['application/json', ...(xml ? ['application/xml'] : [])];
}

function unsupported(call: Call, value: string, wouldWork: unknown): never {
  const status = call.settings['http.unsupportedMediaTypeStatus'];
  return refuse('unsupportedMediaType', { value }, { rule: 'the call does not read this type', wouldWork }, { status });
}

/** End conversation has forms that name the conversation in the path or the query: spec 8. */
function needsNoBody({ operation, params, query, body, settings }: Call): boolean {
  if (operation !== 'endConversation' || body.byteLength > 0) return false;
  return params['id'] !== undefined || query.has('conversation') || settings['conversation.end.route'] === 'put-query';
}

function checkBodySize({ operation, settings, body }: Call): void {
  const limit = settings['http.maxBodyBytes'];
  if (operations[operation].body === null || limit === null || body.byteLength <= limit) return;
  refuse(
    'bodyTooLarge',
    { limit },
    { rule: `the body is larger than ${limit} bytes`, wouldWork: `at most ${limit} bytes` },
    {
      status: settings['http.bodyTooLargeStatus'],
    },
  );
}

function checkQuery(call: Call): void {
  for (const name of call.query.keys()) {
    if (isAllowedParameter(call, name)) continue;
    refuse(
      'unknownQueryParameter',
      { name },
      { rule: 'the call has no such query parameter', wouldWork: operations[call.operation].query },
    );
  }
  call.known.query = operationsById[call.operation].readQuery(call);
  readContent(call);
}

function isAllowedParameter({ operation, settings }: Call, name: string): boolean {
  const { query, family } = operations[operation];
  if (family === 'availability') return settings['availability.unknownQuery'] === 'ignore';
  if (operation === 'endConversation' && name === 'conversation') return settings['conversation.end.route'] === 'put-query';
  if (operation === 'revokeToken') return settings['revoke.notEmptyStatus'] === 204;
  const isKnown = query.some((known) => known === name || (known.endsWith('*') && name.startsWith(known.slice(0, -1))));
  // 400 is documented for the customer calls: spec 12.3, 12.4. The others follow the setting.
  return isKnown || (family !== 'customer' && settings['http.unknownQueryParameter'] === 'ignore');
}

function readBody(call: Call): void {
  const { body } = operations[call.operation];
  if (body === null || body === 'form' || body === 'empty' || needsNoBody(call)) return;
  try {
    call.known.readBody = parse(call, body);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const wire = { status: call.settings['http.malformedBodyStatus'] };
    if (error.controlCharacter !== undefined) {
      const reason = {
        rule: 'a raw control character stands inside a JSON string',
        wouldWork: 'the character escaped, e.g. \\n',
      };
      refuse('illegalUnquotedCharacter', { character: error.controlCharacter }, reason, wire);
    }
    refuse('malformedBody', { problem: error.message }, { rule: error.message, wouldWork: 'a well-formed body' }, wire);
  }
}

function parse(call: Call, body: BodyName): unknown {
  const text = decoded(call.body);
  if (bodyFormat(call.headers['content-type']) === 'json') return readJson(text);
  const { root, value } = readXml(text);
  const expected = xmlRoot(call.settings, body);
  if (expected !== null && root !== expected) throw new Unreadable(`the root element is ${root}, not ${expected}`);
  // An element without children reads as an empty text.
  return value === '' ? {} : value;
}

function decoded(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Unreadable('the body is not UTF-8');
  }
}

function xmlRoot(settings: SettingValues, body: BodyName): string | null {
  switch (body) {
    case 'start':
    case 'end':
      return settings['xml.roots'].conversation;
    case 'send':
      return settings['xml.roots'].message;
    case 'login':
      return settings['user.loginXmlRoot'];
    case 'customerEdit':
      return 'customer';
  }
}

function checkContent(call: Call, schemas: BodySchemas): void {
  const { body } = operations[call.operation];
  const hasSchema = body !== null && body !== 'form' && body !== 'empty' && !needsNoBody(call);
  call.known.body = hasSchema ? conforming(call, body, schemas[bodyFormat(call.headers['content-type'])][body]) : undefined;
  readContent(call);
}

/** What a body means can depend on the query: it is read when both have passed their checks, whichever comes first. */
function readContent(call: Call): void {
  const { known, operation } = call;
  if ('query' in known && 'body' in known)
    known.content = operationsById[operation].readContent(call, known.body as never, known.query);
}

function conforming(call: Call, body: BodyName, schema: z.ZodType): unknown {
  const result = schema.safeParse(withoutTypingSwitch(call));
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const isUnknown = issue.code === 'unrecognized_keys';
  const path = isUnknown ? [...issue.path, issue.keys[0]!] : issue.path;
  const key = isAbsent(call.known.readBody, path) ? 'missingElement' : 'invalidElement';
  const status = isUnknown ? 400 : contentStatus(call.settings, body, key);
  return refuse(
    key,
    { path: dotted(path) },
    { rule: issue.message, wouldWork: 'see the request body of the call' },
    status === undefined ? {} : { status },
  );
}

function isAbsent(body: unknown, path: PropertyKey[]): boolean {
  const value = path.reduce<unknown>((inner, name) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[name], body);
  return value === undefined || value === null || value === '';
}

function contentStatus(settings: SettingValues, body: BodyName, key: 'missingElement' | 'invalidElement'): number | undefined {
  if (body === 'login') return settings['user.loginBadRequestStatus'];
  if (body === 'end') return settings['conversation.end.badRequestStatus'];
  if (key === 'missingElement') return undefined;
  if (body === 'start') return settings['conversation.start.invalidElementStatus'];
  return body === 'customerEdit' ? settings['customer.edit.invalidStatus'] : undefined;
}

function dotted(path: PropertyKey[]): string {
  return (
    path
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
      .join('')
      .replace(/^\./, '') || 'body'
  );
}
