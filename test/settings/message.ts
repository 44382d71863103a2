import { otherSendTypeWords, sendTypeWords } from '../../simulator/protocol/setting-kinds.ts';
import { paths } from '../../simulator/testing/calls.ts';
import type { Ece } from './ece.ts';
import type { Probes } from './probe.ts';
import { notOngoing } from './probe.ts';

const unknownConversation = '00000000-0000-4000-8000-000000000000';

const upload = {
  attachments: {
    attachment: [{ fileName: 'b.txt', contentType: 'text/plain', size: '1', contentUrl: 'http://files.example.com/b' }],
  },
};

/** The outcome of a message of each type, with all that any type needs. */
async function outcomesOf(ece: Ece, words: readonly string[]): Promise<Record<string, unknown>> {
  const id = await ece.conversation();
  const outcomes: Record<string, unknown> = {};
  for (const value of words) {
    const offer = { fileName: 'a.txt', contentType: 'text/plain', content: new Uint8Array(1) };
    const { id: fileId } = ece.simulator.conversations.sendFile(id, offer);
    const file = {
      id: fileId,
      fileName: 'b.txt',
      contentType: 'text/plain',
      size: '1',
      contentUrl: 'http://files.example.com/b',
    };
    const message = { type: { value }, content: 'hello', attachments: { attachment: [file] } };
    outcomes[value] = (await ece.send(id, message)).outcome;
  }
  return outcomes;
}

function every(words: Record<string, string>, outcome: unknown) {
  return Object.fromEntries(Object.values(words).map((word) => [word, outcome]));
}

export const message = {
  'message.send.successStatus': {
    observe: async (ece) => (await ece.send(await ece.conversation(), 'hello')).outcome,
    seen: [
      [204, 204],
      [200, 200],
      [201, 201],
      [202, 202],
    ],
  },
  'message.send.successBody': {
    settings: { 'message.send.successStatus': 200 },
    observe: async (ece) => {
      const id = await ece.conversation();
      const { attachments } = upload;
      const answers = [await ece.send(id, 'hello'), await ece.send(id, { type: { value: 'uploadAttachment' }, attachments })];
      return answers.map(({ text }) => text.replace(/\d+/, '{digits}'));
    },
    seen: [
      ['none', ['', '']],
      ['id', ['{"id":"{digits}"}', '{"id":"{digits}"}']],
      ['id-for-uploads', ['', '{"id":"{digits}"}']],
    ],
  },
  'message.send.activeContent': {
    observe: async (ece) => {
      const id = await ece.conversation();
      const outcomes = [];
      for (const text of ['<SCRIPT src="x">', 'JavaScript:alert(1)', 'a script'])
        outcomes.push((await ece.send(id, text)).outcome);
      return outcomes;
    },
    seen: [
      ['accept', [204, 204, 204]],
      [400, ['400-152', '400-152', 204]],
    ],
  },
  'message.send.xml': {
    observe: async (ece) => {
      const id = await ece.conversation();
      const xml = `<message><conversation id="${id}"/><type><value>text/plain</value></type><content>hello</content></message>`;
      return (await ece.post(paths.send, xml)).outcome;
    },
    seen: [
      [true, 204],
      [false, '415-153'],
    ],
  },
  'message.send.required': {
    settings: { 'message.send.notOngoingStatus': 410 },
    observe: async (ece) => {
      const conversation = { id: await ece.conversation() };
      const type = { value: 'startTyping' };
      return {
        noConversation: (await ece.post(paths.send, { type })).outcome,
        noId: (await ece.post(paths.send, { type, conversation: {} })).outcome,
        emptyId: (await ece.post(paths.send, { type, conversation: { id: '' } })).outcome,
        noType: (await ece.post(paths.send, { conversation })).outcome,
        noAttachments: (await ece.post(paths.send, { conversation, type: { value: 'uploadAttachment' } })).outcome,
      };
    },
    seen: [
      [400, { noConversation: '400-146', noId: '400-146', emptyId: '400-387', noType: '400-146', noAttachments: '400-146' }],
      [404, { noConversation: '404-142', noId: '404-142', emptyId: '404-142', noType: '400-146', noAttachments: '400-146' }],
    ],
  },
  'message.send.types': {
    observe: (ece) => outcomesOf(ece, [...Object.values(sendTypeWords), ...Object.values(otherSendTypeWords)]),
    seen: [
      [sendTypeWords, { ...every(sendTypeWords, 204), ...every(otherSendTypeWords, '400-199') }],
      [otherSendTypeWords, { ...every(sendTypeWords, '400-199'), ...every(otherSendTypeWords, 204) }],
    ],
  },
  'message.send.unknownTypeStatus': {
    observe: async (ece) => (await ece.send(await ece.conversation(), { type: { value: 'foo' } })).outcome,
    seen: [
      [400, '400-199'],
      [204, 204],
    ],
  },
  'message.send.emptyContentStatus': {
    observe: async (ece) => {
      const id = await ece.conversation();
      const type = { value: 'text/plain' };
      return [(await ece.send(id, { type, content: '' })).outcome, (await ece.send(id, { type })).outcome];
    },
    seen: [
      [400, ['400-387', '400-146']],
      [204, [204, 204]],
    ],
  },
  'message.send.maxContentLength': {
    observe: async (ece) => {
      const id = await ece.conversation();
      return [(await ece.send(id, 'a'.repeat(1000))).outcome, (await ece.send(id, 'a'.repeat(1001))).outcome];
    },
    seen: [
      [null, [204, 204]],
      [1000, [204, '400-929']],
    ],
  },
  'message.send.notOngoingStatus': {
    observe: async (ece) => {
      const ended = await ece.conversation();
      await ece.end(ended);
      return { ended: (await ece.send(ended, 'hello')).outcome, unknown: (await ece.send(unknownConversation, 'hello')).outcome };
    },
    seen: notOngoing(400, 404, 409, 410).map(([status, code]) => [status, { ended: code, unknown: code }] as const),
  },
  'message.send.whileQueued': {
    observe: async (ece) => ({
      queued: (await ece.send(await ece.conversation({ entryPoint: '1003' }), 'hello')).outcome,
      assigned: (await ece.send(await ece.conversation(), 'hello')).outcome,
    }),
    seen: [
      ['accept', { queued: 204, assigned: 204 }],
      [400, { queued: '400-137', assigned: 204 }],
      [409, { queued: '409-137', assigned: 204 }],
    ],
  },
  'message.send.conflict': {
    observe: async (ece) => (await ece.send(await ece.conversation(), 'hello')).outcome,
    seen: [
      ['never', 204],
      [409, '409-100'],
    ],
  },
} satisfies Probes;
