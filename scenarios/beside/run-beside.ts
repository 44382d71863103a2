import type { MethodPath } from '../../client/index.ts';
import { resolveMethod, resolveOutcome } from '../../client/index.ts';
import type { ControlAnswers } from '../../simulator/control/client-types.ts';
import type { Scenario, Step } from '../format/scenario.ts';
import { RunPartition } from '../stage/run-partition.ts';
import type { ScenarioSimulator } from '../stage/scenario-simulator.ts';
import type { Stage } from '../stage/stage.ts';
import type { StageEvent } from '../stage/stage-events.ts';
import { checkResult } from '../steps/result-check.ts';
import { ExternalFlow } from './external-flow.ts';
import { ExternalStage } from './external-stage.ts';

export interface BesideOptions {
  readonly simulator: ScenarioSimulator;
  /** Name of the partition in which the flow works. */
  readonly partition: string;
  readonly patienceMs: number;
  readonly onEvent: (event: StageEvent, at: number) => void;
}

/** Opens the stage beside a flow that runs by itself; afterwards agents and faults are as they were. */
export async function withExternalStage<Result>(
  scenario: Scenario,
  { simulator, partition: name, patienceMs, onEvent }: BesideOptions,
  work: (stage: ExternalStage) => Promise<Result>,
): Promise<Result> {
  const partition = await RunPartition.existing(simulator, name);
  const { control } = partition;
  const lastEntry = (await control.get('/journal', { query: { limit: '1' } })).at(-1)?.number ?? 0;
  const before = await control.get('/agents');
  const flow = new ExternalFlow({ control, patienceMs, lastEntry });
  const { hostName: eceUrl } = simulator;
  const stage = new ExternalStage({ outline: scenario, partition, flow, eceUrl, patienceMs, lastEntry, onEvent });
  await stage.time.settle();
  const played = playedAgents(scenario);
  for (const agent of before) if (played.has(agent.screenName)) await changeAgent(stage, agent, { behaviour: 'manual' });
  try {
    return await work(stage);
  } finally {
    for (const id of stage.faults) await control.delete('/faults/{fault}', { params: { fault: id } }).catch(() => undefined);
    for (const agent of before) {
      const { behaviour, loggedIn } = agent;
      if (played.has(agent.screenName)) await changeAgent(stage, agent, { behaviour, loggedIn }).catch(() => undefined);
    }
    await partition.forgetBackup().catch(() => undefined);
    await flow.close();
  }
}

type Agent = ControlAnswers['Agent'];

function changeAgent({ control }: ExternalStage, { id }: Agent, body: Partial<Pick<Agent, 'behaviour' | 'loggedIn'>>) {
  return control.patch('/agents/{agent}', { params: { agent: id }, body });
}

/** Agents do only what the story says. */
function playedAgents({ steps }: Scenario): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => (step.kind === 'agent' ? [step.data.agent] : [])));
}

/** A step of a node or event waits for what the flow does; the others are played. @throws {StepFailedError} */
export async function runBeside(step: Step, stage: ExternalStage): Promise<void> {
  switch (step.kind) {
    case 'node':
      return waitForNode(step, stage);
    case 'event':
      return waitForEvent(step, stage);
    case 'typing':
      // The flow gets a notice and does nothing that ECE sees.
      return;
    default:
      // The steps that need more of a stage were refused when the file was read.
      await step.action.run(stage as unknown as Stage);
  }
}

async function waitForNode({ data }: Extract<Step, { kind: 'node' }>, stage: ExternalStage): Promise<void> {
  const { path, method } = resolveMethod(data.node);
  const expected = resolveOutcome(method, data.expect).name;
  const result = await stage.flow.waitForNode(path, expected, data.as);
  await stage.time.settle();
  if (result === undefined) return;
  stage.tell({ type: 'result', method: path, name: data.as ?? null, ...result });
  checkResult(result, expected, {}, stage);
  stage.values.keep(data.as, result.outputs);
}

const startPath: MethodPath = 'startConversation.startConversationOnSms';

async function waitForEvent({ data }: Extract<Step, { kind: 'event' }>, stage: ExternalStage): Promise<void> {
  if (data.event === 'none') return;
  const result = await stage.flow.waitForEvent(stage.conversationId(data.of));
  await stage.time.settle();
  stage.tell({ type: 'result', method: startPath, name: data.as ?? null, ...result });
  const { content } = data.outputs ?? {};
  checkResult(result, data.event, content === undefined ? {} : stage.values.resolve({ content }), stage);
  stage.values.keep(data.as, result.outputs);
}
