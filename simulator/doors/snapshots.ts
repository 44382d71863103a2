import * as z from 'zod';
import { ConflictError } from '../errors.ts';
import type { MemoryAccount } from '../world/memory.ts';
import type { Partitions } from '../partitions.ts';
import type { SettingsHolder } from '../snapshots/restoring.ts';
import { restoreSnapshot } from '../snapshots/restoring.ts';
import { readSnapshot, writeSnapshot } from '../snapshots/snapshot.ts';
import { rejectUnknownId } from './names.ts';
import { readInput } from './read-input.ts';

export const mostSnapshots = 100;
const snapshotName = z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens and underscores');

/** Named states that can be restored. They are kept in memory; as text they can be written to a file and read by another process. */
export class SnapshotsDoor {
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
    this.#keep(name, () => this.export(partition));
  }

  #keep(name: string, state: () => string): void {
    readInput(z.object({ name: snapshotName }), { name });
    if (!this.#kept.has(name) && this.#kept.size >= mostSnapshots)
      throw new ConflictError({ path: [], message: `There are ${mostSnapshots} snapshots already; remove some.` });
    const bytes = new TextEncoder().encode(state());
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
    const chosen = partition === undefined ? this.#partitions.list() : [this.#partitions.get(partition)];
    const snapshots = chosen.map((one) => one.snapshot());
    return writeSnapshot(partition === undefined ? 'all' : 'partition', this.#holder.settings, snapshots);
  }

  /** @throws {UnknownIdError} when there is no such snapshot */
  get(name: string): string {
    return new TextDecoder().decode(this.#bytesOf(name));
  }

  #bytesOf(name: string): Uint8Array {
    return this.#kept.get(name) ?? rejectUnknownId('snapshot', ['snapshot'], name, this.#kept.keys());
  }

  /** @throws {InvalidInputError} when it is no snapshot of this version, and as {@link take} does */
  put(name: string, text: string): void {
    this.#keep(name, () => {
      readSnapshot(text);
      return text;
    });
  }

  /** @throws {UnknownIdError} when there is no such snapshot */
  remove(name: string): void {
    this.#account.shrink(this.#bytesOf(name).byteLength);
    this.#kept.delete(name);
  }

  /** @throws {UnknownIdError} when there is no such snapshot, and as {@link import} does */
  restore(name: string): void {
    this.import(this.get(name));
  }

  /**
   * Puts the partitions into the state of the snapshot, all or none. Missing partitions are created; a snapshot of all partitions
   * removes the others. Calls and callbacks under way are discarded; ids go on counting. On a real clock time has passed meanwhile.
   * @throws {InvalidInputError} when it is no snapshot of this version, or is not consistent
   * @throws {ConflictError} when the number of a partition belongs to another one here
   */
  import(text: string): void {
    restoreSnapshot(readSnapshot(text), this.#holder, this.#partitions);
  }
}
