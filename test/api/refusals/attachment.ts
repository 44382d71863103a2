import { attachmentCall, other, sendCall } from '../../../simulator/testing/calls.ts';
import { decisionBody, picture, uploadBody } from '../../../simulator/testing/samples.ts';
import type { ContactCentre } from '../contact-centre.ts';
import { offer } from './good-calls.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';

async function offered(centre: ContactCentre): Promise<{ token: string; conversation: string; id: string }> {
  const token = await centre.token();
  const conversation = await centre.start(token);
  return { token, conversation, id: centre.simulator.conversations.sendFile(conversation, offer).id };
}

function idOf({ target }: { target: string }) {
  return { id: target.split('/').at(-2)! };
}

/** Spec 10: the content URL. */
export const attachmentCases: RefusalCase[] = [
  refused('getAttachment', 'unknownIdInPath', {
    when: 'no such file',
    source: 'spec 10',
    relies: ['attachment.urlUnknownStatus'],
    provoke: async (centre) => attachmentCall(await centre.token(), '0', offer.fileName),
    fill: { id: '0' },
  }),
  refused('getAttachment', 'unknownIdInPath', {
    when: 'a wrong file name',
    source: 'spec 10',
    relies: ['attachment.urlUnknownStatus'],
    async provoke(centre) {
      const { token, id } = await offered(centre);
      return attachmentCall(token, id, 'other.pdf');
    },
    fill: idOf,
  }),
  refused('getAttachment', 'foreignAttachment', {
    when: "a file of another application's conversation",
    source: 'spec 10',
    relies: ['attachment.urlForeignStatus'],
    async provoke(centre) {
      const { id } = await offered(centre);
      return attachmentCall(await centre.token(other), id, offer.fileName);
    },
    fill: idOf,
  }),
  refused('getAttachment', 'foreignAttachment', {
    when: 'the customer rejected the file',
    source: 'spec 10',
    relies: ['attachment.urlDecision'],
    async provoke(centre) {
      const { token, conversation, id } = await offered(centre);
      await centre.call(sendCall(token, decisionBody(conversation, 'rejectAttachment', id)));
      return attachmentCall(token, id, offer.fileName);
    },
    fill: idOf,
  }),
  refused('getAttachment', 'unknownIdInPath', {
    when: 'a file of the customer',
    source: 'spec 10',
    relies: ['attachment.urlUnknownStatus'],
    async provoke(centre) {
      const token = await centre.token();
      const conversation = await centre.start(token);
      await centre.call(sendCall(token, uploadBody(conversation)));
      return attachmentCall(token, centre.simulator.conversations.files(conversation)[0]!.id, picture.fileName);
    },
    fill: idOf,
  }),
  refused('getAttachment', 'unknownIdInPath', {
    when: 'the content URL is over',
    source: 'spec 10',
    relies: ['attachment.urlLifetimeSeconds', 'attachment.urlUnknownStatus'],
    world: { settings: { 'attachment.urlLifetimeSeconds': 60 } },
    async provoke(centre) {
      const { token, id } = await offered(centre);
      await centre.simulator.clock.advance(60_000);
      return attachmentCall(token, id, offer.fileName);
    },
    fill: idOf,
  }),
  refused('getAttachment', 'foreignAttachment', {
    when: 'the customer has not accepted the file, and the setting asks for that',
    source: 'spec 10',
    relies: ['attachment.urlDecision'],
    world: { settings: { 'attachment.urlDecision': 'after-accept' } },
    async provoke(centre) {
      const { token, id } = await offered(centre);
      return attachmentCall(token, id, offer.fileName);
    },
    fill: idOf,
  }),
];
