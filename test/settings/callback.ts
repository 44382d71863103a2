import { expect } from 'vitest';
import { swappedSenders, transferTexts, usualSenders } from '../../simulator/protocol/setting-kinds.ts';
import type { Ece } from './ece.ts';
import type { Probe, Probes } from './probe.ts';
import type { Message, Webhook } from './webhook.ts';

const pdf = { fileName: 'offer.pdf', contentType: 'application/pdf', content: new Uint8Array(20) };

/** A customer's file that ECE can read. */
function customerFile(ece: Ece): object {
  const contentUrl = ece.serve(() => ({ status: 200, body: 'a photo' }));
  const file = { fileName: 'a.jpeg', contentType: 'image/jpeg', size: '7', contentUrl };
  return { type: { value: 'uploadAttachment' }, attachments: { attachment: [file, file] } };
}

/** A conversation with every event that causes a callback, with Ada and then with Ben. */
async function wholeDay(ece: Ece): Promise<Webhook> {
  const { conversations } = ece.simulator;
  const webhook = ece.webhook();
  const id = await ece.conversation();
  conversations.say(id, 'Hello');
  conversations.pushPage(id, 'https://www.example.com/?a=1&b=2');
  conversations.sendFile(id, pdf);
  await ece.send(id, customerFile(ece));
  const [, accepted, rejected] = conversations.files(id);
  conversations.acceptFile(id, accepted!.id);
  conversations.rejectFile(id, rejected!.id);
  conversations.transfer(id, { agent: 'Ben' });
  conversations.transfer(id);
  await ece.end(id);
  await ece.pass();
  return webhook;
}

/** The types of the messages of a whole day, by event and not by ECE's word for it. */
const day = [
  'assigned',
  'text',
  'pagePush',
  'upload',
  'accept',
  'reject',
  'transfer',
  'assigned',
  'transfer',
  'assigned',
  'complete',
];

/** As the wire shows an agent by default. */
const shownAda = { firstName: 'Ada', lastName: 'Moss', id: '1005' };
const shownBen = { firstName: 'Ben', lastName: 'Okoro', id: '1006' };
const offer = { id: '4711', fileName: 'offer.pdf', contentType: 'application/pdf', contentUrl: offerUrl() };

function during(happening: string, see: (message: Message) => unknown): (ece: Ece) => Promise<unknown[]> {
  return async (ece) => {
    const { messages } = await wholeDay(ece);
    return messages.filter((_, at) => day[at] === happening).map(see);
  };
}

function typeProbe(happening: string, usual: string): Probe<string> {
  const times = day.filter((name) => name === happening).length;
  const seen = [usual, `${usual}Event`].map((word) => [word, Array.from({ length: times }, () => word)] as const);
  return { observe: during(happening, ({ type }) => type.value), seen };
}

function content({ content: text }: Message) {
  return text ?? null;
}

export const callback = {
  'callback.idOrder': {
    observe: async (ece) => {
      const ids = (await wholeDay(ece)).messages.map(({ id }) => id);
      return ids.every((id, at) => /^\d+$/.test(id) && (at === 0 || BigInt(id) > BigInt(ids[at - 1]!)));
    },
    seen: [
      ['increasing', true],
      ['random', false],
    ],
  },
  'callback.timeStampPrecision': {
    observe: async (ece) => {
      const webhook = ece.webhook();
      const id = await ece.conversation();
      await ece.pass(1234);
      ece.simulator.conversations.say(id, 'Hello');
      await ece.pass();
      return webhook.messages.map(({ timeStamp }) => new Date(timeStamp).toISOString());
    },
    seen: [
      ['second', ['2026-01-15T09:30:00.000Z', '2026-01-15T09:30:01.000Z']],
      ['millisecond', ['2026-01-15T09:30:00.000Z', '2026-01-15T09:30:01.234Z']],
    ],
  },
  'callback.senderUser': {
    observe: during('text', ({ sender }) => JSON.stringify(sender.user)),
    seen: [
      [['firstName', 'lastName', 'id'], [JSON.stringify(shownAda)]],
      [
        ['id', 'firstName', 'lastName', 'screenName'],
        [JSON.stringify({ id: '1005', firstName: 'Ada', lastName: 'Moss', screenName: 'Ada' })],
      ],
      [['link', 'firstName', 'lastName', 'id'], [JSON.stringify({ link: [], ...shownAda })]],
      [['id', 'screenName'], [JSON.stringify({ id: '1005', screenName: 'Ada' })]],
    ],
  },
  'callback.typeMembers': {
    observe: async (ece) => {
      const { messages } = await wholeDay(ece);
      return messages.filter((_, at) => ['pagePush', 'transfer', 'assigned', 'text'].includes(day[at]!)).map(({ type }) => type);
    },
    seen: [
      [
        'with-members',
        [
          { value: 'assigned', user: shownAda },
          { value: 'text/plain' },
          { value: 'pagePush', url: 'https://www.example.com/?a=1&b=2' },
          { value: 'transfer', transfer: { type: 'agent', user: shownBen } },
          { value: 'assigned', user: shownBen },
          { value: 'transfer', transfer: { type: 'queue', queue: { name: 'Service', id: '301' } } },
          { value: 'assigned', user: shownAda },
        ],
      ],
      [
        'value-only',
        ['assigned', 'text/plain', 'pagePush', 'transfer', 'assigned', 'transfer', 'assigned'].map((value) => ({ value })),
      ],
    ],
  },
  'callback.sender': {
    observe: async (ece) => {
      const { messages } = await wholeDay(ece);
      const sender = (happening: string) => {
        const { type, user } = messages[day.indexOf(happening)]!.sender;
        return user === undefined ? type : `${type} ${user['firstName']}`;
      };
      return ['assigned', 'transfer', 'pagePush', 'upload', 'accept', 'reject', 'text', 'complete'].map(sender);
    },
    seen: [
      [usualSenders, ['system', 'system', 'user Ada', 'user Ada', 'user Ada', 'user Ada', 'user Ada', 'system']],
      [swappedSenders, ['user Ada', 'user Ada', 'system', 'system', 'system', 'system', 'user Ada', 'system']],
    ],
  },
  'callback.type.assigned': typeProbe('assigned', 'assigned'),
  'callback.type.transfer': {
    observe: during('transfer', ({ type }) => type.value),
    seen: [
      ['transfer', ['transfer', 'transfer']],
      [{ toAgent: 'transferToAgent', toQueue: 'transferToQueue' }, ['transferToAgent', 'transferToQueue']],
      ['moved', ['moved', 'moved']],
    ],
  },
  'callback.type.pagePush': typeProbe('pagePush', 'pagePush'),
  'callback.type.uploadAttachment': typeProbe('upload', 'uploadAttachment'),
  'callback.type.acceptAttachment': typeProbe('accept', 'acceptAttachment'),
  'callback.type.rejectAttachment': typeProbe('reject', 'rejectAttachment'),
  'callback.content.assigned': {
    observe: during('assigned', content),
    seen: [
      ['You are now chatting with {screenName}', ['Ada', 'Ben', 'Ada'].map((name) => `You are now chatting with ${name}`)],
      [null, [null, null, null]],
      ['{screenName} has joined the chat', ['Ada has joined the chat', 'Ben has joined the chat', 'Ada has joined the chat']],
    ],
  },
  'callback.content.transfer': {
    observe: async (ece) => {
      const webhook = ece.webhook();
      const id = await ece.conversation();
      const { agents, conversations } = ece.simulator;
      agents.change('Cleo', { loggedIn: true });
      for (const to of [{ agent: 'Ben' }, { queue: 'Service' }, { queue: 'Claims' }]) conversations.transfer(id, to);
      await ece.pass();
      return webhook.messages.filter(({ type }) => type.value === 'transfer').map(content);
    },
    seen: [
      [
        transferTexts,
        [
          'You have been transferred to agent Ben',
          'You have been transferred to queue Service',
          'You have been transferred to department Claims',
        ],
      ],
      [null, [null, null, null]],
      ['The chat has been transferred', Array.from({ length: 3 }, () => 'The chat has been transferred')],
    ],
  },
  'callback.content.pagePush': {
    observe: during('pagePush', content),
    seen: [
      ['url', ['https://www.example.com/?a=1&b=2']],
      ['html-link', ['<a href="https://www.example.com/?a=1&amp;b=2">https://www.example.com/?a=1&amp;b=2</a>']],
      ['sentence', ['Has sent a page - https://www.example.com/?a=1&b=2']],
    ],
  },
  'callback.content.uploadAttachment': {
    observe: during('upload', content),
    seen: [
      [null, [null]],
      ['{screenName} sent an attachment {fileName}', ['Ada sent an attachment offer.pdf']],
    ],
  },
  'callback.content.acceptAttachment': {
    observe: during('accept', content),
    seen: [
      [null, [null]],
      ['{screenName} accepted attachment {fileName}', ['Ada accepted attachment a.jpeg']],
    ],
  },
  'callback.content.rejectAttachment': {
    observe: during('reject', content),
    seen: [
      [null, [null]],
      ['{screenName} rejected attachment {fileName}', ['Ada rejected attachment a.jpeg']],
    ],
  },
  'callback.content.complete': {
    observe: async (ece) => {
      const webhook = ece.webhook();
      ece.simulator.conversations.complete(await ece.conversation());
      await ece.pass();
      return content(webhook.message('complete'));
    },
    seen: [
      ['{screenName} has ended the chat', 'Ada has ended the chat'],
      [null, null],
      ['The agent has gone', 'The agent has gone'],
    ],
  },
  'callback.content.completeByClient': {
    observe: during('complete', content),
    seen: [
      ['Customer has left the chat', ['Customer has left the chat']],
      [null, [null]],
      ['Customer has ended the chat', ['Customer has ended the chat']],
    ],
  },
  'callback.content.completeByTimeout': {
    settings: { 'conversation.idleTimeoutSeconds': 60 },
    observe: async (ece) => {
      const webhook = ece.webhook();
      await ece.conversation();
      await ece.pass(60_000);
      return content(webhook.message('complete'));
    },
    seen: [
      ['System has closed the chat', 'System has closed the chat'],
      [null, null],
      ['The chat has timed out', 'The chat has timed out'],
    ],
  },
  'callback.assignedAfterTransfer': {
    observe: async (ece) => (await wholeDay(ece)).types.filter((type) => type === 'assigned').length,
    seen: [
      [true, 3],
      [false, 1],
    ],
  },
  'callback.systemNotices': {
    observe: async (ece) => {
      const { messages } = await wholeDay(ece);
      return messages.filter(({ type, sender }) => type.value === 'text/plain' && sender.type === 'system').map(content);
    },
    seen: [
      [false, []],
      [
        true,
        [
          'You are now chatting with Ada',
          'You have been transferred to agent Ben',
          'You are now chatting with Ben',
          'You have been transferred to queue Service',
          'You are now chatting with Ada',
          'Customer has left the chat',
        ],
      ],
    ],
  },
  'callback.typing': {
    settings: { 'conversation.start.typingField': 'activity.typing' },
    observe: async (ece) => {
      const webhook = ece.webhook();
      for (const activity of [{}, { typing: true }]) {
        const id = await ece.conversation({ activity });
        ece.simulator.conversations.startTyping(id);
        ece.simulator.conversations.endTyping(id);
      }
      await ece.pass();
      return webhook.types;
    },
    seen: [
      ['always', ['assigned', 'startTyping', 'endTyping', 'assigned', 'startTyping', 'endTyping']],
      ['on-request', ['assigned', 'assigned', 'startTyping', 'endTyping']],
    ],
  },
  'callback.attachmentFields': {
    observe: during('upload', ({ attachments }) => attachments?.attachment),
    seen: [
      [{ members: ['id', 'fileName', 'contentType', 'size', 'contentUrl'], size: 'number' }, [[{ ...offer, size: 20 }]]],
      [{ members: ['id', 'fileName', 'contentType', 'size', 'contentUrl'], size: 'string' }, [[{ ...offer, size: '20' }]]],
      [{ members: ['id', 'contentUrl'], size: 'string' }, [[{ id: '4711', contentUrl: offerUrl() }]]],
      [
        {
          members: ['id', 'fileName', 'contentType', 'size', 'contentUrl', 'blocked', 'inline', 'altId', 'link'],
          size: 'number',
        },
        [
          [
            {
              ...offer,
              size: 20,
              blocked: false,
              inline: false,
              altId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
              link: [],
            },
          ],
        ],
      ],
    ],
  },
} satisfies Probes;

function offerUrl(): string {
  return 'http://127.0.0.1:8080/system/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf';
}
