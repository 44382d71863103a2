import type { StateName } from '../states.ts';
import { isState, messageOf } from './documented.ts';
import type { Credentials } from './ece-calls.ts';
import { basicCredentials, EceCalls } from './ece-calls.ts';
import { makeMessage } from './message-makers.ts';
import type { Interaction, RequiredState } from './pact-files.ts';
import type { PactRun } from './pact-run.ts';
import { runPact } from './pact-run.ts';
import type { ProviderTarget } from './provider-target.ts';
import type { StateValues } from './request-filter.ts';
import type { InteractionResult, Verdict } from './result.ts';
import { Scene } from './scene.ts';
import { Stage } from './stage.ts';
import { stateHandlers } from './state-handlers.ts';

/**
 * Verifies interactions one after another, each in a world that the others have not touched.
 * @throws {Error} when the control API fails
 */
export async function* verifyInteractions(
  interactions: readonly Interaction[],
  target: ProviderTarget,
): AsyncGenerator<InteractionResult> {
  const verdicts = target.kind === 'ece' ? verdictsOfEce(interactions, target) : verdictsOfSimulator(interactions, target);
  let at = 0;
  for await (const verdict of verdicts) {
    const { pact: _, ...interaction } = interactions[at++]!;
    yield { ...interaction, ...verdict };
  }
}

async function* verdictsOfSimulator(
  interactions: readonly Interaction[],
  { url, controlUrl, controlToken, isOwn }: ProviderTarget & { kind: 'simulator' },
): AsyncGenerator<Verdict> {
  await using stage = await Stage.open(controlUrl, controlToken);
  for (const interaction of interactions) {
    const scene = new Scene(stage);
    const run = await runPact(interaction, url, {
      enter: (state, parameters) => enter(scene, state as StateName, parameters as never),
      message: async () => {
        const { name, format } = messageOf(interaction.description, interaction.contentType)!;
        const { body, headers } = await makeMessage(scene, name, format);
        return { body, contentType: headers['content-type'] ?? '' };
      },
    });
    const verdict = isOwn && 'obstacle' in run ? failed(run.obstacle) : verdictOf(run);
    yield verdict.outcome === 'failed' && interaction.kind === 'http' ? await explained(verdict, stage) : verdict;
    await stage.clear();
  }
}

async function enter(scene: Scene, state: StateName, parameters: never): Promise<StateValues> {
  const values: StateValues = await stateHandlers[state](scene, parameters);
  Object.assign(scene.values, values);
  return values;
}

function verdictOf(run: PactRun): Verdict {
  if ('obstacle' in run) return { outcome: 'skipped', reason: run.obstacle };
  return run.mismatches.length === 0 ? { outcome: 'passed' } : failed(...run.mismatches);
}

function failed(...mismatches: readonly string[]): Verdict & { outcome: 'failed' } {
  return { outcome: 'failed', mismatches };
}

/** The journal knows more than the answer says. */
async function explained(verdict: Verdict & { outcome: 'failed' }, stage: Stage): Promise<Verdict> {
  const refusal = await stage.latestRefusal();
  return refusal === undefined ? verdict : failed(...verdict.mismatches, `the simulator refused the call: ${refusal}`);
}

async function* verdictsOfEce(
  interactions: readonly Interaction[],
  { url, credentials }: ProviderTarget & { kind: 'ece' },
): AsyncGenerator<Verdict> {
  const possible = statesOfEce(url, credentials);
  for (const interaction of interactions) {
    const obstacle = obstacleAtEce(interaction, possible);
    if (obstacle !== undefined) yield { outcome: 'skipped', reason: obstacle };
    else {
      const enter = (state: string) => possible[state as StateName]!();
      const message = () => Promise.reject(new Error('no event can be caused there'));
      yield verdictOf(await runPact(interaction, url, { enter, message }));
    }
  }
}

type StatesOfEce = Partial<Record<StateName, () => Promise<StateValues>>>;

/** What the credentials of a client application allow without an administrator. */
function statesOfEce(url: string, credentials: Credentials | undefined): StatesOfEce {
  if (credentials === undefined) return {};
  const ece = new EceCalls(new URL(url).origin);
  return {
    'a client application': () => Promise.resolve({ ...credentials, basicCredentials: basicCredentials(credentials) }),
    'an access token': async () => ({ accessToken: await ece.token(credentials) }),
  };
}

function obstacleAtEce({ kind, states }: Interaction, possible: StatesOfEce): string | undefined {
  if (kind !== 'http') return 'no event can be caused there, since it has no control API';
  const missing = states.find(({ name }: RequiredState) => !isState(name) || possible[name] === undefined);
  return missing && `the state "${missing.name}" cannot be set there, since it has no control API`;
}
