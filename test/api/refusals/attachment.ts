import { attachmentCall, other, sendCall } from '../calls.ts';
import { decisionBody } from '../samples.ts';
import type { Stage } from '../stage.ts';
import { offer } from './good-calls.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';

async function offered(stage: Stage): Promise<{ token: string; conversation: string; id: string }> {
  const token = await stage.token();
  const conversation = await stage.start(token);
  return { token, conversation, id: stage.simulator.conversations.sendFile(conversation, offer).id };
}

function idOf({ target }: { target: string }) {
  return { id: target.split('/').at(-2)! };
}

/** Spec 10: the content URL. */
export const attachmentCases: RefusalCase[] = [
  refused('getAttachment', 'unknownFile', {
    when: 'no such file',
    source: 'spec 10',
    relies: ['attachment.urlUnknownStatus'],
    provoke: async (stage) => attachmentCall(await stage.token(), '0', offer.fileName),
    fill: { id: '0' },
  }),
  refused('getAttachment', 'unknownFile', {
    when: 'a wrong file name',
    source: 'spec 10',
    relies: ['attachment.urlUnknownStatus'],
    async provoke(stage) {
      const { token, id } = await offered(stage);
      return attachmentCall(token, id, 'other.pdf');
    },
    fill: idOf,
  }),
  refused('getAttachment', 'foreignAttachment', {
    when: "a file of another application's conversation",
    source: 'spec 10',
    relies: ['attachment.urlForeignStatus'],
    async provoke(stage) {
      const { id } = await offered(stage);
      return attachmentCall(await stage.token(other), id, offer.fileName);
    },
    fill: idOf,
  }),
  refused('getAttachment', 'foreignAttachment', {
    when: 'the customer rejected the file',
    source: 'spec 10',
    relies: ['attachment.urlDecision'],
    async provoke(stage) {
      const { token, conversation, id } = await offered(stage);
      await stage.call(sendCall(token, decisionBody(conversation, 'rejectAttachment', id)));
      return attachmentCall(token, id, offer.fileName);
    },
    fill: idOf,
  }),
];
