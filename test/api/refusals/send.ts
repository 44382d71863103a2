import type { StartOptions } from '../../../simulator/index.ts';
import { other, sendCall } from '../../../simulator/testing/calls.ts';
import type { Call } from '../../../simulator/testing/exchange.ts';
import { anyConversation, decisionBody, picture, startBody, textBody, uploadBody } from '../../../simulator/testing/samples.ts';
import type { ContactCentre } from '../contact-centre.ts';
import { offer } from './good-calls.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';

/** A message to an ongoing conversation. */
function message(body: (conversation: string) => object, entryPoint = '1001') {
  return async (centre: ContactCentre): Promise<Call> => {
    const token = await centre.token();
    return sendCall(token, body(await centre.start(token, startBody({ entryPoint }))));
  };
}

/** The id of the conversation that the body of a call names. */
export function conversationOf(call: Call) {
  const { conversation } = JSON.parse(call.body as string) as { conversation: { id: string } };
  return { id: conversation.id };
}

const required = 'message.send.required';
const text = { type: { value: 'text/plain' }, content: 'hello' };
function upload(file: object) {
  return message((id) => uploadBody(id, file as never));
}

/** Spec 7: the body. */
const content: RefusalCase[] = [
  refused('sendMessage', 'missingElement', {
    when: 'no conversation id',
    source: 'spec 7',
    relies: [required],
    provoke: message(() => text),
    fill: { path: 'conversation' },
  }),
  refused('sendMessage', 'missingElement', {
    when: 'no type',
    source: 'spec 7',
    relies: [required],
    provoke: message((id) => ({ conversation: { id }, content: 'hello' })),
    fill: { path: 'type' },
  }),
  refused('sendMessage', 'missingElement', {
    when: 'a text without content',
    source: 'spec 7',
    relies: ['message.send.emptyContentStatus'],
    provoke: message((id) => ({ conversation: { id }, type: { value: 'text/html' } })),
    fill: { path: 'content' },
  }),
  refused('sendMessage', 'elementEmpty', {
    when: 'a text whose content is empty',
    source: 'spec 7',
    relies: ['message.send.emptyContentStatus'],
    provoke: message((id) => textBody(id, '')),
    fill: { path: 'content' },
  }),
  refused('sendMessage', 'missingElement', {
    when: 'an upload without attachments',
    source: 'spec 7',
    relies: [required],
    provoke: message((id) => ({ conversation: { id }, type: { value: 'uploadAttachment' } })),
    fill: { path: 'attachments.attachment' },
  }),
  refused('sendMessage', 'missingElement', {
    when: 'an upload without a content URL',
    source: 'spec 7',
    relies: [required],
    provoke: upload({ fileName: 'a.jpeg', contentType: 'image/jpeg', size: '32' }),
    fill: { path: 'attachments.attachment[0].contentUrl' },
  }),
  refused('sendMessage', 'missingElement', {
    when: 'an acceptance without an attachment id',
    source: 'spec 7',
    relies: ['attachment.decisionForm'],
    provoke: message((id) => ({
      conversation: { id },
      type: { value: 'acceptAttachment' },
      attachments: { attachment: [{}] },
    })),
    fill: { path: 'attachments.attachment[0].id' },
  }),
  refused('sendMessage', 'elementTooLong', {
    when: 'an attachment id of 101 characters',
    source: 'spec 7',
    relies: ['attachment.decisionForm'],
    provoke: message((id) => decisionBody(id, 'acceptAttachment', '1'.repeat(101))),
    fill: { path: 'attachments.attachment[0].id', limit: '100' },
  }),
  refused('sendMessage', 'invalidElement', {
    when: 'an upload whose content URL is not absolute',
    source: 'spec 7',
    relies: [required],
    provoke: upload({ fileName: 'a.jpeg', contentType: 'image/jpeg', size: '32', contentUrl: '/a.jpeg' }),
    fill: { path: 'attachments.attachment[0].contentUrl' },
  }),
  refused('sendMessage', 'invalidElement', {
    when: 'an upload whose size is no number',
    source: 'spec 7',
    relies: ['attachment.sizeForm'],
    provoke: upload({ fileName: 'a.jpeg', contentType: 'image/jpeg', size: 'big', contentUrl: 'http://x.example/a' }),
    fill: { path: 'attachments.attachment[0].size' },
  }),
  refused('sendMessage', 'invalidElement', {
    when: 'a content that is a number',
    source: 'spec 7',
    provoke: message((id) => ({ ...textBody(id), content: 5 })),
    fill: { path: 'content' },
  }),
  refused('sendMessage', 'invalidElement', {
    when: 'script in a text, and the setting refuses that',
    source: 'spec 7',
    relies: ['message.send.activeContent'],
    world: { settings: { 'message.send.activeContent': 400 } },
    provoke: message((id) => textBody(id, 'a <SCRIPT>')),
    fill: { path: 'content' },
  }),
  refused('sendMessage', 'invalidElement', {
    when: 'more attachments than the setting allows',
    source: 'spec 7',
    relies: ['attachment.maxPerMessage'],
    world: { settings: { 'attachment.maxPerMessage': 1 } },
    provoke: message((id) => ({ ...uploadBody(id), attachments: { attachment: [picture, picture] } })),
    fill: { path: 'attachments.attachment' },
  }),
  refused('sendMessage', 'unknownMessageType', {
    when: 'an unknown type',
    source: 'spec 7',
    relies: ['message.send.unknownTypeStatus', 'message.send.types'],
    provoke: message((id) => ({ ...textBody(id), type: { value: 'foo' } })),
    fill: { path: 'type.value', value: 'foo' },
  }),
  refused('sendMessage', 'unknownMessageType', {
    when: 'a type in other letters',
    source: 'spec 7',
    relies: ['message.send.unknownTypeStatus', 'message.send.types'],
    provoke: message((id) => ({ ...textBody(id), type: { value: 'TEXT/PLAIN' } })),
    fill: { path: 'type.value', value: 'TEXT/PLAIN' },
  }),
  refused('sendMessage', 'contentTooLong', {
    when: 'a content longer than the setting allows',
    source: 'spec 7',
    relies: ['message.send.maxContentLength'],
    world: { settings: { 'message.send.maxContentLength': 1000 } },
    provoke: message((id) => textBody(id, 'x'.repeat(1001))),
    fill: { n: '1000' },
  }),
];

const onUpload: StartOptions = {
  settings: { 'attachment.customerFetch': 'on-upload' },
  fetch: () => Promise.resolve(new Response('gone', { status: 404 })),
};

async function foreign(centre: ContactCentre): Promise<Call> {
  const conversation = await centre.start(await centre.token());
  return sendCall(await centre.token(other), textBody(conversation));
}

/** A decision on a file of the agent in the conversation. */
function decision(type: 'acceptAttachment' | 'rejectAttachment', given: { before?: 'acceptAttachment'; id?: string } = {}) {
  return async (centre: ContactCentre): Promise<Call> => {
    const token = await centre.token();
    const conversation = await centre.start(token);
    const { id } = centre.simulator.conversations.sendFile(conversation, offer);
    if (given.before !== undefined) await centre.call(sendCall(token, decisionBody(conversation, given.before, id)));
    return sendCall(token, decisionBody(conversation, type, given.id ?? id));
  };
}

/** Spec 7: conversation and attachments. */
const state: RefusalCase[] = [
  refused('sendMessage', 'conversationNotOngoing', {
    when: 'no such conversation',
    source: 'spec 7',
    relies: ['message.send.notOngoingStatus'],
    provoke: async (centre) => sendCall(await centre.token(), textBody(anyConversation)),
    fill: { id: anyConversation },
  }),
  refused('sendMessage', 'conversationNotOngoing', {
    when: 'an id that is no UUID',
    source: 'spec 7',
    relies: ['message.send.notOngoingStatus'],
    provoke: async (centre) => sendCall(await centre.token(), textBody('42')),
    fill: { id: '42' },
  }),
  refused('sendMessage', 'conversationNotOngoing', {
    when: 'the conversation has ended',
    source: 'spec 7',
    relies: ['message.send.notOngoingStatus'],
    async provoke(centre) {
      const call = await message(textBody)(centre);
      centre.simulator.conversations.complete(conversationOf(call).id);
      return call;
    },
    fill: conversationOf,
  }),
  refused('sendMessage', 'foreignConversation', {
    when: 'another application started the conversation',
    source: 'spec 7',
    provoke: foreign,
    fill: conversationOf,
  }),
  refused('sendMessage', 'foreignConversation', {
    when: 'another application started the conversation, which has ended',
    source: 'spec 7',
    async provoke(centre) {
      const call = await foreign(centre);
      centre.simulator.conversations.complete(conversationOf(call).id);
      return call;
    },
    fill: conversationOf,
  }),
  refused('sendMessage', 'conversationQueued', {
    when: 'the conversation waits for an agent, and the setting refuses that',
    source: 'spec 6.6',
    relies: ['message.send.whileQueued'],
    world: { settings: { 'message.send.whileQueued': 400 } },
    provoke: message(textBody, '1003'),
    fill: conversationOf,
  }),
  refused('sendMessage', 'staleLastModified', {
    when: 'the setting brings it about',
    source: 'spec 7',
    relies: ['message.send.conflict'],
    world: { settings: { 'message.send.conflict': 409 } },
  }),
  refused('sendMessage', 'attachmentRefusedByPolicy', {
    when: 'the entry point blocks every file',
    source: 'spec 10',
    relies: ['attachment.policyStatus', 'attachment.policyScope'],
    provoke: message(uploadBody, '1006'),
    fill: { fileName: 'attachment.jpeg' },
  }),
  refused('sendMessage', 'attachmentRefusedByPolicy', {
    when: 'the extension is not on the list',
    source: 'spec 10',
    relies: ['attachment.policyStatus', 'attachment.policyScope'],
    async provoke(centre) {
      const call = await message(uploadBody)(centre);
      centre.simulator.entryPoints.edit(1001, { attachmentPolicy: { restriction: 'allowList', extensions: ['jpg', 'png'] } });
      return call;
    },
    fill: { fileName: 'attachment.jpeg' },
  }),
  refused('sendMessage', 'attachmentRefusedByPolicy', {
    when: 'the file is larger than the policy allows',
    source: 'spec 10',
    relies: ['attachment.policyStatus', 'attachment.policyScope'],
    async provoke(centre) {
      const call = await message(uploadBody)(centre);
      centre.simulator.entryPoints.edit(1001, { attachmentPolicy: { restriction: 'allowAll', maxSize: 31 } });
      return call;
    },
    fill: { fileName: 'attachment.jpeg' },
  }),
  refused('sendMessage', 'attachmentNotFetched', {
    when: 'the content URL cannot be read, and the setting reads it on upload',
    source: 'spec 10',
    relies: ['attachment.customerFetch'],
    world: onUpload,
    provoke: message(uploadBody),
    fill: { fileName: 'attachment.jpeg' },
  }),
  refused('sendMessage', 'unknownAttachment', {
    when: 'acceptance of an attachment that does not exist',
    source: 'spec 7',
    relies: ['attachment.unknownStatus'],
    provoke: decision('acceptAttachment', { id: '0' }),
    fill: { id: '0' },
  }),
  refused('sendMessage', 'attachmentAlreadyDecided', {
    when: 'rejection after acceptance',
    source: 'spec 7',
    relies: ['attachment.repeatedDecisionStatus'],
    provoke: decision('rejectAttachment', { before: 'acceptAttachment' }),
    fill: (call) => {
      const body = JSON.parse(call.body as string) as { attachments: { attachment: [{ id: string }] } };
      return { id: body.attachments.attachment[0].id };
    },
  }),
];

export const sendCases: RefusalCase[] = [...content, ...state];
