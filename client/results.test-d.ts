import type { Conversation, Nodes, OutcomeOf, OutputsOf, ResultOf } from './index.ts';
import { requireOutcome } from './index.ts';

/** Compiled, never run: each expected error is one that the compiler must report. */

const inputs = { conversationId: 'c', message: 'hello' };

export function exhaustive(result: ResultOf<'agentAvailability.getAgentAvailability'>): string {
  switch (result.outcome) {
    case 'AgentAvailable':
    case 'NoAgentAvailable':
      return `available: ${result.outputs.available satisfies boolean}`;
    case 'GetAgentAvailabilityFailure':
    case 'onInvalidData':
    case 'onError':
    case 'onInvalidChoice':
    case 'onTimeout':
      return result.outputs.error;
  }
}

// @ts-expect-error a switch that forgets an outcome does not return in every case
export function forgetful(result: ResultOf<'clearChat.clearChat'>): string {
  switch (result.outcome) {
    case 'onClearChatSuccess':
    case 'onClearChatFailure':
    case 'onInvalidData':
    case 'onError':
    case 'onInvalidChoice':
      return 'no onTimeout';
  }
}

export async function misspelt(nodes: Nodes): Promise<boolean> {
  const sent = await nodes.sendMessage.sendPlainTextMessage(inputs);
  // @ts-expect-error outcomes are sensitive to case
  if (sent.outcome === 'Internal Server Error') return true;
  // @ts-expect-error that is an outcome of another method
  return sent.outcome === 'onEndConversationSuccess';
}

/** Reserved outcomes never occur, so no switch has to name them. */
type Search = OutcomeOf<'searchCustomer.searchCustomer'>;
// @ts-expect-error it is reserved
export const reserved: Search = 'onCreateSessionSuccess';

export async function calls(nodes: Nodes) {
  await nodes.eceLogin.eceLogin();
  await nodes.appendChat.appendChat({ chatId: 'x', direction: 'in', message: 'y', timestamp: 5 });
  // @ts-expect-error MESSAGE is required
  await nodes.sendMessage.sendPlainTextMessage({ conversationId: 'c' });
  // @ts-expect-error there is no such input
  await nodes.clearChat.clearChat({ chatId: 'x', chatID: 'x' });
  // @ts-expect-error there is no such option
  await nodes.clearChat.clearChat({ chatId: 'x' }, { options: { timeout: 1 } });
}

// @ts-expect-error there is no such method
export type Missing = Nodes['sendMessage']['sendTextMessage'];

export async function outputs(nodes: Nodes): Promise<number> {
  const capacity = await nodes.agentAvailability.getAgentCapacity({ entryPointId: 1001 });
  // @ts-expect-error the outputs of a failure hold no slots for certain
  const slots: number = capacity.outputs.availableSlots;
  return capacity.outcome === 'SlotAvailable' ? capacity.outputs.availableSlots : slots;
}

export async function events(conversation: Conversation): Promise<void> {
  for await (const { outcome, outputs } of conversation) {
    if (outcome === 'Message') outputs.content satisfies string;
    if (outcome === 'UploadAttachment') outputs.fileSize satisfies number;
    // @ts-expect-error a text has no attachment
    if (outcome === 'Message') outputs.attachmentId satisfies string;
  }
}

type Start = 'startConversation.startConversationOnSms';

export function outputsByOutcome(
  started: OutputsOf<Start, 'onStartConversationSuccess'>,
  conflict: OutputsOf<Start, 'Conflict'>,
  message: OutputsOf<Start, 'Message'>,
) {
  started.activityId satisfies string;
  conflict.error satisfies string;
  message.agentName satisfies string;
  // @ts-expect-error an event that came has no error
  message.error satisfies string;
  // @ts-expect-error a start tells nothing of an agent
  started.agentName satisfies string;
}

export function required(result: ResultOf<'createChat.createChat'>): string {
  // @ts-expect-error a misspelt outcome
  requireOutcome(result, 'onCreateChatSucces');
  return requireOutcome(result, 'onCreateChatSuccess').chatId;
}

export function unwired(nodes: Nodes) {
  const inputs = { entryPointId: 1001, lastModifiedDate: 'd', facebookPsid: 'p' };
  void nodes.startConversation.startConversationOnMessenger(inputs, { unwired: ['Conflict', 'Not Found'] });
  // @ts-expect-error every flow has to deal with it
  void nodes.startConversation.startConversationOnMessenger(inputs, { unwired: ['Bad Request'] });
  // @ts-expect-error that is an input of the other method
  void nodes.startConversation.startConversationOnMessenger({ ...inputs, phoneNumber: '1' });
}

export function handlers(nodes: Nodes) {
  const inputs = { entryPointId: 1001, lastModifiedDate: 'd', phoneNumber: '1', countryCode: 1 };
  void nodes.startConversation.startConversationOnSms(inputs, { on: { Message: ({ content }) => content.length } });
  // @ts-expect-error a misspelt handler
  void nodes.startConversation.startConversationOnSms(inputs, { on: { Mesage: () => undefined } });
}
