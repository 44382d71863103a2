import fc from 'fast-check';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import type { BodyName } from '../../simulator/protocol/schemas/bodies.ts';
import { basic, demo, formType } from '../../simulator/testing/calls.ts';
import { expected } from './refusals/expected-calls.ts';
import {
  anyConversation,
  createJson,
  createXml,
  editJson,
  editXml,
  endXml,
  lastModified,
  startJson,
  startXml,
  textXml,
  uploadXml,
} from '../../simulator/testing/samples.ts';

/** What makes a call acceptable: a client's token, a user's session and an ongoing conversation. */
export interface Keys {
  readonly token: string;
  readonly session: string;
  readonly conversation: string;
}

export interface ArbitraryRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const segment = fc.oneof(fc.constantFrom('system', 'ws', 'egain', 'v19', 'v12', '..', '', '%', '%00', '1001'), fc.webSegment());

const parameter = fc.tuple(
  fc.oneof(
    fc.constantFrom(...new Set(Object.values(operations).flatMap(({ query }) => [...query]))),
    fc.constantFrom('conversation', 'custom.smsclusterid', 'custom.'),
    fc.webQueryParameters(),
  ),
  fc.oneof(fc.constantFrom('yes', '1001', 'email.emailAddress', 'social.xId', 'custom.foo', '0', '75'), fc.webQueryParameters()),
);
const query = fc
  .array(parameter, { maxLength: 3 })
  .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.join('=')).join('&')}`));

/** The characters that HTTP allows in a header. */
const headerText = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('1001', 1001, lastModified, 'text/html', 'uploadAttachment', 'acceptAttachment', anyConversation, 'group'),
  fc.constantFrom('ann@example.com', 'http://127.0.0.1:1/a', '', null, true, -1, 1e300, [], {}, [[]], [null]),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
);

/** Methods, paths, headers and bodies of any kind. */
export function anyRequest({ token }: Keys): fc.Arbitrary<ArbitraryRequest> {
  const operationPath = fc
    .tuple(fc.constantFrom(...Object.values(operations)), fc.constantFrom('', '/system'), segment)
    .map(([{ path }, prefix, id]) => prefix + path.replaceAll(/\{\w+\}/g, id));
  const path = fc.oneof(
    operationPath,
    fc.array(segment).map((parts) => `/${parts.join('/')}`),
  );
  return fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
    target: fc.tuple(path, query).map((parts) => parts.join('')),
    headers: fc.record(
      {
        authorization: fc.oneof(fc.constantFrom(`Bearer ${token}`, basic(demo), 'Bearer', 'Basic !'), headerText),
        'content-type': fc.oneof(fc.constantFrom('application/json', 'application/xml', formType, 'text/plain'), headerText),
        accept: fc.oneof(fc.constantFrom('application/json', 'application/xml', '*/*', 'text/html'), headerText),
        'accept-language': fc.oneof(fc.constantFrom('en-us', 'xx'), headerText),
        'x-egain-session': headerText,
        origin: headerText,
        'access-control-request-method': fc.constant('POST'),
      },
      { requiredKeys: [] },
    ),
    body: fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constantFrom('<a>'.repeat(30), '{"a":'.repeat(60))),
  });
}

/** The calls that have query parameters: each needs a good query. */
type OperationWithQuery = {
  [Id in OperationId]: (typeof operations)[Id]['query'] extends readonly [] ? never : Id;
}[OperationId];

/** Requests of a client that knows the call and is authorized, most of them with something wrong in the query or the body. */
export function knowingRequest({ token, session, conversation }: Keys): fc.Arbitrary<ArbitraryRequest> {
  const reference = JSON.stringify({ conversation: { id: conversation } });
  const text = JSON.stringify({ conversation: { id: conversation }, type: { value: 'text/plain' }, content: 'hello' });
  const upload = JSON.stringify({
    conversation: { id: conversation },
    type: { value: 'uploadAttachment' },
    attachments: {
      attachment: [{ id: '1', fileName: 'a.jpeg', contentType: 'image/jpeg', size: '32', contentUrl: 'http://127.0.0.1:1/a' }],
    },
  });
  const bodies: Record<BodyName | 'form', readonly string[]> = {
    start: [startJson, startXml],
    send: [text, upload, textXml(conversation), uploadXml(conversation)],
    // Mostly another conversation: after the end of this one, ECE would refuse every further message early.
    end: [reference.replace(conversation, anyConversation), endXml(anyConversation)],
    login: ['{"username":"demo-user","password":"demo-password"}', '<login><username>u</username><password>p</password></login>'],
    customerCreate: [createJson, createXml],
    customerEdit: [editJson, editXml],
    form: ['grant_type=client_credentials'],
  };
  const queries: Record<OperationWithQuery, string> = {
    obtainToken: '?forceLogin=no',
    getConfiguration: '?entrypoint=1001',
    startConversation: '?searchContactOnAttribute=email.emailAddress',
    logIn: '?forceLogin=yes',
    getAgentAvailability: '?businessCalendar=true',
    searchCustomers: '?email=ann@example.com',
  };
  return fc.constantFrom(...(Object.keys(operations) as OperationId[])).chain((operation) => {
    const { method, path, authentication, body: bodyName } = operations[operation];
    const isEnding = expected(operation).endsSession;
    const good = fc.constantFrom(...(bodyName === null || bodyName === 'empty' ? [''] : bodies[bodyName]));
    return fc
      .tuple(good.chain(damaged), query, fc.boolean(), segment, fc.constantFrom('application/json', 'application/xml'))
      .map(([body, further, isGoodQuery, id, accept]) => ({
        method,
        target:
          path.replaceAll(/\{\w+\}/g, id) +
          (isGoodQuery ? ((queries as Partial<Record<OperationId, string>>)[operation] ?? '') : further),
        headers: {
          accept,
          authorization: authentication === 'basic' ? basic(demo) : `Bearer ${isEnding ? anyConversation : token}`,
          'x-egain-session': isEnding ? anyConversation : session,
          'content-type': bodyName === 'form' ? formType : body.startsWith('<') ? 'application/xml' : 'application/json',
        },
        body,
      }));
  });
}

/** The body as it is, with a value of its JSON replaced, or with some characters replaced. */
function damaged(good: string): fc.Arbitrary<string> {
  const characters = fc
    .tuple(fc.nat(), fc.nat(20), fc.string({ unit: 'binary', maxLength: 5 }))
    .map(
      ([place, length, put]) => good.slice(0, place % (good.length + 1)) + put + good.slice((place % (good.length + 1)) + length),
    );
  if (!good.startsWith('{')) return fc.oneof(fc.constant(good), characters);
  const replaced = fc.tuple(fc.nat(), value).map(([place, put]) => withValue(good, place, put));
  return fc.oneof(fc.constant(good), characters, { weight: 4, arbitrary: replaced });
}

function withValue(good: string, place: number, put: unknown): string {
  let count = 0;
  JSON.parse(good, (_name, node: unknown) => (count++, node));
  let at = 0;
  return JSON.stringify(JSON.parse(good, (_name, node: unknown) => (at++ === place % count ? put : node)) ?? null);
}
