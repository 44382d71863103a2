import type { MethodPath } from '../../client/index.ts';
import type { Format } from './answers.ts';
import { bearerHeaders, noContent, notOngoing, refusal } from './answers.ts';
import type { Body, GivenState, Interaction, Request, Use } from './interaction.ts';
import { state } from './interaction.ts';
import type { NodeInvocation, Situation } from './situations.ts';
import { inSituations, internalErrorIn, token, unauthorized, unusableTokens, userSessionAsToken } from './situations.ts';
import { examples, given } from './templates.ts';

/** The five methods of Send Message: one call with another type (spec 7). */

function request(body: Body, format: Format = 'json'): Request {
  return {
    method: 'POST',
    path: '/system/ws/v19/clientapplications/messaging/sendmessage',
    headers: bearerHeaders(format, body),
    body,
  };
}

interface Message {
  title: string;
  method: MethodPath;
  inputs: Use['inputs'];
  type: string;
  held: object;
}

function message({ type, held }: Message) {
  return {
    conversation: { id: given('{conversationId}') },
    type: { value: type },
    ...held,
  };
}

function invocationOf({ title, method, inputs, ...sent }: Message): NodeInvocation {
  return {
    title,
    operation: 'sendMessage',
    request: request({ json: message({ title, method, inputs, ...sent }) }),
    method,
    inputs: { conversationId: examples.conversationId, ...inputs },
  };
}

function inXml(sent: Message): NodeInvocation {
  return {
    ...invocationOf(sent),
    title: `${sent.title}, in XML,`,
    request: request({ xml: message(sent), root: 'message' }, 'xml'),
    options: { wireFormat: 'xml' },
  };
}

function plain(message: string): Message {
  return {
    title: 'text to the agent',
    method: 'sendMessage.sendPlainTextMessage',
    inputs: { message },
    type: 'text/plain',
    held: { content: message },
  };
}

const text = plain('Where is my order? "77" & more, \u00fc\u20ac');

const rich = '<p>Where is my <b>order</b>?</p>';
const html: Message = {
  title: 'HTML to the agent',
  method: 'sendMessage.sendHtmlMessage',
  inputs: { message: rich },
  type: 'text/html',
  held: { content: rich },
};

function upload(fileName: string, size: number): Message {
  const contentUrl = `https://files.example.com/${fileName}`;
  return {
    title: 'a file for the agent',
    method: 'sendMessage.uploadAttachmentAvailableInAUrl',
    inputs: { fileName, contentType: 'application/pdf', fileSize: size, attachmentUrl: contentUrl },
    type: 'uploadAttachment',
    held: { attachments: { attachment: [{ fileName, contentType: 'application/pdf', size: String(size), contentUrl }] } },
  };
}

function decision(title: string, method: MethodPath, type: string): Message {
  return {
    title,
    method,
    inputs: { attachmentId: examples.attachmentId },
    type,
    held: { attachments: { attachment: [{ id: given('{attachmentId}') }] } },
  };
}

const file = upload('order.pdf', 20480);
const acceptance = decision("acceptance of the agent's file", 'sendMessage.acceptAttachment', 'acceptAttachment');
const rejection = decision("rejection of the agent's file", 'sendMessage.rejectAttachment', 'rejectAttachment');

const sent = { answer: noContent, outcome: 'onSendMessageSuccess' };
const ongoing = state('an ongoing conversation');

/** The interactions of every type. Without the states of `besides`, ECE would refuse the message for another reason. */
function situations(besides: readonly GivenState[]): readonly Situation[] {
  return [
    {
      when: 'of a conversation that has ended',
      states: [token, ...besides, state('a conversation that has ended')],
      answer: notOngoing(),
      outcome: 'Conversation ID Does Not Exist',
    },
    {
      when: 'of a conversation that does not exist',
      states: [token, ...besides, state('no such conversation')],
      answer: notOngoing(),
      outcome: 'Conversation ID Does Not Exist',
    },
    {
      when: 'of a conversation of another application',
      states: [token, ...besides, state('a conversation of another application')],
      answer: refusal('403-132', `Conversation was not initiated by the client application: ${examples.conversationId}`),
      outcome: 'Forbidden',
    },
    {
      when: 'while somebody else changes the conversation',
      states: [token, ongoing, ...besides, state('a conflicting change', { operation: 'sendMessage' })],
      answer: refusal(
        '409-100',
        'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.',
      ),
      outcome: 'Conflict',
    },
    internalErrorIn('sendMessage', [token, ongoing, ...besides], 'Internal server error'),
  ];
}

const toQueue: Situation = { when: 'that is queued', states: [token, state('a queued conversation')], ...sent };
const toAgent: Situation = { states: [token, ongoing], ...sent };

function againstPolicy(fileName: string, taken: 'no' | 'listed'): Situation {
  return {
    when: taken === 'no' ? 'where none is taken' : 'that is not on the list',
    states: [token, state(`a conversation that takes ${taken} attachments`)],
    answer: refusal('400-922', `Attachment is not allowed by the attachment policy of the entry point: ${fileName}`),
    outcome: 'onInvalidChoice',
  };
}

const agentFile = state("an agent's file");

function decisions(made: Message): readonly Interaction[] {
  return inSituations(invocationOf(made), [
    { states: [token, agentFile], ...sent },
    ...situations([agentFile]),
    userSessionAsToken([agentFile], 'Unauthorized'),
    {
      when: 'that was accepted before',
      states: [token, state("an agent's file that was accepted")],
      answer: refusal('400-921', `Attachment has already been accepted or rejected: ${examples.attachmentId}`),
      outcome: 'onInvalidChoice',
    },
    {
      when: 'that does not exist',
      states: [token, state('no such file')],
      answer: refusal('400-920', `Attachment does not exist in the conversation: ${examples.attachmentId}`),
      outcome: 'onInvalidChoice',
    },
  ]);
}

export const sendMessage: readonly Interaction[] = [
  ...inSituations(invocationOf(text), [toAgent, toQueue, ...situations([]), ...unusableTokens([ongoing], unauthorized)]),
  ...inSituations(invocationOf(html), [toAgent, ...situations([]), userSessionAsToken([ongoing], 'Unauthorized')]),
  ...inSituations(invocationOf(file), [
    toAgent,
    ...situations([]),
    userSessionAsToken([ongoing], 'Unauthorized'),
    againstPolicy('order.pdf', 'no'),
  ]),
  ...inSituations(invocationOf(upload('order.exe', 20480)), [againstPolicy('order.exe', 'listed')]),
  ...inSituations(invocationOf(upload('orders.pdf', 1_000_001)), [
    { ...againstPolicy('orders.pdf', 'listed'), when: 'that is larger than allowed' },
  ]),
  ...decisions(acceptance),
  ...decisions(rejection),
  ...inSituations(inXml(plain('Where is my order?')), [
    { ...toAgent, when: 'that has the chat' },
    {
      when: 'of a conversation that has ended',
      states: [token, state('a conversation that has ended')],
      answer: notOngoing('xml'),
      outcome: 'Conversation ID Does Not Exist',
    },
  ]),
  ...inSituations(inXml(html), [{ ...toAgent, when: 'that has the chat' }]),
  ...inSituations(inXml(file), [{ ...toAgent, when: 'that has the chat' }]),
  ...inSituations(inXml(acceptance), [{ when: 'that has the chat', states: [token, agentFile], ...sent }]),
];
