/** What a world keeps that grows with use. */
export const worldBuffers = ['conversations', 'files', 'outbox'] as const;
export type WorldBuffer = (typeof worldBuffers)[number];

/** Counts the bytes of one kind of thing, and says when there are too many. */
export interface MemoryAccount {
  /** Bytes were added. */
  grow(bytes: number): void;
  /** When there are too many now, those who keep them are asked to drop some, before the call returns. */
  settle(): void;
  /** Bytes were given back. */
  shrink(bytes: number): void;
  /** Counts anew: so many bytes are there now. */
  restart(bytes: number): void;
  /** Things were dropped to make room: they are counted, and an event tells it. */
  drop(count: number, bytes: number): void;
  /** Makes room for so many bytes, and returns whether there is. */
  makeRoom(bytes: number): boolean;
  /** @param relieve drops things to make room */
  onPressure(relieve: Relieve): void;
}

/**
 * @param bytes how many should be freed, a tenth more than must be, so that it is not for each thing that is added
 * @param atLeast how many must be
 */
export type Relieve = (bytes: number, atLeast: number) => void;

export type WorldMemory = Readonly<Record<WorldBuffer, MemoryAccount>>;

/** An account that allows everything. */
export const unlimitedAccount: MemoryAccount = {
  grow: () => undefined,
  settle: () => undefined,
  shrink: () => undefined,
  restart: () => undefined,
  drop: () => undefined,
  makeRoom: () => true,
  onPressure: () => undefined,
};

export const unlimitedMemory: WorldMemory = {
  conversations: unlimitedAccount,
  files: unlimitedAccount,
  outbox: unlimitedAccount,
};

/** Bytes that a text takes: two for each UTF-16 code unit at most. */
export function sizeOfText(text: string | undefined): number {
  return text === undefined ? 0 : 16 + 2 * text.length;
}
