import { readConversation } from '../plan/requests.ts';
import type { CallStep, Probe } from '../plan/probe.ts';
import type { Exchange, RecordingLine } from '../recording/exchange.ts';
import { isExchange } from '../recording/exchange.ts';
import { findMembers } from '../recording/members.ts';
import { countMessages } from '../run/runner.ts';
import { normalize, normalizeUrl } from './normal-form.ts';

/** The step of a place. */
export function stepOf(place: string): string {
  return place.slice(0, place.indexOf(': '));
}

/** Random ids increase by chance once in 720 times when there are six, and every sixth time when there are three. */
const idsThatTell = 6;

/** What a probe has seen: at each place, such as `start/json: status`, a value in its normal form. */
export type Observation = ReadonlyMap<string, string>;

/** The end of a place that holds the pauses between callbacks. */
export const pauses = ': pauses in seconds';

const headersOfInterest = [
  'content-type',
  'allow',
  'retry-after',
  'location',
  'www-authenticate',
  'x-egain-session',
  'content-disposition',
];

/**
 * What the lines of one probe say, without what differs from one ECE to the other.
 * @param lines masked
 * @param root the context root
 */
export function observe(probe: Probe, lines: readonly RecordingLine[], root: string): Observation {
  const seen = new Map<string, string>();
  const steps = new Map(probe.steps.map((step) => [step.step, step]));
  const arrivals = new Map<string, Exchange[]>();
  let conversation: string | undefined;
  for (const line of lines) {
    if (!isExchange(line)) {
      if (!line.done) seen.set(`${probe.name}/${line.step ?? ''}: done`, 'false');
      continue;
    }
    if (line.kind === 'call') {
      conversation = conversationOf(line) ?? conversation;
      if (line.step === undefined) continue;
      const step = steps.get(line.step) as CallStep | undefined;
      observeAnswer(`${probe.name}/${line.step}`, line, { isExact: step?.exact === true, root }, seen);
      if (step?.callbacks !== undefined) arrivals.set(line.step, []);
    } else if (line.step !== undefined && countMessages(line, conversation) > 0) {
      arrivals.set(line.step, [...(arrivals.get(line.step) ?? []), line]);
    }
  }
  for (const [step, exchanges] of arrivals) observeArrivals(`${probe.name}/${step}`, exchanges, root, seen);
  const ids = [...arrivals.values()]
    .flat()
    .flatMap(messagesOf)
    .map(({ id }) => id);
  const numbers = [...new Set(ids)].filter((id): id is string => typeof id === 'string' && /^\d+$/.test(id)).map(BigInt);
  const areInOrder = numbers.every((number, at) => at === 0 || number > numbers[at - 1]!);
  if (numbers.length >= idsThatTell) seen.set(`${probe.name}/all: ids of messages increase`, String(areInOrder));
  return seen;
}

/** The conversation that a call has begun, or that it is about. */
function conversationOf({ request, response }: Exchange): string | undefined {
  if (!/\/conversation\/start/.test(request.url) || response === null || response.status >= 300) return undefined;
  return readConversation(response.body ?? '');
}

interface Manner {
  readonly isExact: boolean;
  readonly root: string;
}

function observeAnswer(at: string, { response }: Exchange, manner: Manner, seen: Map<string, string>): void {
  if (response === null) {
    seen.set(`${at}: status`, 'no answer');
    return;
  }
  const { status, headers, body = '' } = response;
  seen.set(`${at}: status`, String(status));
  for (const name of headersOfInterest)
    if (headers[name] !== undefined) seen.set(`${at}: header ${name}`, observeHeader(name, headers[name], manner));
  observeBody(at, body, headers['content-type'] ?? '', manner, seen);
}

function observeHeader(name: string, value: string, { root }: Manner): string {
  if (name === 'content-type') return value.replaceAll(/;\s*/g, '; ');
  if (name === 'location') return normalizeUrl(value, root);
  if (name === 'www-authenticate') return value.split(' ')[0]!;
  if (name !== 'content-disposition') return /^\d+$/.test(value) ? value : normalize(value);
  const parts = [...value.matchAll(/;\s*([\w*]+)=/g)].map(([, part]) => part);
  return `${parts.join(' and ')}${/[^\x20-\x7e]/.test(value) ? ' in bytes' : ''}`;
}

function observeBody(at: string, body: string, type: string, manner: Manner, seen: Map<string, string>): void {
  if (body === '') seen.set(`${at}: body`, 'empty');
  else if (/xml/.test(type) || /^\s*<\?xml/.test(body)) observeXml(at, body, manner, seen);
  else if (/json/.test(type)) observeJson(at, body, manner, seen);
  else seen.set(`${at}: body`, 'content');
}

function observeJson(at: string, body: string, manner: Manner, seen: Map<string, string>): void {
  try {
    observeValue(`${at}: body`, JSON.parse(body), manner, seen);
  } catch {
    seen.set(`${at}: body`, 'malformed');
  }
  if (/:\s*\d+\.0\b/.test(body)) seen.set(`${at}: body has decimals`, 'true');
}

function observeValue(at: string, value: unknown, manner: Manner, seen: Map<string, string>): void {
  if (Array.isArray(value)) {
    seen.set(`${at}[]`, value.length === 0 ? 'none' : 'some');
    if (value.length > 0 && typeof value[0] === 'object') observeValue(`${at}[0]`, value[0], manner, seen);
    else seen.set(`${at}[]`, normalize(value.join(), true));
  } else if (typeof value === 'object' && value !== null) {
    seen.set(`${at} members`, Object.keys(value).join(', '));
    for (const [name, inner] of Object.entries(value)) observeValue(`${at}.${name}`, inner, manner, seen);
  } else if (/contentUrl$/.test(at) && typeof value === 'string') seen.set(at, normalizeUrl(value, manner.root));
  else seen.set(at, normalize(value, manner.isExact));
}

function observeXml(at: string, body: string, { isExact }: Manner, seen: Map<string, string>): void {
  const root = /<(?:\w+:)?([\w.-]+)[\s>/]/.exec(body.replace(/^\s*<\?xml[^>]*\?>/, ''))?.[1];
  seen.set(`${at}: xml root`, root ?? 'none');
  const namespaces = [...body.matchAll(/\sxmlns(?::\w+)?="([^"]*)"/g)].map(([, namespace]) => namespace!);
  if (namespaces.length > 0) seen.set(`${at}: xml namespaces`, [...new Set(namespaces)].join(' '));
  const attributes = [...body.matchAll(/\s(?!xmlns)([\w.-]+)="/g)].map(([, name]) => name!);
  if (attributes.length > 0) seen.set(`${at}: xml attributes`, [...new Set(attributes)].toSorted().join(', '));
  if (/<(?:\w+:)?id>/.test(body)) seen.set(`${at}: xml has ids as elements`, 'true');
  for (const { path, value } of findMembers(body, 'application/xml')) {
    // The name of the root has a place of its own.
    const place = `${at}: xml ${path.slice(1).join('.')}`;
    if (!seen.has(place)) seen.set(place, /^\d+\.0$/.test(value) ? (isExact ? value : '{decimal}') : normalize(value, isExact));
  }
}

/** What came to the client's server during a step. */
function observeArrivals(at: string, exchanges: readonly Exchange[], root: string, seen: Map<string, string>): void {
  const files = exchanges.filter(({ request }) => request.method === 'GET');
  const callbacks = exchanges.filter(({ request }) => request.method !== 'GET');
  seen.set(`${at}: files fetched`, String(files.length));
  seen.set(`${at}: callbacks`, String(callbacks.length));
  const times = callbacks.map(({ startedAt }) => Date.parse(startedAt));
  if (times.length > 1)
    seen.set(
      `${at}${pauses}`,
      times
        .slice(1)
        .map((time, n) => Math.round((time - times[n]!) / 1000))
        .join(', '),
    );
  const messages = callbacks.flatMap(messagesOf);
  const seenIds = new Set<unknown>();
  const once = messages.filter(({ id }) => id === undefined || (!seenIds.has(id) && seenIds.add(id)));
  once.forEach((message, number) =>
    observeValue(`${at}: message ${number + 1}`, withoutWords(message), { isExact: false, root }, seen),
  );
  const ids = once.map(({ id }) => id).filter((id) => typeof id === 'string' && /^\d+$/.test(id));
  if (once.length > 0) seen.set(`${at}: ids are digits`, String(ids.length === once.length));
}

/** What an agent writes is the agent's, except the page that the plan names. */
function withoutWords(message: Record<string, unknown>): Record<string, unknown> {
  const { content, sender } = message as { content?: unknown; sender?: { type?: unknown } };
  if (typeof content !== 'string' || sender?.type !== 'user' || content.includes('example.com')) return message;
  return { ...message, content: /<\w/.test(content) ? 'words with tags' : 'words' };
}

function messagesOf({ request: { body = '' } }: Exchange): Record<string, unknown>[] {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return Array.isArray(message) ? (message as Record<string, unknown>[]) : [];
  } catch {
    return [];
  }
}
