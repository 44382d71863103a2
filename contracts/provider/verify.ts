import { startSimulator } from '../../simulator/start.ts';
import type { Interaction } from './pact-files.ts';
import { readInteractions } from './pact-files.ts';
import { PactProcess, requirePact } from './pact-process.ts';
import type { AskPerson } from './person.ts';
import type { ProviderTarget, RunningProvider } from './provider-target.ts';
import { targetAt } from './provider-target.ts';
import type { InteractionResult } from './result.ts';

export interface VerifyOptions {
  /** Pact files, and folders of them. */
  readonly pacts: readonly string[];
  /** Only the pacts with the provider of this name; default: all. */
  readonly provider?: string | undefined;
  /** What is verified; default: a simulator that is started for it. */
  readonly running?: RunningProvider | undefined;
  /** A site file, whose settings the simulator that is started has. */
  readonly site?: string | undefined;
  /** Called with what will be verified, before the first interaction. */
  readonly onStart?: (interactions: readonly Interaction[], target: ProviderTarget) => void;
  /** Called with each result as soon as it is known. */
  readonly onResult?: (result: InteractionResult) => void;
  /** Asks a person at a real ECE to do what a client cannot. Without it such interactions are skipped. */
  readonly ask?: AskPerson | undefined;
}

/**
 * Verifies that the provider keeps to some pacts: every interaction has a result.
 * @param pact a process that verifies more than these; default: one that ends with the verification
 * @throws {VerifierInputError} when nothing can be verified: see each cause there
 */
export async function verify(
  { pacts, provider, running, site, onStart, onResult, ask }: VerifyOptions,
  pact?: PactProcess,
): Promise<InteractionResult[]> {
  requirePact();
  const interactions = await readInteractions(pacts, provider);
  if (running === undefined) {
    const simulator = await startSimulator({ port: 0, ...(site !== undefined && { site }) });
    try {
      const { url } = simulator;
      return await verifyAt({ kind: 'simulator', url, controlUrl: url, isOwn: true });
    } finally {
      await simulator.close();
    }
  }
  return await verifyAt(await targetAt(running));

  async function verifyAt(target: ProviderTarget): Promise<InteractionResult[]> {
    onStart?.(interactions, target);
    if (pact !== undefined) return pact.run({ interactions, target }, onResult, ask);
    const own = new PactProcess();
    try {
      return await own.run({ interactions, target }, onResult, ask);
    } finally {
      await own[Symbol.asyncDispose]();
    }
  }
}
