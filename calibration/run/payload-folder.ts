import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readXml } from '../../simulator/protocol/xml.ts';
import { CalibrationError, StoppedError } from '../errors.ts';
import type { Exchange } from '../recording/exchange.ts';
import type { CallbackSource, RunClock, WantedCallbacks } from './callback-source.ts';
import { lateMs } from './callback-source.ts';

/** A person needs this time to find a callback elsewhere and to save it. */
const personMs = 120_000;
const pauseMs = 1000;
/** In bytes. A body holds messages, and no files. */
const longest = 10_000_000;

interface PayloadFile {
  readonly name: string;
  readonly writtenAt: number;
  readonly size: number;
  /** Changes with the file. */
  readonly version: string;
}

/**
 * A folder into which callbacks are saved that were caught elsewhere, each body as a file. It lists the folder once a second while callbacks
 * are waited for: `fs.watch` misses files on network shares and in mounted folders, and tells of one file once or several times, and of a
 * file that is not written to its end.
 */
export class PayloadFolder implements CallbackSource {
  readonly #folder: string;
  readonly #clock: RunClock;
  readonly #tell: (sentence: string) => void;
  #arrived: Exchange[] = [];
  /** The version of each file that needs no more reading. */
  readonly #settled = new Map<string, string>();
  /** The version of each file that was no callback when it was last read: it may be half-written. */
  readonly #unread = new Map<string, string>();
  /** The file that holds each body. */
  readonly #fileOfBody = new Map<string, string>();

  /** @param tell is given what a person should know or do */
  constructor(folder: string, clock: RunClock, tell: (sentence: string) => void) {
    this.#folder = folder;
    this.#clock = clock;
    this.#tell = tell;
  }

  /**
   * What is there already belongs to another run.
   * @throws {CalibrationError} when it is no folder that can be read
   */
  async open(): Promise<void> {
    try {
      for (const { name, version } of await this.#list()) this.#settled.set(name, version);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const why = code === 'ENOENT' ? 'there is no such folder' : code === 'ENOTDIR' ? 'it is no folder' : message;
      throw new CalibrationError(`--payload-files: ${this.#folder} cannot be used: ${why}. Make a folder, and name it.`);
    }
  }

  close(): void {
    // Nothing stays open.
  }

  reply(): void {
    // Another program has answered ECE.
  }

  async waitFor({ count, withinMs }: WantedCallbacks, isEnough: () => boolean, signal: AbortSignal): Promise<void> {
    const forMs = Math.max(withinMs, personMs);
    const until = this.#clock.now() + forMs;
    const what = count === 1 ? 'callback that ECE sends' : `callbacks that ECE sends (${count} messages)`;
    await this.#look();
    if (isEnough()) return;
    this.#tell(
      `Save the ${what} now into ${this.#folder}, each body alone as a file. It is waited for ${forMs / 1000} seconds at most.`,
    );
    while (!isEnough() && !signal.aborted && this.#clock.now() < until) {
      await this.#clock.wait(pauseMs, signal);
      await this.#look();
    }
  }

  take(): Exchange[] {
    return this.#arrived.splice(0);
  }

  async settle(): Promise<void> {
    await this.#clock.wait(lateMs);
    await this.#look();
  }

  /** Files as they were written, the oldest first. Names that begin with a full stop are those of unfinished or hidden files. */
  async #list(): Promise<PayloadFile[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
    const files = await Promise.all(names.map((name) => describe(this.#folder, name)));
    return files
      .filter((file) => file !== undefined)
      .toSorted((one, other) => one.writtenAt - other.writtenAt || (one.name < other.name ? -1 : 1));
  }

  async #look(): Promise<void> {
    const files = await this.#list().catch((error: unknown) => {
      throw new StoppedError(`${this.#folder} cannot be read any longer: ${(error as Error).message}. The same command goes on.`);
    });
    for (const file of files) if (this.#settled.get(file.name) !== file.version) await this.#read(file);
  }

  async #read({ name, version, writtenAt, size }: PayloadFile): Promise<void> {
    const bytes = size > longest ? undefined : await readFile(path.join(this.#folder, name)).catch(() => null);
    // It has been removed or renamed.
    if (bytes === null) return;
    const { body, problem } = bytes === undefined ? { problem: 'no callback is that long' } : readPayload(bytes);
    if (problem !== undefined && this.#unread.get(name) !== version) {
      this.#unread.set(name, version);
      return;
    }
    this.#settled.set(name, version);
    if (problem !== undefined) this.#tell(`${name} is not taken: ${problem}. Correct it, and it is read again.`);
    else this.#add(name, body, writtenAt);
  }

  #add(name: string, body: string, writtenAt: number): void {
    const before = this.#fileOfBody.get(body);
    if (before !== undefined) {
      if (before !== name) this.#tell(`${name} is not taken: it holds the same callback as ${before}.`);
      return;
    }
    this.#fileOfBody.set(body, name);
    this.#tell(`${name} is taken.`);
    this.#arrived.push({
      kind: 'callback',
      startedAt: new Date(writtenAt).toISOString(),
      durationMs: 0,
      request: { method: 'POST', url: 'http://client.example.com/callback', headers: {}, body, bytes: Buffer.byteLength(body) },
      // ECE would send it again otherwise.
      response: { status: 200, headers: {}, bytes: 0 },
    });
  }
}

async function describe(folder: string, name: string): Promise<PayloadFile | undefined> {
  // It may have been removed or renamed since it was listed.
  const found = await stat(path.join(folder, name)).catch(() => undefined);
  if (found === undefined) return undefined;
  const { mtimeMs: writtenAt, size } = found;
  return { name, writtenAt, size, version: `${writtenAt} ${size}` };
}

type Payload = { readonly body: string; readonly problem?: undefined } | { readonly body?: undefined; readonly problem: string };

/** The body of a callback, in JSON or XML. */
function readPayload(bytes: Uint8Array): Payload {
  let body: string;
  try {
    body = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return { problem: 'it is no text in UTF-8' };
  }
  if (body === '') return { problem: 'it is empty' };
  try {
    if (body.startsWith('<')) return /^<(!doctype|html)/i.test(body) ? { problem: 'it is a web page' } : readXmlPayload(body);
    const { message } = (JSON.parse(body) ?? {}) as { message?: unknown };
    if (Array.isArray(message)) return { body };
    return {
      problem: 'it has no list "message", so it is no callback of ECE; save the body alone, without what was put around it',
    };
  } catch (error) {
    return { problem: `it is neither JSON nor XML: ${(error as Error).message.replace(/\.$/, '')}` };
  }
}

/** @throws when it is no XML to its end */
function readXmlPayload(body: string): Payload {
  readXml(body);
  return { body };
}
