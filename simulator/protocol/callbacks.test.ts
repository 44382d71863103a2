import { describe, expect, it } from 'vitest';
import { callbackEvents, messageTypes, senderOf, textOf, wordOf } from './callbacks.ts';
import { changeSettings } from '../doors/change-settings.ts';
import { defaultSettings } from './settings.ts';

const ada = { id: '1005', firstName: 'Ada', lastName: 'Moss', screenName: 'Ada' };

describe('an event', () => {
  it('has a word, a sender and a text or none', () => {
    for (const type of messageTypes) {
      expect(Object.keys(callbackEvents[type]), `the row ${type} of callbackEvents`).toEqual(
        expect.arrayContaining(['word', 'sender', 'text']),
      );
      expect(wordOf({ type }, defaultSettings), `the word of ${type}`).not.toBe('');
    }
  });

  it('is not mistaken for another: no two have the same word', () => {
    const words = messageTypes.map((type) => wordOf({ type }, defaultSettings).toLowerCase());
    expect(new Set(words).size).toBe(words.length);
  });

  it.each([
    ['agent', 'Ada has ended the chat'],
    ['client', 'Customer has left the chat'],
    ['timeout', 'System has closed the chat'],
  ] as const)('of the end by %s says: %s', (endedBy, text) => {
    expect(textOf('complete', { agent: ada, endedBy }, defaultSettings)).toBe(text);
  });

  it('has the text of its setting, or none', () => {
    expect(textOf('assigned', { agent: ada, assignedTo: ada }, defaultSettings)).toBe('You are now chatting with Ada');
    const silent = changeSettings(defaultSettings, { 'callback.content.assigned': null });
    expect(textOf('assigned', { agent: ada, assignedTo: ada }, silent)).toBeNull();
    expect(textOf('startTyping', { agent: ada }, defaultSettings)).toBeNull();
  });

  const transfers = {
    agent: { type: 'agent', agent: { ...ada, screenName: '$& {queue}' } },
    queue: { type: 'queue', queue: { id: '301', name: 'Service' } },
    department: { type: 'queue', queue: { id: '302', name: 'Claims' }, department: 'Claims and more' },
  } as const;
  it.each([
    ['agent', 'You have been transferred to agent $& {queue}'],
    ['queue', 'You have been transferred to queue Service'],
    ['department', 'You have been transferred to department Claims and more'],
  ] as const)('of a transfer to another %s names it', (to, text) => {
    const facts = { agent: undefined, transferredTo: transfers[to] };
    expect(textOf('transfer', facts, defaultSettings)).toBe(text);
    expect(textOf('transfer', facts, changeSettings(defaultSettings, { 'callback.content.transfer': 'Wait' }))).toBe('Wait');
  });

  it('that pushes a page says its URL, or a link with the URL escaped', () => {
    const facts = { agent: ada, url: 'http://x/?a=1&b="2"' };
    expect(textOf('pagePush', facts, defaultSettings)).toBe(facts.url);
    const escaped = 'http://x/?a=1&amp;b=&quot;2&quot;';
    const withLinks = changeSettings(defaultSettings, { 'callback.content.pagePush': 'html-link' });
    expect(textOf('pagePush', facts, withLinks)).toBe(`<a href="${escaped}">${escaped}</a>`);
  });

  it('comes from the agent, or from the system when no agent is there', () => {
    const agentOfDesk = { ...ada, skills: ['service'] };
    expect(senderOf('plainText', { agent: agentOfDesk }, defaultSettings)).toEqual(ada);
    expect(senderOf('plainText', { agent: undefined }, defaultSettings)).toBeUndefined();
    expect(senderOf('assigned', { agent: ada }, defaultSettings)).toBeUndefined();
  });
});
