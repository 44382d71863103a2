import type { MessageInteraction } from './message-interaction.ts';
import { digits, examples, like, text, uuid } from './templates.ts';

/** The callback messages of ece-v19 section 9, as far as the nodes read them. */

const agentName = 'Ada';
const agent = { type: 'user', user: { firstName: like('Ada'), lastName: like('Moss'), screenName: like(agentName) } };
const system = { type: 'system' };

let lastId = 3118908900;

function message(type: string, more: object, sender: object) {
  return {
    conversation: { id: uuid(examples.conversationId) },
    type: { value: type },
    ...more,
    sender,
    id: digits(String(++lastId)),
  };
}

function said(content: string) {
  return { content: like(content) };
}

const contentUrl = 'https://ece.example.com/system/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf';

function file(url: string) {
  return {
    attachments: {
      attachment: [
        {
          id: digits('4711'),
          fileName: like('offer.pdf'),
          contentType: like('application/pdf'),
          size: digits('20480'),
          contentUrl: text(/https?:\/\/\S+/, url),
        },
      ],
    },
  };
}

function fileOutputs(url: string) {
  return {
    conversationId: examples.conversationId,
    agentName,
    attachmentId: '4711',
    fileName: 'offer.pdf',
    contentType: 'application/pdf',
    fileSize: 20480,
    contentUrl: url,
  };
}

const customerFile = 'https://files.example.com/offer.pdf';
const page = 'https://www.example.com/offers?for=you';

export const callbacks: readonly MessageInteraction[] = [
  {
    name: 'an agent joins',
    messages: [message('assigned', said('Ada has joined the chat'), system)],
    events: [{ outcome: 'Assigned', outputs: { messageType: 'assigned', content: 'Ada has joined the chat', agentName: '' } }],
  },
  {
    name: 'the agent writes text',
    messages: [message('text/plain', said('How can I help?'), agent)],
    events: [{ outcome: 'Message', outputs: { messageType: 'text/plain', content: 'How can I help?', agentName } }],
  },
  {
    name: 'the agent writes HTML',
    messages: [message('text/html', said('<p>How can I <b>help</b>?</p>'), agent)],
    events: [{ outcome: 'Message', outputs: { messageType: 'text/html', content: '<p>How can I <b>help</b>?</p>', agentName } }],
  },
  { name: 'the agent starts typing', messages: [message('startTyping', {}, agent)], events: [{ typing: true }] },
  { name: 'the agent stops typing', messages: [message('endTyping', {}, agent)], events: [{ typing: false }] },
  {
    name: 'the agent pushes a page',
    messages: [message('pagePush', { content: text(/https?:\/\/\S+/, page) }, agent)],
    events: [{ outcome: 'PagePush', outputs: { content: page, agentName } }],
  },
  ...(['the chat goes to another agent', 'the chat goes back to a queue'] as const).map((name) => ({
    name,
    messages: [message('transfer', said('The chat has been transferred'), system)],
    events: [{ outcome: 'Transfer', outputs: { content: 'The chat has been transferred', agentName: '' } }] as const,
  })),
  {
    name: 'the agent sends a file',
    messages: [message('uploadAttachment', file(contentUrl), agent)],
    events: [{ outcome: 'UploadAttachment', outputs: fileOutputs(contentUrl) }],
  },
  {
    name: "the agent accepts the customer's file",
    messages: [message('acceptAttachment', file(customerFile), agent)],
    events: [{ outcome: 'AcceptAttachment', outputs: fileOutputs(customerFile) }],
  },
  {
    name: "the agent rejects the customer's file",
    messages: [message('rejectAttachment', file(customerFile), agent)],
    events: [{ outcome: 'RejectAttachment', outputs: fileOutputs(customerFile) }],
  },
  {
    name: 'the agent ends the conversation',
    messages: [message('complete', said('Ada has ended the chat'), system)],
    events: [{ outcome: 'Complete', outputs: { content: 'Ada has ended the chat', agentName: '' } }],
  },
  {
    name: 'the client ends the conversation',
    messages: [message('complete', said('Customer has ended the chat'), system)],
    events: [{ outcome: 'Complete', outputs: { content: 'Customer has ended the chat', agentName: '' } }],
  },
  {
    name: 'several messages at once',
    messages: [
      message('assigned', said('Ada has joined the chat'), system),
      message('text/plain', said('Good morning'), agent),
      message('complete', said('Ada has ended the chat'), system),
    ],
    events: [
      { outcome: 'Assigned', outputs: { content: 'Ada has joined the chat' } },
      { outcome: 'Message', outputs: { content: 'Good morning', agentName } },
      { outcome: 'Complete', outputs: { content: 'Ada has ended the chat' } },
    ],
  },
];
