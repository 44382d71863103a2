import { swappedSenders, usualSenders } from '../../simulator/protocol/setting-kinds.ts';
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
    observe: during('text', ({ sender }) => sender.user),
    seen: [
      [['id', 'firstName', 'lastName', 'screenName'], [{ id: '1005', firstName: 'Ada', lastName: 'Moss', screenName: 'Ada' }]],
      [['id', 'screenName'], [{ id: '1005', screenName: 'Ada' }]],
    ],
  },
  'callback.sender': {
    observe: async (ece) => {
      const { messages } = await wholeDay(ece);
      const sender = (happening: string) => {
        const { type, user } = messages[day.indexOf(happening)]!.sender;
        return user === undefined ? type : `${type} ${user['screenName']}`;
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
      ['{screenName} has joined the chat', ['Ada has joined the chat', 'Ben has joined the chat', 'Ada has joined the chat']],
      [null, [null, null, null]],
      ['You are talking to {screenName}', ['You are talking to Ada', 'You are talking to Ben', 'You are talking to Ada']],
    ],
  },
  'callback.content.transfer': {
    observe: during('transfer', content),
    seen: [
      ['The chat has been transferred', ['The chat has been transferred', 'The chat has been transferred']],
      [null, [null, null]],
      ['One moment please', ['One moment please', 'One moment please']],
    ],
  },
  'callback.content.pagePush': {
    observe: during('pagePush', content),
    seen: [
      ['url', ['https://www.example.com/?a=1&b=2']],
      ['html-link', ['<a href="https://www.example.com/?a=1&amp;b=2">https://www.example.com/?a=1&amp;b=2</a>']],
    ],
  },
  'callback.content.completeByClient': {
    observe: during('complete', content),
    seen: [
      ['Customer has ended the chat', ['Customer has ended the chat']],
      [null, [null]],
      ['The chat is over', ['The chat is over']],
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
      ['The chat has timed out', 'The chat has timed out'],
      [null, null],
      ['Nobody has written for too long', 'Nobody has written for too long'],
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
          'Ada has joined the chat',
          'The chat has been transferred',
          'Ben has joined the chat',
          'The chat has been transferred',
          'Ada has joined the chat',
          'Customer has ended the chat',
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
      [
        { members: ['id', 'fileName', 'contentType', 'size', 'contentUrl'], size: 'string' },
        [[{ id: '4711', fileName: 'offer.pdf', contentType: 'application/pdf', size: '20', contentUrl: offerUrl() }]],
      ],
      [
        { members: ['id', 'fileName', 'contentType', 'size', 'contentUrl'], size: 'number' },
        [[{ id: '4711', fileName: 'offer.pdf', contentType: 'application/pdf', size: 20, contentUrl: offerUrl() }]],
      ],
      [{ members: ['id', 'contentUrl'], size: 'string' }, [[{ id: '4711', contentUrl: offerUrl() }]]],
    ],
  },
} satisfies Probes;

function offerUrl(): string {
  return 'http://127.0.0.1:8080/system/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf';
}
