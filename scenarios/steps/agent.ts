import * as z from 'zod';
import { plainAgentActs } from '../../simulator/world/agent-acts.ts';
import { StepFailed } from '../failure.ts';
import type { Action } from '../step-kind.ts';
import { act, stepKind } from '../step-kind.ts';
import type { Names } from '../names.ts';
import type { Stage } from '../stage.ts';
import { expectedInWords, expectedValue, isAsExpected, name, text } from '../values.ts';

const agentName = text.describe('screen name');
const conversation = name.optional().describe('name of the conversation; default: the latest');
const file = z.strictObject({
  fileName: text,
  contentType: text.default('application/pdf'),
  content: z.string().default('the content of the file'),
});

/** Calls of the control API by the deed. */
const plainActs = new Map<string, string>(Object.entries(plainAgentActs).map(([act, { does }]) => [does, act]));
const deeds = [
  'takes the chat',
  'starts typing',
  'stops typing',
  'accepts the file',
  'rejects the file',
  ...Object.values(plainAgentActs).map(({ does }) => does),
  'logs in',
  'logs out',
] as const;
type Deed = (typeof deeds)[number];

const agentStep = z.union([
  z.strictObject({ agent: agentName, does: z.enum(deeds), in: conversation }),
  z.strictObject({ agent: agentName, says: text, in: conversation }),
  z.strictObject({ agent: agentName, saysHtml: text, in: conversation }),
  z.strictObject({ agent: agentName, pushes: text.describe('URL of a page'), in: conversation }),
  z.strictObject({ agent: agentName, sends: file, in: conversation, as: name.optional() }),
  z.strictObject({ agent: agentName, transfersTo: z.union([text, z.strictObject({ queue: text })]), in: conversation }),
  z.strictObject({
    agent: agentName,
    sees: expectedValue.describe('what stands on the screen: a text of the customer'),
    times: z.int().min(0).default(1),
    in: conversation,
  }),
]);
type AgentStep = z.output<typeof agentStep>;

interface Desk {
  transcript: { from: string; type: string; content?: string }[];
  files: { id: string; from: string; decision: string }[];
}

const fileKeys = ['id', 'fileName', 'contentType', 'size'];

function perform(deed: Deed, agent: string, stage: Stage, chat: () => string): Promise<unknown> {
  const { control } = stage;
  switch (deed) {
    case 'logs in':
    case 'logs out':
      return control.ask('PATCH', `/agents/${encodeURIComponent(agent)}`, { loggedIn: deed === 'logs in' });
    case 'takes the chat':
      return control.ask('POST', `${chat()}/take`, { agent });
    case 'starts typing':
    case 'stops typing':
      return control.ask('POST', `${chat()}/typing`, { typing: deed === 'starts typing' });
    case 'accepts the file':
    case 'rejects the file':
      return decide(deed === 'accepts the file' ? 'accept' : 'reject', agent, stage, chat());
    default:
      return control.ask('POST', `${chat()}/${plainActs.get(deed)!}`);
  }
}

async function decide(decision: 'accept' | 'reject', agent: string, stage: Stage, chat: string): Promise<void> {
  const { files } = await stage.control.ask<Desk>('GET', chat);
  const offered = files.find((one) => one.from === 'customer' && one.decision === 'none');
  if (offered === undefined) throw new StepFailed(`a file for ${agent} to ${decision}`, 'none that waits for a decision');
  await stage.control.ask('POST', `${chat}/files/${offered.id}/${decision}`);
}

async function look(step: Extract<AgentStep, { sees: unknown }>, stage: Stage, chat: string): Promise<void> {
  const { transcript } = await stage.control.ask<Desk>('GET', chat);
  const fromCustomer = transcript.filter(({ from }) => from === 'customer').map(({ content, type }) => content ?? `(${type})`);
  const times = fromCustomer.filter((content) => isAsExpected(content, step.sees)).length;
  if (times === step.times) return;
  const wanted = `${step.agent} to see ${expectedInWords(step.sees)} ${step.times === 1 ? 'once' : `${step.times} times`}`;
  throw new StepFailed(
    wanted,
    fromCustomer.length === 0 ? 'nothing from the customer' : fromCustomer.map((one) => JSON.stringify(one)).join(', '),
  );
}

function compile(step: AgentStep, names: Names): Action {
  const { agent } = step;
  const isAtTheDesk = !('does' in step && ['logs in', 'logs out'].includes(step.does));
  if (isAtTheDesk) names.conversation(step.in, ['in']);
  if ('sends' in step) names.give(step.as, { what: 'a file of the agent', keys: fileKeys });
  return act(`${agent} ${inWords(step)}`, async (stage) => {
    const now = stage.values.resolve(step);
    stage.tell({ type: 'act', who: agent, does: inWords(now), text: '' });
    const chat = () => `/conversations/${stage.process.conversation(now.in).id}`;
    const post = (path: string, body: object) => stage.control.ask('POST', chat() + path, body);
    if ('does' in now) return perform(now.does, agent, stage, chat);
    if ('says' in now) return post('/messages', { text: now.says });
    if ('saysHtml' in now) return post('/messages', { html: now.saysHtml });
    if ('pushes' in now) return post('/pages', { url: now.pushes });
    if ('sees' in now) return look(now, stage, chat());
    if ('sends' in now) {
      const sent = await post('/files', { ...now.sends, content: Buffer.from(now.sends.content).toString('base64') });
      stage.values.keep(now.as, sent);
      return undefined;
    }
    return post('/transfer', typeof now.transfersTo === 'string' ? { agent: now.transfersTo } : now.transfersTo);
  });
}

function inWords(step: AgentStep): string {
  if ('does' in step) return step.does;
  if ('says' in step) return `says: ${step.says}`;
  if ('saysHtml' in step) return `says in HTML: ${step.saysHtml}`;
  if ('pushes' in step) return `pushes the page ${step.pushes}`;
  if ('sends' in step) return `sends the file ${step.sends.fileName}`;
  if ('sees' in step) return `sees ${expectedInWords(step.sees)}`;
  return `transfers to ${typeof step.transfersTo === 'string' ? step.transfersTo : `the queue ${step.transfersTo.queue}`}`;
}

export const agent = stepKind({
  key: 'agent',
  about: 'What an agent does at the desk, or sees there.',
  schema: agentStep,
  compile,
});
