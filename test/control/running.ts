import { onTestFinished } from 'vitest';
import type { StartOptions } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { documentedControl } from './documented.ts';

/** A simulator on a socket, for one test: manual clock, agents who are silent. */
export async function startOnSocket(options: StartOptions = {}) {
  const simulator = await startSimulator({ port: 0, clock: 'manual', agents: 'silent', ...options });
  onTestFinished(() => simulator.close(0));
  return { simulator, control: documentedControl(simulator.url) };
}
