import type { Agent } from './agents.ts';
import type { Attachment } from './attachments.ts';
import { addAttachment, forgetOldestContents, requestFile } from './attachments.ts';
import { endConversation } from './conversation-end.ts';
import type { Conversation } from './conversations.ts';
import { policyRefuses } from './entry-points.ts';
import { postToClient } from './outbox.ts';
import type { TranscriptEntry } from './transcript.ts';
import { addToTranscript } from './transcript.ts';
import type { World } from './world.ts';

/** Why an agent cannot do what was asked, in a sentence. */
export interface Impossible {
  readonly impossible: string;
}

/** The doors of an agent's desk: a person, a test and a simulated agent all come through them. */
export function agentSays(
  world: World,
  conversation: Conversation,
  type: 'plainText' | 'html',
  content: string,
): Impossible | undefined {
  return act(world, conversation, (agent) => {
    told(world, conversation, { from: 'agent', type, content, agentId: agent.id });
    postToClient(world, conversation, { type, content, agent });
  });
}

export function agentTypes(world: World, conversation: Conversation, type: 'startTyping' | 'endTyping'): Impossible | undefined {
  return act(world, conversation, (agent) => postToClient(world, conversation, { type, agent }));
}

export function agentPushesPage(world: World, conversation: Conversation, url: string): Impossible | undefined {
  return act(world, conversation, (agent) => {
    const link = world.settings['callback.content.pagePush'] === 'url' ? url : htmlLink(url);
    told(world, conversation, { from: 'agent', type: 'pagePush', content: url, agentId: agent.id });
    postToClient(world, conversation, { type: 'pagePush', content: link, agent });
  });
}

function htmlLink(url: string): string {
  const escaped = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<a href="${escaped}">${escaped}</a>`;
}

/** A file that an agent sends: its name as the customer sees it, its media type, its bytes. */
export interface AgentFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** The agent offers a file; the client reads it at its content URL: spec 10. */
export function agentSendsFile(world: World, conversation: Conversation, file: AgentFile): Attachment | Impossible {
  const scope = world.settings['attachment.policyScope'];
  const offer = { fileName: file.fileName, contentType: file.contentType, size: file.content.byteLength };
  const why =
    scope === 'both' || scope === 'agent'
      ? policyRefuses(world.state.entryPoints.get(conversation.entryPointId)!.attachmentPolicy, offer)
      : undefined;
  if (why !== undefined) return { impossible: `The file ${file.fileName} was not sent: ${why}.` };
  let attachment: Attachment | undefined;
  const impossible = act(world, conversation, (agent) => {
    attachment = addAttachment(world, conversation, 'agent', offer, { content: file.content });
    const attachmentIds = [attachment.id];
    told(world, conversation, { from: 'agent', type: 'uploadAttachment', agentId: agent.id, attachmentIds });
    postToClient(world, conversation, { type: 'uploadAttachment', agent, attachmentIds });
  });
  return impossible ?? attachment!;
}

/** The agent accepts or rejects a customer's file. On accept ECE fetches it, unless it did before (`attachment.customerFetch`). */
export function agentDecides(
  world: World,
  conversation: Conversation,
  attachment: Attachment,
  decision: 'acceptAttachment' | 'rejectAttachment',
): Impossible | undefined {
  if (attachment.conversationId !== conversation.id || attachment.from !== 'customer') {
    return { impossible: `The file ${attachment.id} is not a customer's file of this conversation.` };
  }
  if (attachment.decision !== 'none') return { impossible: `The file ${attachment.id} was ${attachment.decision} before.` };
  return act(world, conversation, () => {
    attachment.decision = decision === 'acceptAttachment' ? 'accepted' : 'rejected';
    const fetches = decision === 'acceptAttachment' && world.settings['attachment.customerFetch'] === 'on-accept';
    if (fetches) requestFile(world, attachment);
    const tellsAfterFetch = fetches && world.settings['attachment.fetchFailure'] === 'rejectAttachment';
    if (!tellsAfterFetch) tellDecision(world, conversation, attachment, decision);
  });
}

function tellDecision(
  world: World,
  conversation: Conversation,
  attachment: Attachment,
  decision: 'acceptAttachment' | 'rejectAttachment',
): void {
  const agent = conversation.agentId === null ? undefined : world.state.agents.get(conversation.agentId);
  const attachmentIds = [attachment.id];
  told(world, conversation, { from: 'agent', type: decision, attachmentIds, ...(agent && { agentId: agent.id }) });
  postToClient(world, conversation, { type: decision, agent, attachmentIds });
}

/** What came of fetching a customer's file; a failure is silent unless `attachment.fetchFailure` says otherwise. */
export function fileFetched(world: World, attachment: Attachment, result: { content: Uint8Array } | { failed: string }): void {
  const succeeded = 'content' in result;
  if (succeeded) attachment.content = result.content;
  forgetOldestContents(world);
  attachment.fetch = succeeded ? 'done' : result;
  const conversation = world.state.conversations.get(attachment.conversationId);
  if (conversation === undefined || conversation.state === 'ended') return;
  if (world.settings['attachment.fetchFailure'] === 'rejectAttachment') {
    if (!succeeded) attachment.decision = 'rejected';
    tellDecision(world, conversation, attachment, succeeded ? 'acceptAttachment' : 'rejectAttachment');
  }
}

export function agentEnds(world: World, conversation: Conversation): Impossible | undefined {
  return act(world, conversation, () => endConversation(world, conversation, 'agent'));
}

function act(world: World, conversation: Conversation, deed: (agent: Agent) => void): Impossible | undefined {
  if (conversation.state !== 'assigned') {
    return { impossible: `The conversation ${conversation.id} is ${conversation.state}: no agent is in it.` };
  }
  const agent = world.state.agents.get(conversation.agentId!)!;
  deed(agent);
  return undefined;
}

function told(world: World, conversation: Conversation, said: Omit<TranscriptEntry, 'at'>): void {
  const entry = addToTranscript(world, conversation, said);
  world.tell({ type: 'agent-message', conversationId: conversation.id, entry });
}
