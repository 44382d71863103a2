import { openApiDocument } from '../../simulator/control/open-api.ts';
import { controlBase } from '../../simulator/control/base.ts';
import { controlRoutes } from '../../simulator/control/routes.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import { basic, demo } from '../../simulator/testing/calls.ts';
import type { Seeded } from './seeded.ts';

/** What makes a call acceptable. */
export interface Keys {
  readonly token: string;
  readonly session: string;
  readonly conversation: string;
  /** When the entry points of the world were last modified. */
  readonly date: string;
}

/** They let calls fail on demand, so that a 500 would be no fault: settings, faults, a stopped service, a callback URL. */
const asksForFailure = /\/(settings|faults|world|url)$|\/applications/;

const controlRows = Object.entries((openApiDocument(controlRoutes, controlBase) as { paths: Record<string, object> }).paths)
  .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })))
  .filter(({ method, path }) => method === 'GET' || !asksForFailure.test(path));
const eceRows = Object.values(operations).map(({ method, path }) => ({ method, path }));

const bytes = ['\0', '\r', '\n', ' ', '\t', ':', '/', '?', '%', '"', '<', '&', '{', '[', '\x7f', '\xff', 'a', '0', '\u00e9'];
const words = [
  '1001',
  'Ada',
  'default',
  'Service',
  'demo-user',
  '..',
  '%2e%2e',
  '%00',
  '%',
  '',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  '-1',
];
const types = [
  'application/json',
  'application/xml',
  'text/xml',
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/json; charset=utf-16',
  'multipart/form-data',
  '',
];

function text(seeded: Seeded, longest: number): string {
  return Array.from({ length: seeded.below(longest) }, () => seeded.pick(bytes)).join('');
}

function value(seeded: Seeded, depth: number): unknown {
  const leaves = [null, true, 0, -1, 1e308, '', 'text/plain', '1001', text(seeded, 20), 'x'.repeat(seeded.below(3000))];
  if (depth === 0 || seeded.below(3) === 0) return seeded.pick(leaves);
  const members = Array.from({ length: seeded.below(5) }, () => value(seeded, depth - 1));
  if (seeded.below(2) === 0) return members;
  const names = [
    'id',
    'conversation',
    'type',
    'value',
    'content',
    'name',
    'text',
    'match',
    'action',
    'partitions',
    '$map',
    '__proto__',
    'query',
  ];
  return Object.fromEntries(members.map((member) => [seeded.pick(names), member]));
}

const parts = [
  '<a>',
  '</a>',
  '<a/>',
  '<a b="1">',
  '&amp;',
  '&x;',
  '&#0;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x',
  '?>',
  '<!DOCTYPE a [',
  '<message>',
  '<conversation id="',
  '"/>',
  '<type><value>',
];

function body(seeded: Seeded, { conversation }: Keys): string {
  const long = seeded.below(50) === 0 ? 100_000 : 200;
  switch (seeded.below(9)) {
    case 0:
      return JSON.stringify(value(seeded, 4));
    case 1:
      return JSON.stringify({ conversation: { id: conversation }, type: { value: 'text/plain' }, content: value(seeded, 2) });
    case 2:
      return seeded.pick(['[', '{"a":', '{"a":[', '"', '\\u']).repeat(seeded.below(long));
    case 3:
      return Array.from({ length: seeded.below(60) }, () => seeded.pick(parts)).join('');
    case 4:
      return seeded.pick(parts).repeat(seeded.below(long));
    case 5:
      return seeded.pick(['a&', 'a=', '%41', '&', 'grant_type=client_credentials&']).repeat(seeded.below(long));
    case 6:
      return `{${Array.from({ length: seeded.below(long) }, (_, at) => `"m${at}":"\\ud800"`).join(',')}}`;
    case 7:
      return text(seeded, 300);
    default:
      return '';
  }
}

function target(seeded: Seeded, path: string, { conversation }: Keys): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, () => (seeded.below(3) === 0 ? conversation : seeded.pick(words)));
  const names = [
    'entrypoint',
    'forceLogin',
    'after',
    'limit',
    '$attribute',
    'phone',
    'email',
    'ids',
    'state',
    '$pagenum',
    'contains',
  ];
  const query = Array.from(
    { length: seeded.below(3) },
    () => `${seeded.pick(names)}=${encodeURIComponent(seeded.pick(words)).slice(0, 500)}`,
  );
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

function headers(seeded: Seeded, { token, session }: Keys, length: number): string {
  const lines = [
    seeded.below(20) === 0 ? '' : 'Host: 127.0.0.1',
    `Authorization: ${seeded.pick([`Bearer ${token}`, basic(demo), 'Bearer', 'Basic !', `Bearer ${'x'.repeat(5000)}`])}`,
    `X-egain-session: ${seeded.pick([session, '', 'x'])}`,
    `Content-Type: ${seeded.pick(types)}`,
    `Accept: ${seeded.pick(['*/*', 'application/json', 'application/xml', 'text/html', 'q=;,', ','.repeat(2000)])}`,
    seeded.pick([
      `Content-Length: ${length}`,
      `Content-Length: ${length}`,
      `Content-Length: ${length}`,
      `Content-Length: ${length + 5}`,
      'Content-Length: -1',
      'Transfer-Encoding: chunked',
    ]),
    ...(seeded.below(10) === 0 ? [`Expect: 100-continue`] : []),
    ...(seeded.below(10) === 0 ? ['Connection: upgrade', 'Upgrade: websocket'] : []),
    ...(seeded.below(10) === 0 ? [`Origin: ${text(seeded, 30).replaceAll(/[\r\n\0]/g, '')}`] : []),
    ...(seeded.below(20) === 0 ? [`X-${'y'.repeat(seeded.below(20_000))}: 1`] : []),
  ];
  return lines.filter((line) => line !== '').join('\r\n');
}

/** The bytes of a request as a hostile or broken client writes it, in Latin-1. */
export function hostileRequest(seeded: Seeded, keys: Keys): string {
  const door = seeded.below(20);
  if (door === 0) return text(seeded, 500);
  const { method, path } = seeded.pick(door < 8 ? controlRows : eceRows);
  const sent = Buffer.from(body(seeded, keys)).toString('latin1');
  const line = `${seeded.below(15) === 0 ? seeded.pick(['GET', 'TRACE', 'FOO', 'HEAD', 'OPTIONS', '']) : method} ${target(seeded, path, keys)} HTTP/${seeded.pick(['1.1', '1.1', '1.1', '1.0', '9.9'])}`;
  const request = `${line}\r\n${headers(seeded, keys, sent.length)}\r\n\r\n${sent}`;
  if (seeded.below(15) === 0) return request.slice(0, seeded.below(request.length));
  return seeded.below(15) === 0 ? request + request : request;
}
