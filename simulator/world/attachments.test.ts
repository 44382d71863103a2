import { describe, expect, it } from 'vitest';
import { TestCentre } from '../testing/world.ts';
import { recordFetchedFile } from './agent-acts.ts';
import { addAttachment, isReadable } from './attachments.ts';

function fileIn(settings: Record<string, unknown> = {}) {
  const centre = new TestCentre({ settings });
  const offer = { fileName: 'a.pdf', contentType: 'application/pdf', size: 1 };
  const file = addAttachment(centre.world, centre.startChat(), 'agent', offer, { content: new Uint8Array(1) });
  return { centre, file, readable: () => isReadable(centre.world, file) };
}

describe('a file', () => {
  it('has an id in the form of the setting', () => {
    expect(fileIn().file.id).toBe('4711');
    expect(fileIn({ 'attachment.idForm': 'uuid' }).file.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['until-rejected', ['yes', 'yes', 'rejected']],
    ['after-accept', ['not accepted', 'yes', 'not accepted']],
    ['always', ['yes', 'yes', 'yes']],
  ])('is readable %s', (rule, expected) => {
    const { file, readable } = fileIn({ 'attachment.urlDecision': rule });
    const answers = (['none', 'accepted', 'rejected'] as const).map((decision) => {
      file.decision = decision;
      return readable();
    });
    expect(answers).toEqual(expected);
  });

  it('is readable for as long as the setting says, whatever was decided', () => {
    const { centre, file, readable } = fileIn({ 'attachment.urlLifetimeSeconds': 10 });
    file.decision = 'accepted';
    centre.pass(9_999);
    expect(readable()).toBe('yes');
    centre.pass(1);
    expect(readable()).toBe('expired');
  });
});

it('contents are kept as far as the memory budget allows, oldest removed first, and those of agents until their conversation ends', () => {
  const centre = new TestCentre({ memoryBudget: 100_000 });
  const { world } = centre;
  const offer = { fileName: 'a.pdf', contentType: 'application/pdf', size: 1 };
  const ofAgent = addAttachment(world, centre.startChat(), 'agent', offer, { content: new Uint8Array(1) });
  const chat = centre.startChat();
  const files = ['a', 'b', 'c', 'd'].map((fileName) => {
    const offer = { fileName, contentType: 'image/jpeg', size: 1 };
    return addAttachment(world, chat, 'customer', offer, { contentUrl: `http://files/${fileName}` });
  });
  for (const file of files) recordFetchedFile(world, file, { content: new Uint8Array(20_000) });
  expect(files.map(({ content }) => content !== null)).toEqual([false, false, true, true]);
  expect(files.map(({ fetch }) => fetch)).toEqual(['done', 'done', 'done', 'done']);
  expect(ofAgent.content).not.toBeNull();
});
