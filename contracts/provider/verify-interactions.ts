import type { StateName } from '../states.ts';
import { findMessage, findUndocumented } from './documented.ts';
import { EceRefusalError } from './ece-client.ts';
import { makeMessage } from './message-makers.ts';
import type { Interaction } from './pact-files.ts';
import type { PactRun } from './pact-run.ts';
import { runPact } from './pact-run.ts';
import type { AskPerson } from './person.ts';
import type { ProviderTarget } from './provider-target.ts';
import type { StateValues } from './request-filter.ts';
import type { Finding, InteractionResult } from './result.ts';
import { StateContext } from './state-context.ts';
import { PreparedPartition } from './prepared-partition.ts';
import { stateHandlers } from './state-handlers.ts';
import { verifyEce } from './verify-ece.ts';

/**
 * Verifies interactions one after another, each in a world that the others have not touched.
 * @throws {Error} when the control API fails
 */
export async function* verifyInteractions(
  interactions: readonly Interaction[],
  target: ProviderTarget,
  ask: AskPerson | undefined,
): AsyncGenerator<InteractionResult> {
  const documented = interactions.filter((one) => findUndocumented(one).length === 0);
  const findings = target.kind === 'ece' ? verifyEce(documented, target, ask) : verifySimulator(documented, target);
  try {
    for (const interaction of interactions) {
      const problems = findUndocumented(interaction);
      const finding = problems.length > 0 ? failed(...problems) : ((await findings.next()).value as Finding);
      const { pact: _, ...facts } = interaction;
      yield { ...facts, ...finding };
    }
  } finally {
    // The end restores the state of the simulator.
    await findings.return(undefined);
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
      if ('obstacle' in run) yield isOwn ? failed(run.obstacle) : { verdict: 'skipped', reason: run.obstacle };
      else yield interaction.kind === 'http' ? await explain(findingOf(run), partition) : findingOf(run);
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

function findingOf({ mismatches }: Exclude<PactRun, { obstacle: string }>): Conclusion {
  return mismatches.length === 0 ? { verdict: 'passed', forced: false } : failed(...mismatches);
}

type Conclusion = Exclude<Finding, { verdict: 'skipped' }>;

function failed(...mismatches: readonly string[]): Finding & { verdict: 'failed' } {
  return { verdict: 'failed', mismatches };
}

/** Reads in the journal what the answer does not hold: the reason of a refusal, and whether a fault gave the answer. */
async function explain(finding: Conclusion, partition: PreparedPartition): Promise<Finding> {
  if (finding.verdict === 'passed') return { ...finding, forced: await partition.isLatestCallForced() };
  const refusal = await partition.latestRefusal();
  return refusal === undefined ? finding : failed(...finding.mismatches, `the simulator refused the call: ${refusal}`);
}
