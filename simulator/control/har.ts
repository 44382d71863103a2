import type { Journal, JournalEntry, RecordedMessage } from '../http/journal.ts';

/** The journal as an HTTP Archive 1.2, which browsers and proxies open. */
export function har(journal: Journal, entries: readonly JournalEntry[], base: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'ece-simulator', version: '1' },
      entries: entries.map((entry) => harEntry(entry, journal.durationOf(entry), base)),
    },
  };
}

function harEntry(entry: JournalEntry, durationMs: number, base: string): object {
  const { request, answer } = entry;
  const url = request.target.startsWith('/') ? base + request.target : request.target;
  return {
    startedDateTime: new Date(entry.at).toISOString(),
    time: durationMs,
    request: {
      method: request.method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headerList(request),
      queryString: URL.canParse(url) ? [...new URL(url).searchParams].map(([name, value]) => ({ name, value })) : [],
      headersSize: -1,
      bodySize: request.body.length,
      ...(request.body !== '' && { postData: { mimeType: request.headers['content-type'] ?? '', text: request.body } }),
    },
    response: {
      status: answer?.status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: answer === null ? [] : headerList(answer),
      content: { size: answer?.body.length ?? 0, mimeType: answer?.headers['content-type'] ?? '', text: answer?.body ?? '' },
      redirectURL: answer?.headers['location'] ?? '',
      headersSize: -1,
      bodySize: answer?.body.length ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment: [entry.kind, entry.operation, entry.problem, entry.refusal?.reason.rule].filter((part) => part != null).join('; '),
  };
}

function headerList({ headers }: RecordedMessage): object[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
