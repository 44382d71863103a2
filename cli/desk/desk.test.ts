import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createControlClient } from '../../simulator/control/client.ts';
import type { Simulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { sendCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { uploadBody } from '../../simulator/testing/samples.ts';
import { Desk } from './desk.ts';
import { deskActs } from './desk-acts.ts';

let simulator: Simulator;
let ece: EceClient;
let desk: Desk;
let shown: string[];
let hasLeft: boolean;

beforeEach(async () => {
  const started = await startSimulator({ port: 0, agents: 'manual', world: { chats: [] } });
  onTestFinished(() => started.close(0));
  simulator = started;
  ece = await EceClient.authorized(started.url);
  shown = [];
  hasLeft = false;
  const control = createControlClient(started.url, { partition: 'default' });
  desk = new Desk({ control, agent: 'Ada', say: (text) => shown.push(text), leave: () => (hasLeft = true) });
});

/** A customer's chat that waits. */
async function waitingChat(): Promise<string> {
  const chat = await ece.startConversation();
  await desk.refresh();
  return chat;
}

describe('an agent in the terminal', () => {
  it('sees a chat that waits, takes it, talks and ends it', async () => {
    const chat = await waitingChat();
    expect(shown.at(-1)).toMatch(/^\[1\] .* waits \(entry point 1001\)/);
    await desk.execute('/take');
    await ece.send(sendCall(ece.token, { conversation: { id: chat }, type: { value: 'text/plain' }, content: 'Where is it?' }));
    await desk.refresh();
    expect(shown.at(-1)).toMatch(/: Where is it\?$/);
    await desk.execute('It left our house.');
    await desk.execute('/html <b>today</b>');
    await desk.execute('/typing');
    await desk.execute('/push https://www.example.com/');
    // What the agent has typed stands there already.
    expect(shown).not.toContain('Ada: It left our house.');
    const said = simulator.conversations.get(chat).transcript.filter(({ from }) => from === 'agent');
    expect(said.map(({ content }) => content)).toEqual(['It left our house.', '<b>today</b>', 'https://www.example.com/']);
    await desk.execute('/complete');
    expect(shown.at(-1)).toBe('── The chat is over. ──');
    expect(simulator.conversations.get(chat).state).toBe('ended');
  });

  it('sends a file, and decides about those of the customer', async () => {
    const chat = await waitingChat();
    await desk.execute('/take 1');
    const file = path.join(tmpdir(), `offer-${crypto.randomUUID()}.pdf`);
    await writeFile(file, 'an offer');
    await desk.execute(`/file ${file}`);
    const photo = { fileName: 'a.jpeg', contentType: 'image/jpeg', size: 7, contentUrl: 'https://files.example.com/a' };
    await ece.send(sendCall(ece.token, uploadBody(chat, photo)));
    await desk.execute('/reject');
    expect(simulator.conversations.files(chat).map(({ from, decision }) => `${from} ${decision}`)).toEqual([
      'agent none',
      'customer rejected',
    ]);
    await desk.execute('/accept');
    expect(shown.at(-1)).toBe('! The customer has offered no file that waits for you.');
  });

  it('transfers the chat, which leaves the desk', async () => {
    const chat = await waitingChat();
    await desk.execute('/take');
    await desk.execute('/transfer Bne');
    expect(shown.at(-1)).toBe('! No agent or queue is called "Bne". Did you mean "Ben"?');
    await desk.execute('/transfer Ben');
    expect(shown.at(-1)).toBe('── The chat is on the desk of another agent. ──');
    expect(simulator.agents.get('Ben').conversationIds).toEqual([chat]);
  });

  it('turns between chats, and says when one is not there any more', async () => {
    await waitingChat();
    await waitingChat();
    await desk.execute('/take 1');
    await desk.execute('/take 2');
    await desk.execute('/open 1');
    expect(shown.at(-1)).toBe('── chat 1 ──');
    simulator.reset();
    await desk.refresh();
    expect(shown.at(-1)).toBe('── The chat is not there any more. ──');
    await desk.execute('/chats');
    expect(shown.at(-1)).toBe('No chat waits and none goes on.');
  });

  it('logs out and in, and leaves', async () => {
    await desk.execute('/away');
    expect(simulator.agents.get('Ada').loggedIn).toBe(false);
    await desk.execute('/back');
    expect(simulator.agents.get('Ada').loggedIn).toBe(true);
    await desk.execute('/quit');
    expect(hasLeft).toBe(true);
  });

  it.each([
    ['/tkae', '! /tkae does nothing. Did you mean "/take"?'],
    ['/', expect.stringMatching(/^! \/ does nothing\. Valid: \/chats, \/take, /)],
    ['Hello', '! No chat is open. /take takes the oldest one that waits.'],
    ['/take', '! No chat waits.'],
    ['/open 9', '! "9" is the number of no chat. /chats lists them.'],
    ['/file', '! /file needs more: /file <path>'],
    ['/push', '! /push needs more: /push <url>'],
    ['/transfer', '! /transfer needs more: /transfer <agent or queue>'],
    ['/push nowhere', '! No chat is open. /take takes the oldest one that waits.'],
  ])('is told what to do instead of %s', async (line, answer) => {
    await desk.execute(line);
    expect(shown.at(-1)).toEqual(answer);
  });

  it('is told why ECE does not do what was typed', async () => {
    await waitingChat();
    await desk.execute('/take');
    await desk.execute('/push nowhere');
    expect(shown.at(-1)).toMatch(/^! .*url/);
    await desk.execute('/file /nowhere/at-all.pdf');
    expect(shown.at(-1)).toMatch(/^! \/nowhere\/at-all.pdf cannot be read: /);
  });

  it('finds every word in the help', async () => {
    await desk.execute('/help');
    for (const word of Object.keys(deskActs)) expect(shown.at(-1)).toContain(`/${word}`);
  });
});
