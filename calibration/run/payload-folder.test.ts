import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PayloadFolder } from './payload-folder.ts';

const start = Date.parse('2026-05-12T08:00:00Z');

function callback(content: string): string {
  return JSON.stringify({ message: [{ conversation: { id: 'c1' }, content }] });
}

/** A folder that is waited at, on a clock that does not wait. */
async function openFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'payloads-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  let time = start;
  const told: string[] = [];
  /** What somebody does in each second. */
  const seconds: (() => Promise<unknown>)[] = [];
  const clock = {
    now: () => time,
    wait: async (ms: number) => {
      time += ms;
      await seconds.shift()?.();
    },
  };
  const source = new PayloadFolder(folder, clock, (sentence) => told.push(sentence));
  /** Writes a file as if it were at that second. */
  const save = async (name: string, text: string | Uint8Array, second: number) => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    await utimes(file, start / 1000 + second, start / 1000 + second);
  };
  const arrived: (string | undefined)[] = [];
  const times: string[] = [];
  const waitFor = (count: number, signal = new AbortController().signal) => {
    const isEnough = () => {
      for (const { request, startedAt } of source.take()) {
        arrived.push(request.body);
        times.push(startedAt);
      }
      return arrived.length >= count;
    };
    return source.waitFor({ count, withinMs: 5000 }, isEnough, signal);
  };
  return { folder, source, told, seconds, save, arrived, times, waitFor, now: () => time };
}

describe('a folder of payloads', () => {
  it('takes each new file as a callback that arrived when it was written, the oldest first', async () => {
    const { source, save, seconds, arrived, times, waitFor, told, folder } = await openFolder();
    await save('before.json', callback('of another run'), -60);
    await source.open();
    seconds.push(async () => {
      await save('a.json', callback('second'), 2);
      await save('b.xml', '<messages><message><content>first</content></message></messages>', 1);
      await save('.c.json.swp', 'half', 1);
      await mkdir(path.join(folder, 'old'));
    });
    await waitFor(2);
    expect(arrived).toEqual(['<messages><message><content>first</content></message></messages>', callback('second')]);
    expect(times).toEqual(['2026-05-12T08:00:01.000Z', '2026-05-12T08:00:02.000Z']);
    expect(told).toEqual([
      `Save the callbacks that ECE sends (2 messages) now into ${folder}, each body alone as a file. It is waited for 120 seconds at most.`,
      'b.xml is taken.',
      'a.json is taken.',
    ]);
  });

  it('takes what a program has saved already without a word to a person', async () => {
    const { source, save, arrived, waitFor, told } = await openFolder();
    await source.open();
    await save('a.json', callback('hello'), 1);
    await waitFor(1);
    expect([arrived.length, told]).toEqual([1, ['a.json is taken.']]);
  });

  it('waits for the rest of a file that is being written', async () => {
    const { source, save, seconds, arrived, waitFor, told } = await openFolder();
    await source.open();
    seconds.push(
      () => save('a.json', callback('hello').slice(0, 20), 1),
      () => save('a.json', callback('hello').slice(0, 30), 2),
      () => save('a.json', callback('hello'), 3),
    );
    await waitFor(1);
    expect(arrived).toEqual([callback('hello')]);
    expect(told.filter((sentence) => sentence.includes('not taken'))).toEqual([]);
  });

  it.each([
    ['no JSON', 'hello', /^a\.json is not taken: it is neither JSON nor XML: .*\. Correct it, and it is read again\.$/],
    ['half of a JSON', '{"message":[', /it is neither JSON nor XML/],
    ['half of an XML', '<messages><message>', /it is neither JSON nor XML/],
    ['nothing', ' \n', /it is empty/],
    ['a web page', '<!DOCTYPE html><html></html>', /it is a web page/],
    [
      'an export of an inspector',
      JSON.stringify({ method: 'POST', content: callback('x') }),
      /no list "message".*save the body alone/,
    ],
    ['a number', '7', /no list "message"/],
    ['null', 'null', /no list "message"/],
    ['a text in UTF-16', Buffer.from(callback('x'), 'utf16le').fill(0xff, 0, 1), /it is no text in UTF-8/],
    ['a large file', 'x'.repeat(10_000_001), /no callback is that long/],
  ])('tells once that %s is no callback, and reads it again when it changes', async (_what, text, sentence) => {
    const { source, save, seconds, arrived, waitFor, told } = await openFolder();
    await source.open();
    const nothing = () => Promise.resolve();
    seconds.push(
      () => save('a.json', text, 1),
      nothing,
      nothing,
      nothing,
      () => save('a.json', callback('hello'), 5),
    );
    await waitFor(1);
    expect(arrived).toEqual([callback('hello')]);
    expect(told.filter((one) => one.includes('not taken'))).toEqual([expect.stringMatching(sentence)]);
  });

  it('takes the same callback once, from two files or from one that is saved again', async () => {
    const { source, save, seconds, arrived, waitFor, told } = await openFolder();
    await source.open();
    seconds.push(
      () => save('a.json', callback('hello'), 1),
      () => save('b.json', `${callback('hello')}\n`, 2),
      () => save('a.json', callback('hello'), 3),
      () => save('a.json', callback('another'), 4),
    );
    await waitFor(2);
    expect(arrived).toEqual([callback('hello'), callback('another')]);
    expect(told.slice(1)).toEqual([
      'a.json is taken.',
      'b.json is not taken: it holds the same callback as a.json.',
      'a.json is taken.',
    ]);
  });

  it('gives up after two minutes, and at once when it is stopped', async () => {
    const { source, seconds, waitFor, now } = await openFolder();
    await source.open();
    await waitFor(1);
    expect(now() - start).toBe(120_000);
    const stop = new AbortController();
    seconds.push(() => {
      stop.abort();
      return Promise.resolve();
    });
    await waitFor(1, stop.signal);
    expect(now() - start).toBe(121_000);
  });

  it('must be a folder, and stay one', async () => {
    const { folder, source, save, seconds, waitFor } = await openFolder();
    const open = (name: string) =>
      new PayloadFolder(name, { now: Date.now, wait: () => Promise.resolve() }, () => undefined).open();
    await save('a.json', '', 1);
    await expect(open(path.join(folder, 'missing'))).rejects.toThrow(
      /missing cannot be used: there is no such folder\. Make a folder/,
    );
    await expect(open(path.join(folder, 'a.json'))).rejects.toThrow(/a\.json cannot be used: it is no folder\./);
    await source.open();
    seconds.push(() => rm(folder, { recursive: true }));
    await expect(waitFor(1)).rejects.toThrow(/cannot be read any longer: ENOENT.*The same command goes on\.$/);
  });
});
