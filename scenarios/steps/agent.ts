import * as z from 'zod';
import type { PlainAgentAct } from '../../simulator/world/agent-acts.ts';
import { plainAgentActs } from '../../simulator/world/agent-acts.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { describeRefusal, playAct, refused } from './refusal.ts';
import type { Action } from './step-kind.ts';
import { createAction, stepKind } from './step-kind.ts';
import type { Names } from '../format/names.ts';
import type { ActorStage } from '../stage/stage.ts';
import { describeExpected, expectedValue, matchesExpected, name, text } from '../format/values.ts';

const agentName = text.describe('screen name');
const conversation = name
  .optional()
  .describe('name of the conversation; default: the latest, or to take: the one that waits longest');
const file = z.strictObject({
  fileName: text,
  contentType: text.default('application/pdf'),
  content: z.string().default('the content of the file'),
});

/** The acts that need nothing but the conversation, with their calls of the control API. */
const plainActs = new Map<string, PlainAgentAct>(
  (Object.keys(plainAgentActs) as PlainAgentAct[]).map((call) => [plainAgentActs[call].does, call]),
);
const acts = [
  'takes the chat',
  'starts typing',
  'stops typing',
  'accepts the file',
  'rejects the file',
  ...Object.values(plainAgentActs).map(({ does }) => does),
  'logs in',
  'logs out',
] as const;
type Act = (typeof acts)[number];

const agentStep = z.union([
  z.strictObject({ agent: agentName, does: z.enum(acts), in: conversation, refused }),
  z.strictObject({ agent: agentName, says: text, in: conversation, refused }),
  z.strictObject({ agent: agentName, saysHtml: text, in: conversation, refused }),
  z.strictObject({ agent: agentName, pushes: text.describe('URL of a page'), in: conversation, refused }),
  z.strictObject({ agent: agentName, sends: file, in: conversation, as: name.optional(), refused }),
  z.strictObject({
    agent: agentName,
    sendsTogether: z.array(file).min(2).describe('files in one message'),
    in: conversation,
    refused,
  }),
  z.strictObject({ agent: agentName, transfersTo: z.union([text, z.strictObject({ queue: text })]), in: conversation, refused }),
  z.strictObject({
    agent: agentName,
    sees: expectedValue.describe('a text of the customer on the screen, or (transfer)'),
    times: z.int().min(0).default(1),
    in: conversation,
  }),
]);
type AgentStep = z.output<typeof agentStep>;

/** Names a conversation in a path of the control API. */
interface Chat {
  readonly conversation: string;
}

const fileKeys = ['id', 'fileName', 'contentType', 'size'];

/**
 * The chat of the story that waits longest for this agent; when none does, the one that waits longest for others. When none waits, the
 * latest, so that ECE says why it cannot be taken.
 */
async function findLongestWaiting(agent: string, stage: ActorStage, latest: () => Chat): Promise<Chat> {
  const own = new Set(stage.conversationIds);
  if (own.size < 2) return latest();
  const { control } = stage;
  const { skills = [] } = (await control.get('/agents')).find(({ screenName }) => screenName === agent) ?? {};
  // In each queue the first has waited longest, also after a transfer.
  const waiting = (await control.get('/queues')).flatMap(({ skill, waiting: ids }) => {
    const head = ids.find((id) => own.has(id));
    return head === undefined ? [] : [{ head, isForAgent: skills.includes(skill) }];
  });
  const forAgent = waiting.filter(({ isForAgent }) => isForAgent);
  const heads = (forAgent.length > 0 ? forAgent : waiting).map(({ head }) => head);
  const queued = await control.get('/conversations', { query: { ids: heads.join(',') } });
  const [longest] = queued.filter(({ id }) => heads.includes(id)).sort((one, other) => one.startedAt - other.startedAt);
  return longest === undefined ? latest() : { conversation: longest.id };
}

function perform(act: Act, agent: string, stage: ActorStage, chat: () => Chat): Promise<unknown> {
  const { control } = stage;
  switch (act) {
    case 'logs in':
    case 'logs out':
      return control.patch('/agents/{agent}', { params: { agent }, body: { loggedIn: act === 'logs in' } });
    case 'takes the chat':
      return control.post('/conversations/{conversation}/take', { params: chat(), body: { agent } });
    case 'starts typing':
    case 'stops typing':
      return control.post('/conversations/{conversation}/typing', { params: chat(), body: { typing: act === 'starts typing' } });
    case 'accepts the file':
    case 'rejects the file':
      return decide(act === 'accepts the file' ? 'accept' : 'reject', agent, stage, chat());
    default:
      return control.post(`/conversations/{conversation}/${plainActs.get(act)!}`, { params: chat() });
  }
}

async function decide(decision: 'accept' | 'reject', agent: string, stage: ActorStage, params: Chat): Promise<void> {
  const { files } = await stage.control.get('/conversations/{conversation}', { params });
  const offered = files.find((one) => one.from === 'customer' && one.decision === 'none');
  if (offered === undefined) throw new StepFailedError(`a file for ${agent} to ${decision}`, 'none that waits for a decision');
  await stage.control.post(`/conversations/{conversation}/files/{file}/${decision}`, { params: { ...params, file: offered.id } });
}

async function checkScreen(step: Extract<AgentStep, { sees: unknown }>, stage: ActorStage, params: Chat): Promise<void> {
  const { transcript } = await stage.control.get('/conversations/{conversation}', { params });
  const onScreen = transcript
    .filter(({ from, type }) => from === 'customer' || type === 'transfer')
    .map(({ content, type }) => content ?? `(${type})`);
  const times = onScreen.filter((content) => matchesExpected(content, step.sees)).length;
  if (times === step.times) return;
  const wanted = `${step.agent} to see ${describeExpected(step.sees)} ${step.times === 1 ? 'once' : `${step.times} times`}`;
  throw new StepFailedError(
    wanted,
    onScreen.length === 0 ? 'nothing from the customer' : onScreen.map((one) => JSON.stringify(one)).join(', '),
  );
}

function compile(step: AgentStep, names: Names): Action {
  const { agent } = step;
  const needsConversation = !('does' in step && ['logs in', 'logs out'].includes(step.does));
  if (needsConversation) names.requireConversation(step.in, ['in']);
  if ('sends' in step) names.define(step.as, { description: 'a file of the agent', keys: fileKeys });
  return createAction(
    `${agent} ${describeStep(step)}${'sees' in step ? '' : describeRefusal(step.refused)}`,
    async (stage: ActorStage) => {
      const resolved = stage.values.resolve(step);
      stage.tell({ type: 'act', who: agent, does: describeStep(resolved), text: '' });
      if ('sees' in resolved) return checkScreen(resolved, stage, { conversation: stage.conversationId(resolved.in) });
      return playAct({ stage, who: agent, expected: resolved.refused }, () => act(resolved, stage));
    },
  );
}

/** @throws {ControlError} when ECE refuses the act */
async function act(step: Exclude<AgentStep, { sees: unknown }>, stage: ActorStage): Promise<unknown> {
  const { agent } = step;
  const { control } = stage;
  const chat = () => ({ conversation: stage.conversationId(step.in) });
  if ('does' in step) {
    const takes = step.does === 'takes the chat' && step.in === undefined;
    const taken = takes ? await findLongestWaiting(agent, stage, chat) : undefined;
    return perform(step.does, agent, stage, taken === undefined ? chat : () => taken);
  }
  if ('says' in step)
    return control.post('/conversations/{conversation}/messages', { params: chat(), body: { text: step.says } });
  if ('saysHtml' in step)
    return control.post('/conversations/{conversation}/messages', { params: chat(), body: { html: step.saysHtml } });
  if ('pushes' in step)
    return control.post('/conversations/{conversation}/pages', { params: chat(), body: { url: step.pushes } });
  if ('sends' in step) {
    const sent = await control.post('/conversations/{conversation}/files', {
      params: chat(),
      body: encodeFile(step.sends),
    });
    stage.values.keep(step.as, sent);
    return undefined;
  }
  if ('sendsTogether' in step) {
    const files = step.sendsTogether.map(encodeFile);
    return control.post('/conversations/{conversation}/messages', { params: chat(), body: { files } });
  }
  const target = typeof step.transfersTo === 'string' ? { agent: step.transfersTo } : step.transfersTo;
  return control.post('/conversations/{conversation}/transfer', { params: chat(), body: target });
}

function encodeFile({ content, ...offer }: z.output<typeof file>) {
  return { ...offer, content: Buffer.from(content).toString('base64') };
}

function describeStep(step: AgentStep): string {
  if ('does' in step) return step.does;
  if ('says' in step) return `says: ${step.says}`;
  if ('saysHtml' in step) return `says in HTML: ${step.saysHtml}`;
  if ('pushes' in step) return `pushes the page ${step.pushes}`;
  if ('sends' in step) return `sends the file ${step.sends.fileName}`;
  if ('sendsTogether' in step) return `sends the files ${step.sendsTogether.map(({ fileName }) => fileName).join(' and ')}`;
  if ('sees' in step) return `sees ${describeExpected(step.sees)}`;
  return `transfers to ${typeof step.transfersTo === 'string' ? step.transfersTo : `the queue ${step.transfersTo.queue}`}`;
}

export const agent = stepKind({
  key: 'agent',
  about: 'What an agent does or sees at the desk.',
  schema: agentStep,
  compile,
});
