import type { ActRefusal } from './act-refusal.ts';
import { refuseAct } from './act-refusal.ts';
import type { Agent } from './agents.ts';
import type { Attachment } from './attachments.ts';
import { addAttachment, keepContent, requestFile } from './attachments.ts';
import { endConversation } from './conversation-end.ts';
import type { Conversation } from './conversations.ts';
import { attachmentPolicyOf, findPolicyViolation } from './entry-points.ts';
import { postToClient } from './outbox.ts';
import { assignReserved, canAssignReserved } from './routing.ts';
import type { TranscriptEntry } from './transcript.ts';
import { addToTranscript } from './transcript.ts';
import type { World } from './world.ts';

/** The acts of an agent at the desk. A person, a test and a simulated agent use the same functions. */
export function agentSays(
  world: World,
  conversation: Conversation,
  type: 'plainText' | 'html',
  content: string,
): ActRefusal | undefined {
  return actInConversation(world, conversation, (agent) => {
    recordAgentMessage(world, conversation, { from: 'agent', type, content, agentId: agent.id });
    postToClient(world, conversation, type, { agent, text: content });
  });
}

export function agentTypes(world: World, conversation: Conversation, type: 'startTyping' | 'endTyping'): ActRefusal | undefined {
  return actInConversation(world, conversation, (agent) => postToClient(world, conversation, type, { agent }));
}

export function agentPushesPage(world: World, conversation: Conversation, url: string): ActRefusal | undefined {
  return actInConversation(world, conversation, (agent) => {
    recordAgentMessage(world, conversation, { from: 'agent', type: 'pagePush', content: url, agentId: agent.id });
    postToClient(world, conversation, 'pagePush', { agent, url });
  });
}

/** A file that an agent sends: its name as the customer sees it, its media type, its bytes. */
export interface AgentFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** The agent offers a file; the client reads it at its content URL: spec 10. */
export function agentSendsFile(world: World, conversation: Conversation, file: AgentFile): Attachment | ActRefusal {
  const sent = agentSendsFiles(world, conversation, [file]);
  return Array.isArray(sent) ? sent[0]! : sent;
}

/** The agent offers files in one message: all of them, or none. */
export function agentSendsFiles(
  world: World,
  conversation: Conversation,
  files: readonly AgentFile[],
): Attachment[] | ActRefusal {
  const obstacle = findObstacle(world, conversation, files);
  if (obstacle !== undefined) return refuseAct(obstacle);
  let sent: Attachment[] = [];
  const refusal = actInConversation(world, conversation, (agent) => {
    sent = files.map(({ content, ...offer }) =>
      addAttachment(world, conversation, 'agent', { ...offer, size: content.byteLength }, { content }),
    );
    const attachmentIds = sent.map(({ id }) => id);
    const fileName = files.map((file) => file.fileName).join(', ');
    recordAgentMessage(world, conversation, { from: 'agent', type: 'uploadAttachment', agentId: agent.id, attachmentIds });
    postToClient(world, conversation, 'uploadAttachment', { agent, attachmentIds, fileName });
  });
  return refusal ?? sent;
}

/** Why the files cannot be sent, in a sentence; undefined when they can. */
function findObstacle(world: World, conversation: Conversation, files: readonly AgentFile[]): string | undefined {
  const scope = world.settings['attachment.policyScope'];
  const policy = scope === 'both' || scope === 'agent' ? attachmentPolicyOf(world, conversation) : undefined;
  for (const { fileName, content } of files) {
    const violation = policy && findPolicyViolation(policy, { fileName, size: content.byteLength });
    if (violation !== undefined) return `The file ${fileName} was not sent: ${violation}.`;
  }
  if (world.memory.files.makeRoom(files.reduce((sum, { content }) => sum + content.byteLength, 0))) return undefined;
  const names = files.map(({ fileName }) => fileName).join(', ');
  const subject = files.length === 1 ? `The file ${names} was` : `The files ${names} were`;
  return `${subject} not sent: files of ongoing conversations fill the memory budget.`;
}

/**
 * The agent accepts or rejects a customer's file. When it is accepted, ECE fetches it unless it did before
 * (`attachment.customerFetch`).
 */
export function agentDecides(
  world: World,
  conversation: Conversation,
  attachment: Attachment,
  decision: 'acceptAttachment' | 'rejectAttachment',
): ActRefusal | undefined {
  if (attachment.conversationId !== conversation.id || attachment.from !== 'customer') {
    return refuseAct(`The file ${attachment.id} is not a customer's file of this conversation.`);
  }
  if (attachment.decision !== 'none') return refuseAct(`The file ${attachment.id} was ${attachment.decision} before.`);
  return actInConversation(world, conversation, () => {
    attachment.decision = decision === 'acceptAttachment' ? 'accepted' : 'rejected';
    const fetches = decision === 'acceptAttachment' && world.settings['attachment.customerFetch'] === 'on-accept';
    if (fetches) requestFile(world, attachment);
    const waitsForFetch = fetches && world.settings['attachment.fetchFailure'] === 'rejectAttachment';
    if (!waitsForFetch) postDecision(world, conversation, attachment, decision);
  });
}

function postDecision(
  world: World,
  conversation: Conversation,
  attachment: Attachment,
  decision: 'acceptAttachment' | 'rejectAttachment',
): void {
  const agent = conversation.agentId === null ? undefined : world.state.agents.get(conversation.agentId);
  const attachmentIds = [attachment.id];
  recordAgentMessage(world, conversation, { from: 'agent', type: decision, attachmentIds, ...(agent && { agentId: agent.id }) });
  postToClient(world, conversation, decision, { agent, attachmentIds, fileName: attachment.fileName });
}

/** Keeps the result of fetching a customer's file. The client learns of a failure only if `attachment.fetchFailure` says so. */
export function recordFetchedFile(
  world: World,
  attachment: Attachment,
  result: { content: Uint8Array } | { failed: string },
): void {
  world.perform(() => {
    const succeeded = 'content' in result;
    if (succeeded) {
      keepContent(world, attachment, result.content);
    }
    attachment.fetch = succeeded ? 'done' : result;
    world.emit({ type: 'file-fetched', attachmentId: attachment.id });
    const conversation = world.state.conversations.get(attachment.conversationId);
    if (conversation === undefined || conversation.state === 'ended') return;
    if (world.settings['attachment.fetchFailure'] === 'rejectAttachment') {
      if (!succeeded) attachment.decision = 'rejected';
      postDecision(world, conversation, attachment, succeeded ? 'acceptAttachment' : 'rejectAttachment');
    }
  });
}

export function agentEnds(world: World, conversation: Conversation): ActRefusal | undefined {
  return actInConversation(world, conversation, () => endConversation(world, conversation, 'agent'));
}

/**
 * The acts that need nothing but the conversation. Each is a call of the control API, by its key, and something that an agent `does`
 * in a scenario.
 */
export const plainAgentActs = {
  complete: { does: 'ends the chat', perform: agentEnds },
} as const satisfies Record<string, PlainAct>;
export type PlainAgentAct = keyof typeof plainAgentActs;

interface PlainAct {
  readonly does: string;
  readonly perform: (world: World, conversation: Conversation) => ActRefusal | undefined;
}

function actInConversation(world: World, conversation: Conversation, act: (agent: Agent) => void): ActRefusal | undefined {
  return world.perform(() => {
    if (conversation.reservedFor !== null && canAssignReserved(world, conversation)) assignReserved(world, conversation);
    if (conversation.state !== 'assigned') {
      return refuseAct(`The conversation ${conversation.id} is ${conversation.state}: no agent is in it.`);
    }
    const agent = world.state.agents.get(conversation.agentId!)!;
    act(agent);
    return undefined;
  });
}

function recordAgentMessage(world: World, conversation: Conversation, message: Omit<TranscriptEntry, 'at'>): void {
  const entry = addToTranscript(world, conversation, message);
  world.emit({ type: 'agent-message', conversationId: conversation.id, entry });
}
