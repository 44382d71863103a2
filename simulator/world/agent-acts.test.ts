import { describe, expect, it } from 'vitest';
import type { TestCentreOptions } from '../testing/world.ts';
import { agent, entryPoint, TestCentre } from '../testing/world.ts';
import {
  agentDecides,
  agentEnds,
  agentPushesPage,
  agentSays,
  agentSendsFile,
  agentSendsFiles,
  agentTypes,
  recordFetchedFile,
} from './agent-acts.ts';
import type { Attachment } from './attachments.ts';
import type { Conversation } from './conversations.ts';
import { customerOffersFiles } from './customer-messages.ts';

const pdf = { fileName: 'a.pdf', contentType: 'application/pdf', content: new Uint8Array(5) };
const offer = { fileName: 'b.jpg', contentType: 'image/jpeg', size: 7, contentUrl: 'http://files/b.jpg' };

function assigned(settings: Record<string, unknown> = {}, rest: TestCentreOptions = {}) {
  const centre = new TestCentre({ agents: [agent('Ada')], settings, ...rest });
  const chat = centre.startChat();
  const offered = (): Attachment => {
    customerOffersFiles(centre.world, chat, [offer]);
    return [...centre.world.state.attachments.values()].at(-1)!;
  };
  return { centre, world: centre.world, chat, offered, latest: () => centre.posted().at(-1)! };
}
const listOfPdf = {
  entryPoints: [entryPoint(1001, { attachmentPolicy: { restriction: 'allowList' as const, extensions: ['pdf'] } })],
};
const sender = { firstName: 'Ada', lastName: 'Test', screenName: 'Ada' };

describe('at the desk an agent', () => {
  it('writes a text: the client gets it, the transcript holds it, listeners are called', () => {
    const { centre, world, chat, latest } = assigned();
    expect(agentSays(world, chat, 'html', '<b>Hi</b>')).toBeUndefined();
    expect(latest()).toMatchObject({ type: 'html', content: '<b>Hi</b>', sender });
    expect(chat.transcript.at(-1)).toMatchObject({ from: 'agent', type: 'html', content: '<b>Hi</b>' });
    expect(centre.events.filter(({ type }) => type === 'agent-message')).toHaveLength(1);
  });

  it('types, which is not in the transcript', () => {
    const { world, chat, latest } = assigned();
    agentTypes(world, chat, 'startTyping');
    expect(latest()).toMatchObject({ type: 'startTyping', sender });
    expect(chat.transcript.map(({ type }) => type)).toEqual(['assigned']);
  });

  it('pushes a page: its URL, or a link', () => {
    const { centre, world, chat, latest } = assigned();
    agentPushesPage(world, chat, 'http://x/?a=1&b="2"');
    expect(latest()).toMatchObject({ type: 'pagePush', content: 'http://x/?a=1&b="2"' });
    centre.change({ 'callback.content.pagePush': 'html-link' });
    agentPushesPage(world, chat, 'http://x/?a=1&b="2"');
    const escaped = 'http://x/?a=1&amp;b=&quot;2&quot;';
    expect(latest()).toMatchObject({ content: `<a href="${escaped}">${escaped}</a>` });
  });

  it('sends a file, which the world keeps', () => {
    const { world, chat, latest } = assigned();
    const sent = agentSendsFile(world, chat, pdf);
    expect(sent).toMatchObject({ id: '4711', from: 'agent', size: 5, decision: 'none', contentUrl: null, content: pdf.content });
    expect(latest()).toMatchObject({ type: 'uploadAttachment', attachmentIds: ['4711'], sender });
  });

  it('sends two files in one message, or none of them', () => {
    const { world, centre, chat, latest } = assigned({}, listOfPdf);
    const terms = { ...pdf, fileName: 'terms.pdf' };
    expect(agentSendsFiles(world, chat, [pdf, { ...pdf, fileName: 'a.exe' }])).toEqual({
      actRefused: expect.stringContaining('The file a.exe was not sent') as string,
    });
    expect([world.state.attachments.size, centre.postedTypes()]).toEqual([0, ['assigned']]);
    expect(agentSendsFiles(world, chat, [pdf, terms])).toMatchObject([{ id: '4711', fileName: 'a.pdf' }, { id: '4712' }]);
    expect(latest()).toMatchObject({ type: 'uploadAttachment', attachmentIds: ['4711', '4712'], sender });
    expect(chat.transcript.at(-1)).toMatchObject({ type: 'uploadAttachment', attachmentIds: ['4711', '4712'] });
  });

  it('ends the chat', () => {
    const { world, chat, latest } = assigned();
    expect(agentEnds(world, chat)).toBeUndefined();
    expect(latest()).toMatchObject({ type: 'complete', content: 'Ada has ended the chat' });
  });

  it.each([
    ['waits', (centre: TestCentre) => centre.startChat()],
    [
      'has ended',
      (centre: TestCentre) => {
        const chat = centre.startChat();
        agentEnds(centre.world, chat);
        return chat;
      },
    ],
  ])('can do nothing in a chat that %s', (what, chatOf) => {
    const centre = new TestCentre({ agents: what === 'waits' ? [] : [agent('Ada')] });
    const { world } = centre;
    const chat: Conversation = chatOf(centre);
    const before = centre.posted().length;
    const results = [
      agentSays(world, chat, 'plainText', 'x'),
      agentTypes(world, chat, 'endTyping'),
      agentPushesPage(world, chat, 'http://x'),
      agentSendsFile(world, chat, pdf),
      agentEnds(world, chat),
    ];
    for (const result of results) expect(result).toEqual({ actRefused: expect.stringContaining(chat.id) as string });
    expect(centre.posted()).toHaveLength(before);
    expect(world.state.attachments.size).toBe(0);
  });
});

describe('the attachment policy', () => {
  const blocked = { entryPoints: [entryPoint(1001, { attachmentPolicy: { restriction: 'blockAll' } })] };

  it.each([
    ['both', true],
    ['agent', true],
    ['customer', false],
    ['none', false],
  ])('with the scope %s applies to agents: %s', (scope, holds) => {
    const { world, chat, centre } = assigned({ 'attachment.policyScope': scope }, blocked);
    const sent = agentSendsFile(world, chat, pdf);
    expect('actRefused' in sent).toBe(holds);
    expect(centre.postedTypes().includes('uploadAttachment')).toBe(!holds);
  });
});

describe("a customer's file", () => {
  it('is accepted with its id, and fetched then', () => {
    const { centre, world, chat, offered, latest } = assigned();
    const file = offered();
    expect(file.fetch).toBe('not asked');
    agentDecides(world, chat, file, 'acceptAttachment');
    expect(latest()).toMatchObject({ type: 'acceptAttachment', attachmentIds: [file.id], sender });
    expect(file).toMatchObject({ decision: 'accepted', fetch: 'under way' });
    expect(centre.events).toContainEqual({ type: 'file-requested', attachmentId: file.id });
  });

  it.each(['on-upload', 'never'])('is not fetched on acceptance where the setting is %s', (customerFetch) => {
    const { world, chat, offered, latest } = assigned({ 'attachment.customerFetch': customerFetch });
    const file = offered();
    agentDecides(world, chat, file, 'acceptAttachment');
    expect(latest().type).toBe('acceptAttachment');
    expect(file.fetch).toBe('not asked');
  });

  it('is rejected and not fetched', () => {
    const { centre, world, chat, offered, latest } = assigned();
    const file = offered();
    agentDecides(world, chat, file, 'rejectAttachment');
    expect(latest()).toMatchObject({ type: 'rejectAttachment', attachmentIds: [file.id] });
    expect(centre.events.some(({ type }) => type === 'file-requested')).toBe(false);
  });

  it('is accepted or rejected once', () => {
    const { world, chat, offered } = assigned();
    const file = offered();
    agentDecides(world, chat, file, 'rejectAttachment');
    expect(agentDecides(world, chat, file, 'acceptAttachment')).toEqual({
      actRefused: `The file ${file.id} was rejected before.`,
    });
  });

  it("is not decided from another chat, and an agent does not decide on the agent's own file", () => {
    const { centre, world, chat, offered } = assigned();
    expect(agentDecides(world, centre.startChat(), offered(), 'acceptAttachment')).toHaveProperty('actRefused');
    expect(agentDecides(world, chat, agentSendsFile(world, chat, pdf) as Attachment, 'acceptAttachment')).toHaveProperty(
      'actRefused',
    );
  });

  it('that was fetched has its content', () => {
    const { centre, world, chat, offered } = assigned();
    const file = offered();
    agentDecides(world, chat, file, 'acceptAttachment');
    recordFetchedFile(world, file, { content: new Uint8Array(7) });
    expect(file).toMatchObject({ fetch: 'done', content: new Uint8Array(7), decision: 'accepted' });
    expect(centre.events.at(-1)).toEqual({ type: 'file-fetched', attachmentId: file.id });
  });

  it('that cannot be fetched stays accepted, and the client learns nothing', () => {
    const { centre, world, chat, offered } = assigned();
    const file = offered();
    agentDecides(world, chat, file, 'acceptAttachment');
    const before = centre.posted().length;
    recordFetchedFile(world, file, { failed: 'the file server answered 404' });
    expect(file).toMatchObject({ fetch: { failed: 'the file server answered 404' }, decision: 'accepted' });
    expect(centre.events.at(-1)).toEqual({ type: 'file-fetched', attachmentId: file.id });
    expect(centre.posted()).toHaveLength(before);
  });

  describe('where a failed fetch is a rejection', () => {
    const settings = { 'attachment.fetchFailure': 'rejectAttachment' };

    it.each([
      [{ content: new Uint8Array(1) }, 'acceptAttachment', 'accepted'],
      [{ failed: 'no' }, 'rejectAttachment', 'rejected'],
    ] as const)('%o is posted as %s, and not before', (result, type, decision) => {
      const { centre, world, chat, offered, latest } = assigned(settings);
      const file = offered();
      agentDecides(world, chat, file, 'acceptAttachment');
      expect(centre.postedTypes()).toEqual(['assigned']);
      recordFetchedFile(world, file, result);
      expect(latest()).toMatchObject({ type, attachmentIds: [file.id] });
      expect(file.decision).toBe(decision);
    });

    it('nothing is posted after the end', () => {
      const { world, chat, offered, latest } = assigned(settings);
      const file = offered();
      agentDecides(world, chat, file, 'acceptAttachment');
      agentEnds(world, chat);
      recordFetchedFile(world, file, { failed: 'no' });
      expect(latest().type).toBe('complete');
    });
  });
});

it('the decision on a file is in the transcript', () => {
  const { centre, world, chat, offered } = assigned();
  const file = offered();
  agentDecides(world, chat, file, 'acceptAttachment');
  expect(chat.transcript.at(-1)).toMatchObject({
    from: 'agent',
    type: 'acceptAttachment',
    attachmentIds: [file.id],
    agentId: centre.agent('Ada').id,
  });
});
