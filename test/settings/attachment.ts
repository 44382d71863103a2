import type { Ece } from './ece.ts';
import { second } from './ece.ts';
import type { Reply } from '../../simulator/testing/receiver.ts';
import type { Probes } from './probe.ts';
import { statuses } from './probe.ts';

const offer = { fileName: 'my offer.pdf', contentType: 'application/pdf', content: new TextEncoder().encode('%PDF') };

/** The agent offers a file: its conversation, its id and its content URL as in the callback. */
async function agentsFile(ece: Ece, file = offer): Promise<{ conversation: string; id: string; url: string }> {
  const webhook = ece.webhook();
  const conversation = await ece.conversation();
  ece.simulator.conversations.sendFile(conversation, file);
  await ece.pass();
  const [shown] = webhook.message('uploadAttachment').attachments!.attachment as [{ id: string; contentUrl: string }];
  return { conversation, id: shown.id, url: shown.contentUrl };
}

function decision(value: 'acceptAttachment' | 'rejectAttachment', id: string) {
  return {
    type: { value },
    attachments: { attachment: [{ id }] },
  };
}

const readable = { fileName: 'a.jpeg', contentType: 'image/jpeg', size: '32', contentUrl: 'https://files.example.com/a.jpeg' };
function upload(...attachment: object[]) {
  return { type: { value: 'uploadAttachment' }, attachments: { attachment } };
}

/** A customer's file on a server, and how often ECE has asked for it. */
function customersFile(ece: Ece, reply: Reply): { file: object; count: () => number } {
  let count = 0;
  const contentUrl = ece.serve(() => {
    count++;
    return reply;
  });
  return { file: { ...readable, contentUrl }, count: () => count };
}

export const attachment = {
  'attachment.idForm': {
    observe: async (ece) => {
      const { conversation, id } = await agentsFile(ece);
      const accepted = (await ece.send(conversation, decision('acceptAttachment', id))).outcome;
      return [/^\d+$/.test(id), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id), accepted];
    },
    seen: [
      ['digits', [true, false, 204]],
      ['uuid', [false, true, 204]],
    ],
  },
  'attachment.decisionForm': {
    observe: async (ece) => {
      const outcome = async (form: (id: string) => object) => {
        const { conversation, id } = await agentsFile(ece);
        return (await ece.send(conversation, { type: { value: 'acceptAttachment' }, ...form(id) })).outcome;
      };
      return {
        attachments: await outcome((id) => ({ attachments: { attachment: [{ id }] } })),
        content: await outcome((id) => ({ content: id })),
        attachment: await outcome((id) => ({ attachment: { id } })),
      };
    },
    seen: [
      ['attachments', { attachments: 204, content: '400-146', attachment: '400-146' }],
      ['content', { attachments: '400-146', content: 204, attachment: '400-146' }],
      ['attachment', { attachments: '400-146', content: '400-146', attachment: 204 }],
    ],
  },
  'attachment.sizeForm': {
    observe: async (ece) => {
      const id = await ece.conversation();
      const outcome = async (size: unknown) => (await ece.send(id, upload({ ...readable, size }))).outcome;
      return [await outcome('32'), await outcome(32)];
    },
    seen: [
      ['string-or-number', [204, 204]],
      ['string', [204, '400-152']],
    ],
  },
  'attachment.maxPerMessage': {
    observe: async (ece) => {
      const id = await ece.conversation();
      return [(await ece.send(id, upload(readable))).outcome, (await ece.send(id, upload(readable, readable))).outcome];
    },
    seen: [
      [null, [204, 204]],
      [1, [204, '400-152']],
    ],
  },
  'attachment.unknownStatus': {
    observe: async (ece) => (await ece.send(await ece.conversation(), decision('acceptAttachment', '0'))).outcome,
    seen: statuses('920', 400, 404),
  },
  'attachment.repeatedDecisionStatus': {
    observe: async (ece) => {
      const { conversation, id, url } = await agentsFile(ece);
      await ece.send(conversation, decision('acceptAttachment', id));
      const again = (await ece.send(conversation, decision('rejectAttachment', id))).outcome;
      return { again, stillReadable: (await ece.bearer(url)).status };
    },
    seen: [
      [400, { again: '400-921', stillReadable: 200 }],
      [204, { again: 204, stillReadable: 200 }],
    ],
  },
  'attachment.customerFetch': {
    observe: async (ece) => {
      const id = await ece.conversation();
      const { file, count } = customersFile(ece, 200);
      await ece.send(id, upload(file));
      await ece.pass();
      const afterUpload = count();
      ece.simulator.conversations.acceptFile(id, ece.simulator.conversations.files(id)[0]!.id);
      await ece.pass();
      const unreadable = (await ece.send(id, upload(customersFile(ece, 404).file))).outcome;
      return { afterUpload, afterAccept: count(), unreadable };
    },
    seen: [
      ['on-accept', { afterUpload: 0, afterAccept: 1, unreadable: 204 }],
      ['on-upload', { afterUpload: 1, afterAccept: 1, unreadable: '400-923' }],
      ['never', { afterUpload: 0, afterAccept: 0, unreadable: 204 }],
    ],
  },
  'attachment.redirects': {
    observe: async (ece) => {
      const location = ece.serve(() => ({ status: 200, body: 'a photo' }));
      const moved = ece.serve(() => ({ status: 302, headers: { location } }));
      const id = await ece.conversation();
      await ece.send(id, upload({ ...readable, contentUrl: moved }));
      const [file] = ece.simulator.conversations.files(id);
      ece.simulator.conversations.acceptFile(id, file!.id);
      await ece.pass();
      return ece.simulator.conversations.file(id, file!.id).fetch;
    },
    seen: [
      ['refuse', { failed: 'the file server answered 302' }],
      ['follow', 'done'],
    ],
  },
  'attachment.fetchFailure': {
    observe: async (ece) => {
      const { conversations } = ece.simulator;
      const webhook = ece.webhook();
      const id = await ece.conversation();
      await ece.send(id, upload(customersFile(ece, 200).file, customersFile(ece, 404).file));
      for (const file of conversations.files(id)) {
        conversations.acceptFile(id, file.id);
        await ece.pass();
      }
      return webhook.types;
    },
    seen: [
      ['silent', ['assigned', 'acceptAttachment', 'acceptAttachment']],
      ['rejectAttachment', ['assigned', 'acceptAttachment', 'rejectAttachment']],
    ],
  },
  'attachment.policyScope': {
    observe: async (ece) => {
      const webhook = ece.webhook();
      const id = await ece.conversation({ entryPoint: '1006' });
      const customer = (await ece.send(id, upload(readable))).outcome;
      try {
        ece.simulator.conversations.sendFile(id, offer);
      } catch {
        // The policy does not let the agent send it.
      }
      await ece.pass();
      return { customer, agent: webhook.types };
    },
    seen: [
      ['both', { customer: '400-922', agent: ['assigned'] }],
      ['customer', { customer: '400-922', agent: ['assigned', 'uploadAttachment'] }],
      ['agent', { customer: 204, agent: ['assigned'] }],
      ['none', { customer: 204, agent: ['assigned', 'uploadAttachment'] }],
    ],
  },
  'attachment.policyStatus': {
    observe: async (ece) => {
      const id = await ece.conversation({ entryPoint: '1006' });
      const { outcome } = await ece.send(id, upload(readable));
      return { outcome, shownToAgent: ece.simulator.conversations.files(id).length };
    },
    seen: [
      [400, { outcome: '400-922', shownToAgent: 0 }],
      [403, { outcome: '403-922', shownToAgent: 0 }],
      [204, { outcome: 204, shownToAgent: 0 }],
    ],
  },
  'attachment.url': {
    observe: async (ece) => {
      const { url } = await agentsFile(ece);
      const { status, text } = await ece.bearer(url);
      return [url, status, text];
    },
    seen: [
      [
        '{base}{root}/ws/v19/clientapplications/messaging/attachment/{id}/{fileName}',
        ['http://127.0.0.1:8080/system/ws/v19/clientapplications/messaging/attachment/4711/my%20offer.pdf', 200, '%PDF'],
      ],
      ['{base}/system/files/{id}/{fileName}', ['http://127.0.0.1:8080/system/files/4711/my%20offer.pdf', 200, '%PDF']],
      ['/system/ws/internal/stream/resource/{id}', ['/system/ws/internal/stream/resource/4711', 200, '%PDF']],
    ],
  },
  'attachment.contentDisposition': {
    observe: async (ece) => {
      const { url } = await agentsFile(ece, { ...offer, fileName: 'Größe (1).pdf' });
      return (await ece.bearer(url)).headers['content-disposition'];
    },
    seen: [
      ['filename-and-extended', `attachment; filename="Gr__e (1).pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29.pdf`],
      ['extended', `attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29.pdf`],
      ['utf-8-bytes', 'attachment; filename="Gr\u00c3\u00b6\u00c3\u009fe (1).pdf"'],
    ],
  },
  'attachment.urlAuth': {
    observe: async (ece) => {
      const { url } = await agentsFile(ece);
      return { without: (await ece.call(url)).outcome, withToken: (await ece.bearer(url)).outcome };
    },
    seen: [
      ['bearer', { without: '401-104', withToken: 200 }],
      ['none', { without: 200, withToken: 200 }],
    ],
  },
  'attachment.urlLifetimeSeconds': {
    observe: async (ece) => {
      const { url } = await agentsFile(ece);
      await ece.pass(3599 * second);
      const before = (await ece.bearer(url)).outcome;
      await ece.pass(second);
      return { before, afterAnHour: (await ece.bearer(url)).outcome };
    },
    seen: [
      [null, { before: 200, afterAnHour: 200 }],
      [3600, { before: 200, afterAnHour: '404-100' }],
    ],
  },
  'attachment.urlDecision': {
    observe: async (ece) => {
      const outcome = async (...value: ('acceptAttachment' | 'rejectAttachment')[]) => {
        const { conversation, id, url } = await agentsFile(ece);
        for (const word of value) await ece.send(conversation, decision(word, id));
        return (await ece.bearer(url)).outcome;
      };
      return {
        undecided: await outcome(),
        accepted: await outcome('acceptAttachment'),
        rejected: await outcome('rejectAttachment'),
      };
    },
    seen: [
      ['until-rejected', { undecided: 200, accepted: 200, rejected: '403-133' }],
      ['after-accept', { undecided: '403-133', accepted: 200, rejected: '403-133' }],
      ['always', { undecided: 200, accepted: 200, rejected: 200 }],
    ],
  },
  'attachment.urlForeignStatus': {
    observe: async (ece) => {
      const { url } = await agentsFile(ece);
      return (await ece.bearer(url, {}, 'other')).outcome;
    },
    seen: statuses('133', 403, 404),
  },
  'attachment.urlUnknownStatus': {
    observe: async (ece) => {
      const { id, url } = await agentsFile(ece);
      return {
        otherId: (await ece.bearer(url.replace(id, '9999'))).outcome,
        otherName: (await ece.bearer(url.replace('offer', 'other'))).outcome,
      };
    },
    seen: [
      [404, { otherId: '404-100', otherName: '404-100' }],
      [400, { otherId: '400-100', otherName: '400-100' }],
    ],
  },
} satisfies Probes;
