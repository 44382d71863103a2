import type { Format } from './answers.ts';
import { bearerHeaders, noContent, notOngoing, refusal } from './answers.ts';
import type { Body, Interaction, Request } from './interaction.ts';
import { state } from './interaction.ts';
import type { NodeInvocation } from './situations.ts';
import { inSituations, internalErrorIn, token, unauthorized, unusableTokens } from './situations.ts';
import { examples, given } from './templates.ts';

/** End Conversation (spec 8). */

function request(body: Body, format?: Format): Request {
  return {
    method: 'POST',
    path: '/system/ws/v19/clientapplications/messaging/conversation/end',
    headers: bearerHeaders(format, body),
    body,
  };
}

const conversation = { id: given('{conversationId}') };

const invocation: NodeInvocation = {
  title: 'the end of a conversation',
  operation: 'endConversation',
  request: request({ json: { conversation } }),
  method: 'endConversation.endConversation',
  inputs: { conversationId: examples.conversationId },
};

const ended = { answer: noContent, outcome: 'onEndConversationSuccess' };
const ongoing = state('an ongoing conversation');

function overAlready(format?: Format) {
  return {
    when: 'that has ended',
    states: [token, state('a conversation that has ended')],
    answer: notOngoing(format),
    outcome: 'Conversation ID Does Not Exist',
  };
}

export const endConversation: readonly Interaction[] = [
  ...inSituations(invocation, [
    { when: 'with an agent', states: [token, ongoing], ...ended },
    { when: 'that is queued', states: [token, state('a queued conversation')], ...ended },
    overAlready(),
    {
      when: 'that does not exist',
      states: [token, state('no such conversation')],
      answer: notOngoing(),
      outcome: 'Conversation ID Does Not Exist',
    },
    {
      when: 'of another application',
      states: [token, state('a conversation of another application')],
      answer: refusal('403-132', `Conversation was not initiated by the client application: ${examples.conversationId}`),
      outcome: 'Forbidden',
    },
    ...unusableTokens([ongoing], unauthorized),
    internalErrorIn('endConversation', [token, ongoing], 'Internal server error'),
  ]),
  ...inSituations(
    {
      ...invocation,
      title: `${invocation.title}, in XML,`,
      request: request({ xml: conversation, root: 'conversation' }, 'xml'),
      options: { wireFormat: 'xml' },
    },
    [{ when: 'with an agent', states: [token, ongoing], ...ended }, overAlready('xml')],
  ),
];
