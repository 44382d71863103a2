import { remembering } from '../../simulator/protocol/remembering.ts';
import type { Exchange, Recording, RecordingLine } from './exchange.ts';
import { isExchange } from './exchange.ts';
import type { FoundMember } from './members.ts';
import { findMembers } from './members.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { uuids } from './uuid.ts';

/** What the caller of a recording knows. */
export interface MaskerOptions {
  /** Credentials: they are masked wherever they stand, also in Base64. */
  readonly secrets?: readonly string[];
  /** Texts that say nothing of anybody, such as those that the plan itself sends. */
  readonly harmless?: readonly string[];
  /** What ECE itself says in a chat, with names in braces: `{screenName} has ended the chat`. Any other sentence may hold a name. */
  readonly sentences?: readonly string[];
}

/** Members whose values tell of a person or give access. `content` is judged by its sender. */
const personal =
  /^(first|last|middle|screen|customer|user|file|department|queue)?name$|^(phoneno|phone|number|emailaddress|email|socialid|subject|pin|password|displayvalue|description|agent)$/i;
const secretMembers = /^(access_token|refresh_token|id_token|token|client_secret|secret|password|x-egain-session)$/i;
const ids = /id$/i;
const secretHeaders = ['cookie', 'set-cookie', 'proxy-authorization'];
const emails = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const longNumbers = /(?<![\w.-])\+?\d{7,}(?![\w-])/g;

/**
 * Replaces what tells of people or gives access by something of the same form, so that the recording can be interpreted and replayed as
 * before. The same value is always replaced by the same, and whatever follows it, so one masker masks one recording.
 */
export class Masker {
  readonly #pseudonyms = new Pseudonyms();
  readonly #harmless: ReadonlySet<string>;
  readonly #harmlessTexts: readonly string[];
  readonly #sentences: readonly RegExp[];

  constructor({ secrets = [], harmless = [], sentences = [] }: MaskerOptions = {}) {
    this.#harmless = new Set(harmless);
    this.#harmlessTexts = harmless.filter((text) => text.length >= 8);
    // The one with the most words of its own says best where a name stands.
    this.#sentences = sentences.toSorted((one, other) => other.length - one.length).map(matchSentence);
    for (const secret of secrets) this.#pseudonyms.add(secret, 'secret');
  }

  /** Learns what the line holds, and masks it. A value that is learnt later stays: mask the whole recording in the end. */
  mask<Line extends RecordingLine>(line: Line): Line {
    if (!isExchange(line)) return line;
    this.#learn(line);
    return this.#replace(line) as Line;
  }

  /** Masks all lines with all that any of them tells. */
  maskAll(recording: Recording): Recording {
    for (const line of recording.lines) if (isExchange(line)) this.#learn(line);
    return { ...recording, lines: recording.lines.map((line) => (isExchange(line) ? this.#replace(line) : line)) };
  }

  #learn({ request, response }: Exchange): void {
    for (const message of [request, response]) {
      if (message === null) continue;
      const { headers, body = '' } = message;
      this.#learnHeaders(headers);
      const { members, patterns } = readBody(body, headers['content-type'] ?? '');
      for (const found of members) this.#learnMember(found);
      for (const found of patterns) this.#add(found);
    }
    this.#learnUrl(request.url);
  }

  #learnHeaders(headers: Readonly<Record<string, string>>): void {
    const { authorization, 'x-egain-session': session, location } = headers;
    if (session !== undefined) this.#add(session, true);
    if (location !== undefined) this.#learnPatterns(location);
    const [, scheme = '', credentials = ''] = /^\s*(\w+)\s+(\S+)\s*$/.exec(authorization ?? '') ?? [];
    if (/^bearer$/i.test(scheme)) this.#add(credentials, true);
  }

  #learnUrl(url: string): void {
    const { pathname, searchParams, username, password } = new URL(url);
    for (const [name, value] of searchParams) this.#learnMember({ name, value, path: [name] });
    for (const secret of [username, password]) this.#add(secret, true);
    this.#learnPatterns(decodeURI(pathname));
  }

  #learnMember({ name, value, path, sender }: FoundMember): void {
    if (secretMembers.test(name)) this.#add(value, true);
    else if (personal.test(name)) this.#add(value);
    else if (name.startsWith('custom.') || path.includes('attribValue')) this.#add(value);
    else if (name === 'content') this.#learnContent(value, sender);
    else if (ids.test(name) && (value.length > 5 || path.includes('user'))) this.#add(value);
  }

  #learnPatterns(text: string): void {
    for (const found of findPatterns(text)) this.#add(found);
  }

  #learnContent(value: string, sender: string | undefined): void {
    const sentence = sender === 'system' ? this.#sentences.find((one) => one.test(value)) : undefined;
    if (sentence !== undefined) for (const name of sentence.exec(value)!.slice(1)) this.#add(name);
    else if (!this.#harmlessTexts.some((text) => value.includes(text))) this.#add(value);
  }

  #add(value: string, isSecret = false): void {
    if (this.#harmless.has(value) || /^(true|false|null|\d{1,2}|yes|no)?$/i.test(value)) return;
    this.#pseudonyms.add(value, isSecret && !/^[\da-f-]{32,36}$/i.test(value) ? 'secret' : undefined);
  }

  #replace(exchange: Exchange): Exchange {
    const { request, response, failure } = exchange;
    return {
      ...exchange,
      request: { ...this.#replaceMessage(request), url: this.#replaceText(maskHost(request.url, exchange.kind)) },
      response: response && this.#replaceMessage(response),
      ...(failure !== undefined && { failure: this.#replaceText(failure) }),
    };
  }

  #replaceMessage<Message extends Exchange['request'] | NonNullable<Exchange['response']>>(message: Message): Message {
    const { headers, body } = message;
    const masked = Object.entries(headers).map(([name, value]) => [name, this.#replaceHeader(name, value)] as const);
    const isPage = /html/.test(headers['content-type'] ?? '');
    return {
      ...message,
      headers: Object.fromEntries(masked),
      ...(body !== undefined && { body: isPage ? `<html>a page of ${body.length} characters</html>` : this.#replaceText(body) }),
    };
  }

  #replaceHeader(name: string, value: string): string {
    if (secretHeaders.includes(name)) return '***';
    if (name === 'host') return 'host.example.com';
    if (name !== 'authorization') return this.#replaceText(value);
    const scheme = /^\s*\w+\s+/.exec(value)?.[0] ?? '';
    return /^\s*bearer\s/i.test(scheme) ? this.#replaceText(value) : `${scheme}***`;
  }

  #replaceText(text: string): string {
    return maskUrls(this.#pseudonyms.replaceIn(text));
  }
}

/** Values that tell of somebody by their form. */
function findPatterns(text: string): string[] {
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([one]) => one);
  const people = text.includes('@') ? found(emails).filter((one) => !one.endsWith('@example.com')) : [];
  return [...found(uuids), ...people, ...found(longNumbers).filter((one) => !isTime(one))];
}

interface ReadBody {
  readonly members: readonly FoundMember[];
  readonly patterns: readonly string[];
}

/** Twins send and answer the same bodies again and again. */
const bodies = new Map<string, ReadBody>();
const mostBodies = 2000;

function readBody(body: string, type: string): ReadBody {
  const key = `${type} ${body}`;
  const known = bodies.get(key);
  if (known !== undefined) return known;
  if (bodies.size >= mostBodies) bodies.clear();
  const read = { members: findMembers(body, type), patterns: findPatterns(body) };
  bodies.set(key, read);
  return read;
}

/** A name begins and ends with a letter or a digit. */
const nameInSentence = String.raw`([\p{L}\p{N}](?:.*[\p{L}\p{N})])?)`;

const matchSentence = remembering((sentence: string): RegExp => {
  const parts = sentence.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(nameInSentence)}$`, 'u');
});

/** Milliseconds from 2001 to 2100: the time of a message. */
function isTime(digits: string): boolean {
  return /^\d{13}$/.test(digits) && Number(digits) < 4_102_444_800_000;
}

/** The path of a client's callback URL may be its only secret. */
function maskHost(url: string, kind: Exchange['kind']): string {
  const { protocol, pathname, search } = new URL(url);
  return kind === 'call' ? `${protocol}//ece.example.com${pathname}${search}` : `${protocol}//client.example.com/callback`;
}

/** The hosts of the vendor's namespaces are facts; those of example.com are nobody's. */
function maskUrls(text: string): string {
  return text.replaceAll(/(https?:\/\/)([^\s/"'<>\\]+)/g, (whole, scheme: string, host: string) =>
    /(^|\.)(egain\.com|example\.com|w3\.org)$/.test(host) ? whole : `${scheme}host.example.com`,
  );
}
