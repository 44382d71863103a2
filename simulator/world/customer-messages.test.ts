import { describe, expect, it } from 'vitest';
import type { TestCentreOptions } from '../testing/world.ts';
import { agent, entryPoint, TestCentre } from '../testing/world.ts';
import { agentSendsFile } from './agent-acts.ts';
import type { Attachment } from './attachments.ts';
import { customerDecides, customerOffersFiles, customerTypes, checkAttachmentPolicy } from './customer-messages.ts';

function offer(fileName: string) {
  return { fileName, contentType: 'image/jpeg', size: 7, contentUrl: `http://files/${fileName}` };
}

function assigned(options: TestCentreOptions = {}) {
  const centre = new TestCentre({ agents: [agent('Ada')], ...options });
  const chat = centre.startChat();
  const sent = (): Attachment => {
    const file = { fileName: 'a.pdf', contentType: 'application/pdf', content: new Uint8Array(5) };
    return agentSendsFile(centre.world, chat, file) as Attachment;
  };
  return { centre, world: centre.world, chat, sent };
}

describe('a message of a customer', () => {
  it('is in the transcript, and listeners are called', () => {
    const { centre, chat } = assigned();
    centre.pass(5);
    centre.say(chat, 'hello');
    const entry = { at: centre.world.clock.now(), from: 'customer', type: 'plainText', content: 'hello' };
    expect(chat.transcript.at(-1)).toEqual(entry);
    expect(centre.events.at(-1)).toEqual({ type: 'customer-message', conversationId: chat.id, entry });
    expect(chat.lastActivityAt).toBe(entry.at);
  });

  it('about typing is too', () => {
    const { world, chat } = assigned();
    customerTypes(world, chat, 'startTyping');
    expect(chat.transcript.at(-1)).toMatchObject({ from: 'customer', type: 'startTyping' });
  });

  it('with files is too, and the files keep their URLs', () => {
    const { world, chat } = assigned();
    customerOffersFiles(world, chat, [offer('a.jpg'), { ...offer('b.jpg'), content: new Uint8Array(3) }]);
    const [first, second] = [...world.state.attachments.values()];
    expect(chat.transcript.at(-1)).toMatchObject({ type: 'uploadAttachment', attachmentIds: [first!.id, second!.id] });
    expect(first).toMatchObject({ from: 'customer', contentUrl: 'http://files/a.jpg', content: null, fetch: 'not asked' });
    expect(second).toMatchObject({ content: new Uint8Array(3), fetch: 'done' });
  });
});

describe('the attachment policy', () => {
  const blocked = [entryPoint(1001, { attachmentPolicy: { restriction: 'allowList', extensions: ['jpg'] } })];

  it.each([
    ['both', true],
    ['customer', true],
    ['agent', false],
    ['none', false],
  ])('with the scope %s applies to customers: %s', (scope, holds) => {
    const { world, chat } = assigned({ entryPoints: blocked, settings: { 'attachment.policyScope': scope } });
    expect(checkAttachmentPolicy(world, chat, [offer('a.gif')]) !== undefined).toBe(holds);
  });

  it('refuses all files for one', () => {
    const { world, chat } = assigned({ entryPoints: blocked });
    expect(checkAttachmentPolicy(world, chat, [offer('a.jpg')])).toBeUndefined();
    expect(checkAttachmentPolicy(world, chat, [offer('a.jpg'), offer('b.gif')])).toMatchObject({
      key: 'attachmentRefusedByPolicy',
      values: { fileName: 'b.gif' },
    });
  });
});

describe('the decision on files of the agent', () => {
  it.each([
    ['acceptAttachment', 'accepted'],
    ['rejectAttachment', 'rejected'],
  ] as const)('%s is stored and emitted as an event', (decision, remembered) => {
    const { centre, world, chat, sent } = assigned();
    const file = sent();
    expect(customerDecides(world, chat, decision, [file.id])).toBeUndefined();
    expect(file.decision).toBe(remembered);
    expect(centre.events.at(-1)).toMatchObject({ type: 'customer-message', entry: { type: decision, attachmentIds: [file.id] } });
  });

  it('applies to all or, when one is unknown, to none', () => {
    const { world, chat, sent } = assigned();
    const [one, other] = [sent(), sent()];
    expect(customerDecides(world, chat, 'acceptAttachment', [one.id, '0'])).toEqual({
      key: 'unknownAttachment',
      values: { id: '0' },
      reason: { rule: 'no file of the agent in this conversation has the id', wouldWork: [one.id, other.id] },
    });
    expect(one.decision).toBe('none');
  });

  it('is final', () => {
    const { world, chat, sent } = assigned();
    const file = sent();
    customerDecides(world, chat, 'rejectAttachment', [file.id]);
    expect(customerDecides(world, chat, 'acceptAttachment', [file.id])).toMatchObject({ key: 'attachmentAlreadyDecided' });
    expect(file.decision).toBe('rejected');
  });

  it("is not made on the customer's own file, nor on one of another chat", () => {
    const { centre, world, chat, sent } = assigned();
    customerOffersFiles(world, chat, [offer('a.jpg')]);
    const [own] = world.state.attachments.keys();
    expect(customerDecides(world, chat, 'acceptAttachment', [own!])).toMatchObject({ key: 'unknownAttachment' });
    expect(customerDecides(world, centre.startChat(), 'acceptAttachment', [sent().id])).toMatchObject({
      key: 'unknownAttachment',
    });
  });
});
