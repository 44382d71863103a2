import type { ScenarioSimulator } from '../scenario-simulator.ts';
import { openSimulator } from '../scenario-simulator.ts';
import { BadInput } from './ending.ts';

export interface SimulatorFlags {
  readonly url?: string;
  readonly controlToken?: string;
}

/** The simulator that runs at the URL, or one of its own. @throws {BadInput} when there is none that lets us in */
export async function openSimulatorOf({ url, controlToken }: SimulatorFlags): Promise<ScenarioSimulator> {
  if (url !== undefined && !URL.canParse(url)) throw new BadInput(`--url: "${url}" is no URL, such as http://127.0.0.1:8080.`);
  const simulator = await openSimulator({ url, controlToken });
  if (url === undefined) return simulator;
  const answer = await simulator.control.call('GET', '/partitions').catch((error: unknown) => {
    const { cause, message } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    throw new BadInput(`--url: no simulator answers at ${simulator.url} (${why}). Start one: ece-simulator start`);
  });
  if (answer.status === 401) {
    const token = controlToken === undefined ? 'Give one: --control-token, or ECE_SIMULATOR_CONTROL_TOKEN.' : 'This is not it.';
    throw new BadInput(`--url: the simulator at ${simulator.url} asks for its control token. ${token}`);
  }
  if (answer.status !== 200) throw new BadInput(`--url: ${simulator.url} is no simulator: it answered ${answer.status}.`);
  return simulator;
}
