import * as z from 'zod';
import { ConflictError } from '../errors.ts';
import type { MemoryAccount } from '../world/memory.ts';
import type { Partitions } from '../partitions.ts';
import type { SettingsHolder } from '../snapshots/restoring.ts';
import { restoreSnapshot } from '../snapshots/restoring.ts';
import { once } from '../protocol/once.ts';
import { readSnapshotInParts, writeSnapshotInParts } from '../snapshots/snapshot.ts';
import type { InParts } from '../time/give-way.ts';
import { atOnce, withPauses } from '../time/give-way.ts';
import { Turns } from '../time/turns.ts';
import { rejectUnknownId } from './names.ts';
import { readInput } from './read-input.ts';

export const mostSnapshots = 100;
const namedSnapshot = once(() =>
  z.object({ name: z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens and underscores') }),
);

/** Of one simulator: each takes several times the memory of its snapshot. */
const mostAtOnce = 1;
const mostWaiting = 32;

/** The calls of {@link SnapshotsDoor} that are long for a large state. */
export interface SnapshotsWithPauses {
  take(name: string, partition?: string): Promise<void>;
  put(name: string, text: string): Promise<void>;
  restore(name: string): Promise<void>;
}

/** Named states that can be restored. They are kept in memory; as text they can be written to a file and read by another process. */
export class SnapshotsDoor {
  /**
   * The same calls with pauses in which other calls are answered, one at a time. What is taken is the state at one moment, and what is
   * restored is restored in one piece.
   * @throws {BusyError} when 32 wait already, and as the calls without pauses do
   */
  readonly withPauses: SnapshotsWithPauses = {
    take: (name, partition) => this.#inTurn(() => this.#take(name, partition)),
    put: (name, text) => this.#inTurn(() => this.#put(name, text)),
    restore: (name) => this.#inTurn(() => this.#restore(name)),
  };
  readonly #turns = new Turns(mostAtOnce, mostWaiting, 'A snapshot is being worked on');
  readonly #holder: SettingsHolder;
  readonly #partitions: Partitions;
  readonly #account: MemoryAccount;
  /** In UTF-8, whose size is known. */
  readonly #kept = new Map<string, Uint8Array>();

  /**
   * @param holder has the settings of all partitions
   * @param account bounds the bytes of what is kept
   */
  constructor(holder: SettingsHolder, partitions: Partitions, account: MemoryAccount) {
    this.#account = account;
    this.#holder = holder;
    this.#partitions = partitions;
  }

  #inTurn(work: () => InParts<void>): Promise<void> {
    return this.#turns.run(() => withPauses(work()));
  }

  list(): string[] {
    return [...this.#kept.keys()];
  }

  /**
   * Keeps the state under a name. It replaces a snapshot of the same name.
   * @param name 1 to 64 letters, digits, dots, hyphens and underscores
   * @param partition only this one; default: all
   * @throws {InvalidInputError} for another name
   * @throws {UnknownIdError} when there is no such partition
   * @throws {ConflictError} when there are 100 snapshots already, or the memory budget has no room for it
   */
  take(name: string, partition?: string): void {
    atOnce(this.#take(name, partition));
  }

  *#take(name: string, partition: string | undefined): InParts<void> {
    this.#requireName(name);
    this.#keep(name, yield* encoded(this.#write(partition)));
  }

  #requireName(name: string): void {
    readInput(namedSnapshot(), { name });
    if (!this.#kept.has(name) && this.#kept.size >= mostSnapshots)
      throw new ConflictError({ path: [], message: `There are ${mostSnapshots} snapshots already; remove some.` });
  }

  #keep(name: string, bytes: Uint8Array): void {
    // Meanwhile others may have been kept.
    this.#requireName(name);
    const more = bytes.byteLength - (this.#kept.get(name)?.byteLength ?? 0);
    if (!this.#account.makeRoom(more)) {
      const message = `The memory budget has no room for a snapshot of ${bytes.byteLength} bytes; remove some, or raise memoryBudget.`;
      throw new ConflictError({ path: [], message });
    }
    this.#account.grow(more);
    this.#kept.set(name, bytes);
  }

  /** The state as text. */
  export(partition?: string): string {
    return [...this.#write(partition)].join('');
  }

  /** The state at this moment, whenever its parts are read. */
  #write(partition: string | undefined): Iterable<string> {
    const chosen = partition === undefined ? this.#partitions.list() : [this.#partitions.get(partition)];
    const snapshots = chosen.map((one) => one.snapshot());
    return writeSnapshotInParts(partition === undefined ? 'all' : 'partition', this.#holder.settings, snapshots);
  }

  /** @throws {UnknownIdError} when there is no such snapshot */
  get(name: string): string {
    return [...this.parts(name)].join('');
  }

  /**
   * The same text in parts.
   * @throws {UnknownIdError} when there is no such snapshot
   */
  parts(name: string): Iterable<string> {
    return decodedParts(this.#bytesOf(name));
  }

  #bytesOf(name: string): Uint8Array {
    return this.#kept.get(name) ?? rejectUnknownId('snapshot', ['snapshot'], name, this.#kept.keys());
  }

  /** @throws {InvalidInputError} when it is no snapshot of this version, and as {@link take} does */
  put(name: string, text: string): void {
    atOnce(this.#put(name, text));
  }

  *#put(name: string, text: string): InParts<void> {
    this.#requireName(name);
    yield* readSnapshotInParts(text);
    this.#keep(name, yield* encoded([text]));
  }

  /** @throws {UnknownIdError} when there is no such snapshot */
  remove(name: string): void {
    this.#account.shrink(this.#bytesOf(name).byteLength);
    this.#kept.delete(name);
  }

  /** @throws {UnknownIdError} when there is no such snapshot, and as {@link import} does */
  restore(name: string): void {
    atOnce(this.#restore(name));
  }

  *#restore(name: string): InParts<void> {
    const texts: string[] = [];
    for (const text of this.parts(name)) {
      texts.push(text);
      yield;
    }
    yield* this.#import(texts.join(''));
  }

  /**
   * Puts the partitions into the state of the snapshot, all or none. Missing partitions are created; a snapshot of all partitions
   * removes the others. Calls and callbacks under way are discarded; ids go on counting. On a real clock time has passed meanwhile.
   * @throws {InvalidInputError} when it is no snapshot of this version, or is not consistent
   * @throws {ConflictError} when the number of a partition belongs to another one here
   */
  import(text: string): void {
    atOnce(this.#import(text));
  }

  *#import(text: string): InParts<void> {
    yield* restoreSnapshot(yield* readSnapshotInParts(text), this.#holder, this.#partitions);
  }
}

/** The texts in UTF-8, one after the other. It stops after each. */
function* encoded(texts: Iterable<string>): InParts<Uint8Array> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for (const text of texts) {
    parts.push(encoder.encode(text));
    yield;
  }
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

const bytesOfPart = 64 * 1024;

function* decodedParts(bytes: Uint8Array): Generator<string, void, void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let at = 0; at < bytes.byteLength; at += bytesOfPart)
    yield decoder.decode(bytes.subarray(at, at + bytesOfPart), { stream: at + bytesOfPart < bytes.byteLength });
}
