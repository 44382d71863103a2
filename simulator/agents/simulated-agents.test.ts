import { describe, expect, it } from 'vitest';
import type { TestCentreOptions } from '../testing/world.ts';
import { agent, entryPoint, TestCentre } from '../testing/world.ts';
import { endConversation } from '../world/conversation-end.ts';
import type { Conversation } from '../world/conversations.ts';
import { customerOffersFiles } from '../world/customer-messages.ts';
import { changeAgent, transferConversation } from '../world/routing.ts';
import { phrasesOf } from './locales.ts';
import type { Phrases } from './phrases.ts';
import { simulateAgents } from './simulated-agents.ts';

const phrases: Phrases = {
  greeting: (_number, screenName) => `Hello from ${screenName}`,
  answer: (_number, text) => `You said ${text}`,
  farewell: () => 'Goodbye',
  rejectsNextFile: () => 'I shall not accept the next file you send.',
  cannotSendFile: (reason) => `I cannot send you a file here. ${reason}`,
};
const minute = 60_000;

function staffed(options: TestCentreOptions = {}, words = phrases) {
  const centre = new TestCentre({ agents: [agent('Ada')], ...options });
  simulateAgents(centre.world, words, () => undefined);
  return centre;
}

/** Everything that was posted to the client, after enough time for each planned act. */
function posted(centre: TestCentre, chat: Conversation): [string, string | undefined][] {
  centre.pass(10 * minute);
  return centre.posted(chat).map(({ type, content }) => [type, content]);
}

/** A chat after its greeting, and what is posted from then on. */
function greeted(options: TestCentreOptions = {}) {
  const centre = staffed(options);
  const chat = centre.startChat();
  const before = posted(centre, chat).length;
  return { centre, chat, postedSince: () => posted(centre, chat).slice(before) };
}

function typed(type: string, content: string) {
  return [
    ['startTyping', undefined],
    ['endTyping', undefined],
    [type, content],
  ];
}

describe('a simulated agent', () => {
  it('greets the customer of a new chat', () => {
    const centre = staffed();
    expect(posted(centre, centre.startChat())).toEqual([
      ['assigned', 'You are now chatting with Ada'],
      ...typed('plainText', 'Hello from Ada'),
    ]);
  });

  it('answers a text', () => {
    const { centre, chat, postedSince } = greeted();
    centre.say(chat, 'Where is my parcel?');
    expect(postedSince()).toEqual(typed('plainText', 'You said Where is my parcel?'));
  });

  it('is fooled by no plain word in a sentence', () => {
    const { centre, chat, postedSince } = greeted();
    centre.say(chat, 'bye for now');
    expect(postedSince()).toEqual(typed('plainText', 'You said bye for now'));
  });

  it.each(['silent', 'manual'] as const)('that is %s says nothing', (behaviour) => {
    const { centre, chat, postedSince } = greeted({ agents: [agent('Ada', { behaviour })] });
    centre.say(chat, 'hello');
    expect(postedSince()).toEqual([]);
    expect(centre.world.clock.nextDue()).toBeUndefined();
  });
});

describe('the pace of a person', () => {
  const reads = { least: 600, most: 1500 };

  it('is reading, then typing for as long as the text is', () => {
    const centre = staffed({}, { ...phrases, greeting: () => 'x'.repeat(40) });
    const chat = centre.startChat();
    centre.pass(reads.least - 1);
    expect(centre.postedTypes(chat)).toEqual(['assigned']);
    centre.pass(reads.most - reads.least + 1);
    expect(centre.postedTypes(chat)).toEqual(['assigned', 'startTyping']);
    posted(centre, chat);
    const [, start, , text] = centre.posted(chat);
    expect(text!.timeStamp - start!.timeStamp).toBe(40 * 25);
  });

  it('is at most four seconds of typing', () => {
    const centre = staffed({}, { ...phrases, greeting: () => 'x'.repeat(5000) });
    const chat = centre.startChat();
    posted(centre, chat);
    const [, start, , text] = centre.posted(chat);
    expect(text!.timeStamp - start!.timeStamp).toBe(4000);
  });

  it('is one thing after the other, in the order they were said', () => {
    const { centre, chat, postedSince } = greeted();
    centre.say(chat, 'one');
    centre.say(chat, 'two');
    while (centre.posted(chat).at(-1)!.type !== 'startTyping') centre.pass(10);
    centre.say(chat, 'three');
    expect(postedSince()).toEqual(['one', 'two', 'three'].flatMap((text) => typed('plainText', `You said ${text}`)));
  });
});

describe('the plain word', () => {
  it.each(['html', ' HTML\n'])('"%s" is answered in HTML', (word) => {
    const { centre, chat, postedSince } = greeted();
    centre.say(chat, word);
    expect(postedSince()).toEqual(typed('html', `<p><b>Ada</b>: You said ${word}</p>`));
  });

  it('html is answered with markup of the agent alone', () => {
    const centre = staffed({}, { ...phrases, answer: () => 'a < b & c' });
    const chat = centre.startChat();
    centre.say(chat, 'html');
    expect(posted(centre, chat).at(-1)).toEqual(['html', '<p><b>Ada</b>: a &lt; b &amp; c</p>']);
  });

  it('file brings a PDF', () => {
    const { centre, chat, postedSince } = greeted();
    centre.say(chat, 'file');
    expect(postedSince()).toEqual([['uploadAttachment', undefined]]);
    const [file] = centre.world.state.attachments.values();
    expect(file).toMatchObject({ fileName: 'offer.pdf', contentType: 'application/pdf', from: 'agent' });
    expect(new TextDecoder().decode(file!.content)).toMatch(/^%PDF-1\.4\n[^]*\n%%EOF\n$/);
  });

  it('file brings an excuse where files are blocked', () => {
    const { centre, chat, postedSince } = greeted({
      entryPoints: [entryPoint(1001, { attachmentPolicy: { restriction: 'blockAll' } })],
    });
    centre.say(chat, 'file');
    const excuse = 'I cannot send you a file here. The file offer.pdf was not sent: the attachment policy blocks every file.';
    expect(postedSince()).toEqual(typed('plainText', excuse));
  });

  it('page pushes a page', () => {
    const { centre, chat, postedSince } = greeted();
    centre.say(chat, 'page');
    expect(postedSince()).toEqual([['pagePush', expect.stringMatching(/^https:\/\/www\.example\.com\/offers\/\d+$/) as string]]);
  });

  it('transfer gives the chat to a colleague, who greets', () => {
    const { centre, chat, postedSince } = greeted({ agents: [agent('Ada'), agent('Ben')] });
    centre.say(chat, 'transfer');
    expect(postedSince()).toEqual([
      ['transfer', 'You have been transferred to agent Ben'],
      ['assigned', 'You are now chatting with Ben'],
      ...typed('plainText', 'Hello from Ben'),
    ]);
  });

  it.each([
    ['there is none', []],
    ['none is logged in', [agent('Ben', { loggedIn: false })]],
    ['all are full', [agent('Ben', { maximumLoad: 0 })]],
    ['none has the skill', [agent('Ben', { skills: ['claims'] })]],
  ])('transfer gives the chat back to the queue when %s', (_why, colleagues) => {
    const { centre, chat, postedSince } = greeted({ agents: [agent('Ada'), ...colleagues] });
    centre.say(chat, 'transfer');
    expect(postedSince()[1]).toEqual(['assigned', 'You are now chatting with Ada']);
    expect(centre.posted(chat).find(({ type }) => type === 'transfer')).toMatchObject({ transferredTo: { type: 'queue' } });
  });

  it('silence is followed', () => {
    const { centre, chat, postedSince } = greeted();
    for (const text of ['silence', 'hello?', 'bye']) centre.say(chat, text);
    customerOffersFiles(centre.world, chat, [{ fileName: 'a.jpg', contentType: 'image/jpeg', size: 1, contentUrl: 'http://a' }]);
    expect(postedSince()).toEqual([]);
  });

  it('silence leaves what was said before to be answered', () => {
    const { centre, chat, postedSince } = greeted();
    for (const text of ['hello', 'silence', 'hello?']) centre.say(chat, text);
    expect(postedSince()).toEqual(typed('plainText', 'You said hello'));
  });

  it('bye ends the chat politely', () => {
    const { centre, chat, postedSince } = greeted();
    centre.say(chat, 'Bye');
    expect(postedSince()).toEqual([...typed('plainText', 'Goodbye'), ['complete', 'Ada has ended the chat']]);
  });
});

describe("a customer's file", () => {
  const offer = { fileName: 'a.jpg', contentType: 'image/jpeg', size: 1, contentUrl: 'http://files/a.jpg' };

  it('is accepted, and fetched', () => {
    const { centre, chat, postedSince } = greeted();
    customerOffersFiles(centre.world, chat, [offer, offer]);
    expect(postedSince().map(([type]) => type)).toEqual(['acceptAttachment', 'acceptAttachment']);
    expect(centre.events.filter(({ type }) => type === 'file-requested')).toHaveLength(2);
  });

  it('is rejected after the plain word reject; the next is accepted', () => {
    const { centre, chat, postedSince } = greeted();
    centre.say(chat, 'reject');
    customerOffersFiles(centre.world, chat, [offer]);
    customerOffersFiles(centre.world, chat, [offer]);
    expect(postedSince().map(([type]) => type)).toEqual([
      'startTyping',
      'endTyping',
      'plainText',
      'rejectAttachment',
      'acceptAttachment',
    ]);
  });
});

describe('an agent that takes a chat over', () => {
  it('answers what was said while it waited', () => {
    const centre = staffed({ agents: [agent('Ada', { loggedIn: false })] });
    const chat = centre.startChat();
    centre.say(chat, 'one');
    centre.say(chat, 'two');
    changeAgent(centre.world, centre.agent('Ada'), { loggedIn: true });
    const texts = posted(centre, chat).filter(([type]) => type === 'plainText');
    expect(texts.map(([, text]) => text)).toEqual(['Hello from Ada', 'You said one', 'You said two']);
  });

  it('answers only what was said since a transfer', () => {
    const { centre, chat, postedSince } = greeted({ agents: [agent('Ada'), agent('Ben', { loggedIn: false })] });
    centre.say(chat, 'to Ada');
    postedSince();
    changeAgent(centre.world, centre.agent('Ada'), { loggedIn: false });
    centre.say(chat, 'to nobody');
    changeAgent(centre.world, centre.agent('Ben'), { loggedIn: true });
    const texts = postedSince().filter(([type]) => type === 'plainText');
    expect(texts.map(([, text]) => text)).toEqual(['You said to Ada', 'Hello from Ben', 'You said to nobody']);
  });

  it('is not interrupted by the agent that had it before', () => {
    const { centre, chat, postedSince } = greeted({ agents: [agent('Ada'), agent('Ben')] });
    centre.say(chat, 'to Ada');
    transferConversation(centre.world, chat, { agent: centre.agent('Ben') });
    expect(postedSince().filter(([type]) => type === 'plainText')).toEqual([['plainText', 'Hello from Ben']]);
  });
});

it('nothing follows the end, even if the agent was typing', () => {
  const { centre, chat, postedSince } = greeted();
  centre.say(chat, 'one');
  while (centre.posted(chat).at(-1)!.type !== 'startTyping') centre.pass(10);
  endConversation(centre.world, chat, 'client');
  expect(postedSince().at(-1)).toEqual(['complete', 'Customer has left the chat']);
});

it('two chats at once do not wait for each other', () => {
  const centre = staffed({ agents: [agent('Ada', { maximumLoad: 2 })] });
  const chats = [centre.startChat(), centre.startChat()];
  for (const chat of chats) for (const text of ['one', 'two', 'three']) centre.say(chat, text);
  const [first, second] = chats.map((chat) => posted(centre, chat).map(([type, content]) => `${type} ${content}`));
  expect(first).toEqual(second);
  const firstEnd = centre.posted(chats[0]).at(-1)!.timeStamp;
  const secondStart = centre.posted(chats[1])[1]!.timeStamp;
  expect(secondStart).toBeLessThan(firstEnd);
});

describe('the same seed', () => {
  const story = (seed: string) => {
    const centre = staffed({ seed, agents: [agent('Ada'), agent('Ben')] }, phrasesOf('en'));
    const chat = centre.startChat();
    for (const text of ['hello', 'html', 'page', 'transfer', 'bye']) {
      centre.say(chat, text);
      centre.pass(minute);
    }
    return centre.posted(chat).map(({ type, content, timeStamp }) => [type, content, timeStamp]);
  };

  it('brings the same words at the same times', () => {
    expect(story('a')).toEqual(story('a'));
  });

  it('is what they depend on', () => {
    expect(story('a')).not.toEqual(story('b'));
  });
});
