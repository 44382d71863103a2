import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { calls, makeCall } from './ece-calls.ts';
import { failsWith, spawnChild } from './children.ts';
import { residentBytesOf } from './processes.ts';

export interface FirstAnswer {
  /** From the start of the process until the answer has arrived. */
  readonly milliseconds: number;
  /** Of the process when it has answered; undefined where the system does not tell. */
  readonly residentBytes: number | undefined;
}

/** Starts a program that prints its `url`, and asks it for a token once. */
export async function startUntilAnswer(command: readonly string[]): Promise<FirstAnswer> {
  const began = performance.now();
  const child = spawnChild([process.execPath, ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const line = once(createInterface(child.stdout!), 'line');
    const [printed] = (await Promise.race([line, failsWith(child, 'The program')])) as [string];
    const { url } = JSON.parse(printed) as { url: string };
    await makeCall(calls.token({ url, token: '', conversationId: '', entryPointConfiguration: {} }));
    const milliseconds = performance.now() - began;
    return { milliseconds, residentBytes: await residentBytesOf(child.pid!) };
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
