import { Writable } from 'node:stream';
import type { Response } from 'express';
import { describe, expect, it } from 'vitest';
import { BusyError } from '../errors.ts';
import { LargeAnswers } from './large-answers.ts';

/** A reader that takes a piece only when the test lets it. */
class Reader extends Writable {
  readonly received: string[] = [];
  whole: string | undefined;
  #take: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 1, decodeStrings: false });
  }

  override _write(piece: string, _encoding: string, done: () => void): void {
    this.received.push(piece);
    this.#take = done;
  }

  /** Takes all that comes. */
  takeAll(): void {
    const take = () => {
      const done = this.#take;
      this.#take = undefined;
      done?.();
      if (!this.closed) setImmediate(take);
    };
    take();
  }

  get response(): Response {
    return Object.assign(this, {
      status: () => this,
      type: () => this,
      send: (text: string) => (this.whole = text),
    }) as unknown as Response;
  }
}

function* pieces(count: number, made: { count: number } = { count: 0 }): Generator<string, void> {
  for (let at = 0; at < count; at++) {
    made.count++;
    yield `piece ${at}`;
  }
}

describe('a large answer', () => {
  it('that is one piece is sent as a whole, also when others are written', async () => {
    const answers = new LargeAnswers();
    for (let count = 0; count < 4; count++) void answers.write(200, pieces(9), new Reader().response);
    const reader = new Reader();
    await answers.write(200, pieces(1), reader.response);
    expect(reader.whole).toBe('piece 0');
  });

  it('is written no faster than it is read', async () => {
    const [reader, made] = [new Reader(), { count: 0 }];
    const written = new LargeAnswers().write(200, pieces(5, made), reader.response);
    await new Promise((resolve) => setImmediate(resolve));
    expect(made.count).toBe(2);
    reader.takeAll();
    await written;
    expect(reader.received).toEqual([...pieces(5)]);
  });

  it('stops when its reader goes away', async () => {
    const [reader, made] = [new Reader(), { count: 0 }];
    const written = new LargeAnswers().write(200, pieces(5, made), reader.response);
    reader.destroy();
    await written;
    expect(made.count).toBeLessThan(5);
  });

  it('waits while four others are written, and is refused when 32 wait', async () => {
    const answers = new LargeAnswers();
    const readers = Array.from({ length: 36 }, () => new Reader());
    const written = readers.map((reader) => answers.write(200, pieces(3), reader.response));
    await new Promise((resolve) => setImmediate(resolve));
    expect(readers.map(({ received }) => received.length > 0)).toEqual(readers.map((_, at) => at < 4));
    await expect(answers.write(200, pieces(3), new Reader().response)).rejects.toThrow(BusyError);
    for (const reader of readers) reader.takeAll();
    await Promise.all(written);
    expect(readers.every(({ received }) => received.length === 3)).toBe(true);
  });
});
