import type { JournalEntry } from '../control/answers.ts';
import { callNames } from './call-names.ts';

const kinds = { callback: 'callback', 'callback-token': 'token for the callback', file: "fetch the customer's file" } as const;

/** What was asked, in two or three words. */
export function nameOfEntry({ kind, operation, request }: JournalEntry): string {
  if (kind === 'callback') return eventsIn(request.body) || 'callback';
  if (kind !== 'call') return kinds[kind];
  return operation === null ? 'unknown path' : (callNames as Readonly<Record<string, string>>)[operation]!;
}

/** The types of the events in a callback, e.g. `assigned, text/plain`. */
function eventsIn(body: string): string {
  const types = [...body.matchAll(/"type":\{"value":"([^"]+)"|<value>([^<]+)<\/value>/g)].map(([, json, xml]) => json ?? xml);
  return [...new Set(types)].slice(0, 3).join(', ');
}

/** The answer, or why there was none. */
export function answerInWords({ answer, problem }: JournalEntry): string {
  return answer === null ? (problem ?? 'no answer') : String(answer.status);
}

export function toneOfEntry({ answer, kind }: JournalEntry): 'good' | 'bad' | 'accent' {
  if (answer === null || answer.status >= 400) return 'bad';
  return kind === 'call' ? 'good' : 'accent';
}

/** The story of a refusal. */
export function refusalInWords(entry: JournalEntry): { readonly why: string; readonly wouldWork: string | null } | null {
  const { refusal, answer } = entry;
  if (refusal === null) return null;
  const { rule, wouldWork } = refusal.reason;
  const status = answer === null ? '' : ` with ${answer.status}`;
  const why = `ECE refused "${nameOfEntry(entry)}"${status}: ${rule}.`;
  return {
    why,
    wouldWork: wouldWork === undefined ? null : describeValue(wouldWork),
  };
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(describeValue).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A shell line that asks the same. Masked values must be filled in. */
export function curlOf({ request }: JournalEntry, origin: string): string {
  const url = request.target.startsWith('/') ? origin + request.target : request.target.replace('{base}', origin);
  const skipped = ['host', 'content-length', 'connection', 'accept-encoding', 'user-agent', 'x-node-run'];
  const headers = Object.entries(request.headers).filter(([name]) => !skipped.includes(name.toLowerCase()));
  return [
    `curl -i -X ${request.method} ${quoted(url)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value.replaceAll('{base}', origin)}`)}`),
    ...(request.body === '' ? [] : [`--data-raw ${quoted(request.body.replaceAll('{base}', origin))}`]),
  ].join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
