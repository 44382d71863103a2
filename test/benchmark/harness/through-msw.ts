import path from 'node:path';
import type { CallName, Prepared } from './ece-calls.ts';
import { calls } from './ece-calls.ts';
import type { LoadedCall } from './load.ts';
import { ProcessUnderTest } from './process-under-test.ts';
import { profileOfCall } from './profile.ts';
import type { ProfileOfCall } from './question.ts';
import { BenchmarkError } from './question.ts';
import type { Tree } from './trees.ts';

const program = path.join(import.meta.dirname, '../programs/through-msw.ts');

export interface CallThroughMsw {
  readonly milliseconds: number;
  readonly perSecond: number;
  /** Of client, MSW and handlers together: they share a process. */
  readonly cpuPerCall: number;
}

/** A process in which MSW answers calls, by plain handlers or by a simulator. */
export class MswUnderTest {
  readonly name: string;
  readonly #process: ProcessUnderTest;
  readonly #prepared: Prepared;

  private constructor(name: string, process: ProcessUnderTest, prepared: Prepared) {
    this.name = name;
    this.#process = process;
    this.#prepared = prepared;
  }

  static async start(name: string, { root }: Tree, kind: 'plain' | 'ece'): Promise<MswUnderTest> {
    const process = await ProcessUnderTest.run(program, root, kind);
    const askOnce = async (call: LoadedCall) => {
      const text = (await process.askProgram('call', { call: plain(call) })) as string;
      if (!call.isAnswer(text)) throw new BenchmarkError(`"${call.name}" through MSW was answered ${text.slice(0, 200)}`);
      return JSON.parse(text) as Record<string, unknown>;
    };
    const unknown = { url: process.url, token: '', conversationId: '', entryPointConfiguration: {} };
    const token = (await askOnce(calls.token(unknown)))['access_token'] as string;
    const configuration = await askOnce(calls.configuration({ ...unknown, token }));
    const [entryPointConfiguration] = configuration['entryPointConfiguration'] as [object];
    const started = { ...unknown, token, entryPointConfiguration };
    const conversationId = (await askOnce(calls['start conversation'](started)))['id'] as string;
    return new MswUnderTest(name, process, { ...started, conversationId });
  }

  async measure(name: CallName, seconds: number): Promise<CallThroughMsw> {
    const before = await this.#process.ask('usage');
    const call = plain(calls[name](this.#prepared));
    const ran = (await this.#process.askProgram('repeat', { call, seconds })) as { calls: number; milliseconds: number };
    const after = await this.#process.ask('usage');
    return {
      milliseconds: ran.milliseconds / ran.calls,
      perSecond: (1000 * ran.calls) / ran.milliseconds,
      cpuPerCall: (after.cpuMicroseconds - before.cpuMicroseconds) / ran.calls,
    };
  }

  /** Of client, MSW and handlers together. */
  async profile(name: CallName, what: string, seconds: number): Promise<ProfileOfCall> {
    await this.#process.ask('startProfile');
    const { cpuPerCall: microseconds } = await this.measure(name, seconds);
    return profileOfCall(await this.#process.ask('stopProfile'), { what, subject: this.name, microseconds });
  }

  stop(): void {
    this.#process.stop();
  }
}

/** What can be told to another process. */
function plain({ name, url, method, headers, body, status }: LoadedCall): object {
  return { name, url, headers, status, ...(method && { method }), ...(body !== undefined && { body }) };
}
