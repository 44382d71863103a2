import type { StateName } from '../states.ts';
import { stateValues } from '../states.ts';
import { AnswerRelay } from './answer-relay.ts';
import { makeAskEce } from './ask-ece.ts';
import { findMessage } from './documented.ts';
import { EceClient, EceRefusalError } from './ece-client.ts';
import { findMissing } from './ece-needs.ts';
import { EceSituation } from './ece-situation.ts';
import { eceStates, makeUpFile, refusedBeforeTheFile } from './ece-states.ts';
import { describeForeignAnswer } from './foreign-answer.ts';
import type { Interaction, RequiredState } from './pact-files.ts';
import { runPact } from './pact-run.ts';
import type { AskPerson } from './person.ts';
import { describeMessageAct, makeTask } from './person.ts';
import type { ProviderTarget } from './provider-target.ts';
import type { StateValues } from './request-filter.ts';
import type { Finding } from './result.ts';

type EceTarget = ProviderTarget & { kind: 'ece' };

/**
 * Verifies at a real ECE what its clients can bring about by themselves.
 * @param ask for what only a person at ECE can do; without it such interactions are skipped
 */
export async function* verifyEce(
  interactions: readonly Interaction[],
  target: EceTarget,
  ask: AskPerson | undefined,
): AsyncGenerator<Finding> {
  const askEce = makeAskEce(target.answerWithinMs);
  const calls = new EceClient(target.url, askEce);
  const relay = await AnswerRelay.open(target.url, askEce);
  try {
    for (const interaction of interactions) {
      const obstacle = findObstacle(interaction, target, ask !== undefined);
      yield obstacle ?? (await verifyOne(interaction, new EceSituation(calls, target), relay, ask));
    }
  } finally {
    await relay[Symbol.asyncDispose]();
  }
}

async function verifyOne(
  interaction: Interaction,
  situation: EceSituation,
  relay: AnswerRelay,
  ask: AskPerson | undefined,
): Promise<Finding> {
  relay.latest = undefined;
  try {
    const run = await runPact(interaction, relay.url, {
      enter: (name, params) => enterState(interaction, { name, params: params as RequiredState['params'] }, situation, ask),
      message: () => Promise.reject(new Error('no message is verified at a real ECE')),
    });
    if ('obstacle' in run) return { verdict: 'skipped', reason: run.obstacle };
    const foreign = describeForeignAnswer(relay.latest);
    // What Pact says then is about the answer that the relay gave.
    if (foreign !== undefined && 'problem' in relay.latest!) return { verdict: 'failed', mismatches: [foreign] };
    if (run.mismatches.length === 0) return { verdict: 'passed', forced: false };
    return { verdict: 'failed', mismatches: foreign === undefined ? run.mismatches : [foreign, ...run.mismatches] };
  } finally {
    await situation.endConversations();
  }
}

async function enterState(
  interaction: Interaction,
  required: RequiredState,
  situation: EceSituation,
  ask: AskPerson | undefined,
): Promise<StateValues> {
  const state = eceStates[required.name as StateName];
  if (isFileBesideThePoint(interaction, required)) return makeUpFile(crypto.randomUUID());
  if ('enter' in state) return state.enter(situation, required.params as never).catch(explainRefusal);
  const told = await ask!(makeTask(interaction.description, required, state.person, stateValues));
  if (told === undefined) throw new Error('nobody could do it');
  return told;
}

/** @throws {Error} the same, and after a refusal what ECE says of it */
function explainRefusal(error: unknown): never {
  const reason = error instanceof EceRefusalError ? error.reason : undefined;
  throw reason === undefined ? error : new Error(`${(error as Error).message}: ${reason}`, { cause: error });
}

/** Why an interaction is skipped before anything is asked of ECE; undefined when it can be tried. */
function findObstacle(
  { kind, description, contentType, states }: Interaction,
  target: EceTarget,
  withPerson: boolean,
): Finding | undefined {
  if (kind === 'message') {
    const act = describeMessageAct(findMessage(description, contentType)!.name);
    return {
      verdict: 'skipped',
      reason: `this command receives no messages of a real ECE. A person would have to ${act}`,
      person: act,
    };
  }
  for (const required of states) {
    const state = eceStates[required.name as StateName];
    if (isFileBesideThePoint({ states }, required)) continue;
    if ('person' in state) {
      if (withPerson) continue;
      return {
        verdict: 'skipped',
        reason: `a person is needed: ${state.person} (--with-agent waits for that)`,
        person: state.person,
      };
    }
    const missing = state.needs.map((need) => findMissing(need, target)).find((flag) => flag !== undefined);
    if (missing !== undefined) return { verdict: 'skipped', reason: `the state "${required.name}" needs ${missing}` };
  }
  return undefined;
}

/** ECE refuses the call before it looks at the file, so any id will do. */
function isFileBesideThePoint({ states }: Pick<Interaction, 'states'>, { name }: RequiredState): boolean {
  return name === "an agent's file" && states.some((other) => refusedBeforeTheFile.has(other.name));
}
