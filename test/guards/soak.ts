import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createControlClient } from '../../simulator/control/index.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import type { GuardOptions, GuardResult } from './guard.ts';
import { plot } from './plot.ts';

/** How long it lasts; the variable `SOAK_SECONDS` says otherwise. */
const secondsBySize = { small: 15, full: 600 };
const clients = 8;
const mebibyte = 1024 * 1024;
/** What may be kept longer than a third of the soak: the buffers have bounds and are full by then. */
const mostGrowth = 64 * mebibyte;

interface Second {
  readonly rss: number;
  readonly heap: number;
  readonly latencies: readonly number[];
}

/**
 * Customers chat with agents without a pause. Each call must be answered as documented, each message must arrive once, and from a third
 * of the time on the memory must not grow. It draws memory and latency as SVG.
 */
export async function guard({ size }: GuardOptions): Promise<GuardResult> {
  const seconds = Number(process.env['SOAK_SECONDS'] ?? secondsBySize[size]);
  const child = fork(path.join(import.meta.dirname, 'soak-simulator.ts'), { execArgv: ['--expose-gc'] });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  await using receiver = await Receiver.open();
  const load = new Load(url, seconds, receiver);
  await load.prepare();
  const [samples] = await Promise.all([sample(child, seconds, load), load.run()]);
  await load.settle();
  child.disconnect();
  const failures = [...load.failures, ...growthOf(samples)];
  console.log(`  soak: ${load.calls} calls, ${load.ended} chats in ${seconds} s; plots in ${draw(samples, seconds)}`);
  return { passed: failures.length === 0 ? 1 : 0, failures };
}

class Load {
  readonly failures: string[] = [];
  latencies: number[] = [];
  calls = 0;
  ended = 0;
  readonly #url: string;
  readonly #until: number;
  readonly #receiver: Receiver;
  readonly #completed = new Map<string, number>();

  constructor(url: string, seconds: number, receiver: Receiver) {
    this.#url = url;
    this.#until = performance.now() + seconds * 1000;
    this.#receiver = receiver;
    receiver.answer = ({ body }) => {
      const { message: messages } = JSON.parse(body) as { message: { conversation: { id: string }; type: { value: string } }[] };
      for (const { conversation, type } of messages)
        if (type.value === 'complete') this.#completed.set(conversation.id, (this.#completed.get(conversation.id) ?? 0) + 1);
      this.#receiver.received.length = 0;
      return 200;
    };
  }

  async prepare(): Promise<void> {
    const control = createControlClient(this.#url);
    const callback = { url: this.#receiver.url };
    await control.patch('/applications/{application}', { params: { application: 'demo' }, body: { callback } });
  }

  async run(): Promise<void> {
    const ece = await EceClient.authorized(this.#url);
    await Promise.all(Array.from({ length: clients }, () => this.#chatOn(ece)));
  }

  async #chatOn(ece: EceClient): Promise<void> {
    const control = createControlClient(this.#url);
    while (performance.now() < this.#until && this.failures.length < 20) {
      try {
        const conversation = await this.#measured(() => ece.startConversation());
        const params = { conversation };
        await this.#expect(204, () => ece.say(conversation, 'Where is my parcel?'));
        await this.#measured(() =>
          control.post('/conversations/{conversation}/messages', { params, body: { text: 'On its way.' } }),
        );
        await this.#expect(204, () => ece.end(conversation));
        this.ended++;
      } catch (error) {
        this.failures.push(`a call failed: ${String(error)}`);
      }
    }
  }

  async #expect(status: number, call: () => Promise<{ status: number; text: string }>): Promise<void> {
    const answer = await this.#measured(call);
    if (answer.status !== status) this.failures.push(`answered ${answer.status}, not ${status}: ${answer.text}`);
  }

  async #measured<Result>(call: () => Promise<Result>): Promise<Result> {
    const began = performance.now();
    const result = await call();
    this.latencies.push(performance.now() - began);
    this.calls++;
    return result;
  }

  /** Waits for the last callbacks, then counts them. */
  async settle(): Promise<void> {
    const control = createControlClient(this.#url);
    const params = { application: 'demo' };
    for (let look = 0; look < 100; look++) {
      const { pending } = await control.get('/applications/{application}/callbacks', { params });
      if (pending.length === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const repeated = [...this.#completed.values()].filter((count) => count !== 1).length;
    if (repeated > 0 || this.#completed.size !== this.ended)
      this.failures.push(`${this.ended} chats ended, ${this.#completed.size} got complete, ${repeated} more than once`);
  }
}

async function sample(child: ChildProcess, seconds: number, load: Load): Promise<Second[]> {
  const samples: Second[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until && load.failures.length < 20) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    child.send('memory');
    const [{ rss, heapUsed }] = (await once(child, 'message')) as [{ rss: number; heapUsed: number }];
    samples.push({ rss, heap: heapUsed, latencies: load.latencies.toSorted((one, other) => one - other) });
    load.latencies = [];
  }
  return samples;
}

/** A short soak fills no buffer, so that its memory may grow. */
function growthOf(samples: readonly Second[]): string[] {
  if (samples.length < 120) return [];
  const third = Math.floor(samples.length / 3);
  const [early, late] = [samples.slice(third, third + 20), samples.slice(-20)].map((some) =>
    Math.min(...some.map(({ heap }) => heap)),
  );
  if (late! - early! <= mostGrowth) return [];
  return [`the heap grew from ${Math.round(early! / mebibyte)} to ${Math.round(late! / mebibyte)} MiB after a third of the soak`];
}

function draw(samples: readonly Second[], seconds: number): string {
  const folder = path.join(tmpdir(), 'ece-simulator-soak');
  mkdirSync(folder, { recursive: true });
  const share = (part: number) => samples.map(({ latencies }) => latencies[Math.floor(latencies.length * part)] ?? 0);
  const memory = plot('Memory', 'MiB', seconds, [
    { name: 'resident', colour: '#c33', values: samples.map(({ rss }) => rss / mebibyte) },
    { name: 'heap in use', colour: '#36c', values: samples.map(({ heap }) => heap / mebibyte) },
  ]);
  const latency = plot('Latency of a call', 'ms', seconds, [
    { name: 'half take less', colour: '#36c', values: share(0.5) },
    { name: '99 of 100 take less', colour: '#c33', values: share(0.99) },
  ]);
  writeFileSync(path.join(folder, 'memory.svg'), memory);
  writeFileSync(path.join(folder, 'latency.svg'), latency);
  return folder;
}
