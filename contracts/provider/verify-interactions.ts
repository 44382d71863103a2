import type { StateName } from '../states.ts';
import { isState, findMessage } from './documented.ts';
import type { Credentials } from './ece-client.ts';
import { basicCredentials, EceClient, EceRefusalError } from './ece-client.ts';
import { makeMessage } from './message-makers.ts';
import type { Interaction, RequiredState } from './pact-files.ts';
import type { PactRun } from './pact-run.ts';
import { runPact } from './pact-run.ts';
import type { ProviderTarget } from './provider-target.ts';
import type { StateValues } from './request-filter.ts';
import type { Finding, InteractionResult } from './result.ts';
import { StateContext } from './state-context.ts';
import { PreparedPartition } from './prepared-partition.ts';
import { stateHandlers } from './state-handlers.ts';

/**
 * Verifies interactions one after another, each in a world that the others have not touched.
 * @throws {Error} when the control API fails
 */
export async function* verifyInteractions(
  interactions: readonly Interaction[],
  target: ProviderTarget,
): AsyncGenerator<InteractionResult> {
  const findings = target.kind === 'ece' ? verifyEce(interactions, target) : verifySimulator(interactions, target);
  let at = 0;
  for await (const finding of findings) {
    const { pact: _, ...interaction } = interactions[at++]!;
    yield { ...interaction, ...finding };
  }
}

async function* verifySimulator(
  interactions: readonly Interaction[],
  { url, controlUrl, controlToken, isOwn }: ProviderTarget & { kind: 'simulator' },
): AsyncGenerator<Finding> {
  const partition = await PreparedPartition.open(controlUrl, controlToken);
  try {
    for (const interaction of interactions) {
      const context = new StateContext(partition);
      const run = await runPact(interaction, url, {
        enter: (state, parameters) => enterState(context, state as StateName, parameters as never),
        message: async () => {
          const { name, format } = findMessage(interaction.description, interaction.contentType)!;
          const { body, headers } = await makeMessage(context, name, format);
          return { body, contentType: headers['content-type'] ?? '' };
        },
      });
      const finding = isOwn && 'obstacle' in run ? failed(run.obstacle) : findingOf(run);
      yield interaction.kind === 'http' ? await explain(finding, partition) : finding;
      await partition.clear();
    }
  } finally {
    await partition[Symbol.asyncDispose]();
  }
}

async function enterState(context: StateContext, state: StateName, parameters: never): Promise<StateValues> {
  const values: StateValues = await stateHandlers[state](context, parameters).catch((error: unknown) =>
    explainRefusal(error, context),
  );
  Object.assign(context.values, values);
  return values;
}

/** @throws {Error} the same, and after a refusal of ECE the reason of it */
async function explainRefusal(error: unknown, { partition }: StateContext): Promise<never> {
  const refusal = error instanceof EceRefusalError ? await partition.latestRefusal() : undefined;
  throw refusal === undefined ? error : new Error(`${(error as Error).message}: ${refusal}`, { cause: error });
}

function findingOf(run: PactRun): Finding {
  if ('obstacle' in run) return { verdict: 'skipped', reason: run.obstacle };
  return run.mismatches.length === 0 ? { verdict: 'passed', forced: false } : failed(...run.mismatches);
}

function failed(...mismatches: readonly string[]): Finding & { verdict: 'failed' } {
  return { verdict: 'failed', mismatches };
}

/** Reads in the journal what the answer does not hold: the reason of a refusal, and whether a fault gave the answer. */
async function explain(finding: Finding, partition: PreparedPartition): Promise<Finding> {
  if (finding.verdict === 'skipped') return finding;
  if (finding.verdict === 'passed') return { ...finding, forced: await partition.isLatestCallForced() };
  const refusal = await partition.latestRefusal();
  return refusal === undefined ? finding : failed(...finding.mismatches, `the simulator refused the call: ${refusal}`);
}

async function* verifyEce(
  interactions: readonly Interaction[],
  { url, credentials }: ProviderTarget & { kind: 'ece' },
): AsyncGenerator<Finding> {
  const possible = statesPossibleAtEce(url, credentials);
  for (const interaction of interactions) {
    const obstacle = findObstacleAtEce(interaction, possible);
    if (obstacle !== undefined) yield { verdict: 'skipped', reason: obstacle };
    else {
      const enter = (state: string) => possible[state as StateName]!();
      const message = () => Promise.reject(new Error('no event can be caused there'));
      yield findingOf(await runPact(interaction, url, { enter, message }));
    }
  }
}

type StatesOfEce = Partial<Record<StateName, () => Promise<StateValues>>>;

/** The states for which the credentials of a client application are enough. */
function statesPossibleAtEce(url: string, credentials: Credentials | undefined): StatesOfEce {
  if (credentials === undefined) return {};
  const ece = new EceClient(new URL(url).origin);
  return {
    'a client application': () => Promise.resolve({ ...credentials, basicCredentials: basicCredentials(credentials) }),
    'an access token': async () => ({ accessToken: await ece.token(credentials) }),
  };
}

function findObstacleAtEce({ kind, states }: Interaction, possible: StatesOfEce): string | undefined {
  if (kind !== 'http') return 'no event can be caused there, since it has no control API';
  const missing = states.find(({ name }: RequiredState) => !isState(name) || possible[name] === undefined);
  return missing && `the state "${missing.name}" cannot be set there, since it has no control API`;
}
