import { Verifier } from '@pact-foundation/pact';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readMismatches } from './mismatches.ts';
import type { Interaction, RequiredState } from './pact-files.ts';
import type { StateValues } from './request-filter.ts';
import { requestFilter } from './request-filter.ts';

/** What Pact asks the provider for, beside the calls. */
export interface ProviderSide {
  /** Brings a state about and returns its values. */
  readonly enter: (state: string, parameters: unknown) => Promise<StateValues>;
  /** The body and the content type of the message. */
  readonly message: () => Promise<{ body: string; contentType: string }>;
}

/** What Pact found, in sentences; `obstacle` says which state could not be brought about, and why. */
export type PactRun = { readonly mismatches: readonly string[] } | { readonly obstacle: string };

/**
 * Verifies one interaction with Pact.
 * @param url where the calls of the pact go
 */
export async function runPact(
  { pact, provider, description, states }: Interaction,
  url: string,
  side: ProviderSide,
): Promise<PactRun> {
  const entered = await enterStates(states, side);
  if ('obstacle' in entered) return entered;
  const { values } = entered;
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-pact-'));
  let messageError: string | undefined;
  try {
    const file = path.join(folder, 'pact.json');
    await writeFile(file, pact);
    const verifier = new Verifier({
      provider,
      providerBaseUrl: url,
      pactUrls: [file],
      logLevel: 'error',
      validateSSL: process.env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0',
      // What a redirect leads to is not of ECE.
      followRedirects: false,
      requestFilter: requestFilter(() => values),
      stateHandlers: Object.fromEntries(states.map(({ name }) => [name, { setup: () => Promise.resolve(values) }])),
      messageProviders: {
        [description]: async () => {
          try {
            const { contentType, body } = await side.message();
            return { __pactMessageMetadata: { contentType }, message: body };
          } catch (error) {
            messageError = (error as Error).message;
            return {};
          }
        },
      },
    });
    const report = await verifier.verifyProvider().catch((error: unknown) => (error as Error).message);
    return { mismatches: messageError === undefined ? readMismatches(report) : [messageError] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Brings the states about before Pact begins: Pact waits for a state for half a minute, and a person may take longer. */
async function enterStates(
  states: readonly RequiredState[],
  side: ProviderSide,
): Promise<{ readonly values: StateValues } | { readonly obstacle: string }> {
  let values: StateValues = {};
  for (const { name, params } of states) {
    try {
      values = { ...values, ...(await side.enter(name, params)) };
    } catch (error) {
      return { obstacle: `the state "${name}" cannot be set there: ${(error as Error).message}` };
    }
  }
  return { values };
}
