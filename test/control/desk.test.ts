import { describe, expect, it } from 'vitest';
import { sendCall } from '../../simulator/testing/calls.ts';
import { uploadBody } from '../../simulator/testing/samples.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startOnSocket } from './running.ts';

const photo = { fileName: 'a.jpeg', contentType: 'image/jpeg', size: 7 };

async function desk() {
  const fetched: string[] = [];
  const fetch = (url: unknown) => {
    fetched.push(String(url));
    return Promise.resolve(new Response('a photo'));
  };
  const { simulator, control } = await startOnSocket({ fetch: fetch });
  const ece = await EceClient.authorized(simulator.url);
  const chat = await ece.startConversation();
  const types = () => simulator.applications.callbacks('demo').sent.map(({ type }) => type);
  const before = types().length;
  return { simulator, control, ece, chat, path: `/conversations/${chat}`, fetched, sent: () => types().slice(before) };
}

interface Shown {
  readonly state: string;
  readonly agentId: string | null;
  readonly transcript: { from: string; type: string; content?: string }[];
  readonly files: { id: string; from: string; decision: string; fetch: string; stored: number | null }[];
}

describe('an agent over the control API', () => {
  it('does everything that a person can do, and the customer hears of it', async () => {
    const { control, path, sent } = await desk();
    await control.ask('POST', `${path}/messages`, { text: 'Good morning' });
    await control.ask('POST', `${path}/messages`, { html: '<b>Good</b> morning' });
    await control.ask('POST', `${path}/typing`, { typing: true });
    await control.ask('POST', `${path}/typing`, { typing: false });
    await control.ask('POST', `${path}/pages`, { url: 'https://shop.example.com/' });
    const file = { fileName: 'a.txt', contentType: 'text/plain', content: btoa('an offer') };
    expect(await control.ask('POST', `${path}/files`, file)).toMatchObject({ from: 'agent', size: 8, stored: 8 });
    await control.ask('POST', `${path}/transfer`, { agent: 'Ben' });
    await control.ask('POST', `${path}/complete`);
    expect(sent()).toEqual([
      ...['plainText', 'html', 'startTyping', 'endTyping', 'pagePush', 'uploadAttachment'],
      ...['transfer', 'assigned', 'complete'],
    ]);
    const { state, transcript } = await control.ask<Shown>('GET', path);
    expect(state).toBe('ended');
    expect(transcript.map(({ from, type }) => `${from} ${type}`)).toContain('agent plainText');
  });

  it("accepts a customer's file, which is then fetched, and rejects another", async () => {
    const { simulator, control, ece, chat, path, fetched, sent } = await desk();
    for (const name of ['one', 'two'])
      await ece.send(sendCall(ece.token, uploadBody(chat, { ...photo, contentUrl: `https://files.example.com/${name}` })));
    const [one, two] = (await control.ask<Shown>('GET', path)).files;
    await control.ask('POST', `${path}/files/${one!.id}/accept`);
    await control.ask('POST', `${path}/files/${two!.id}/reject`);
    await simulator.clock.advance(0);
    expect(fetched).toEqual(['https://files.example.com/one']);
    expect((await control.ask<Shown>('GET', path)).files).toMatchObject([
      { decision: 'accepted', fetch: 'done', stored: 7 },
      { decision: 'rejected', fetch: 'not asked', stored: null },
    ]);
    expect(sent()).toEqual(['acceptAttachment', 'rejectAttachment']);
  });

  it('takes what waits', async () => {
    const { control, path } = await desk();
    for (const agent of ['Ada', 'Ben']) await control.ask('PATCH', `/agents/${agent}`, { behaviour: 'manual' });
    await control.ask('POST', `${path}/transfer`, { queue: 'Service' });
    expect(await control.ask('GET', path)).toMatchObject({ state: 'queued', agentId: null });
    await control.ask('POST', `${path}/take`, { agent: 'Ben' });
    const { id } = await control.ask<{ id: string }>('GET', '/agents/Ben');
    expect(await control.ask('GET', path)).toMatchObject({ state: 'assigned', agentId: id });
    expect(await control.ask<Shown[]>('GET', '/conversations?state=queued')).toHaveLength(3);
  });

  it('logs out, and loses his chats to others; his load and skills decide what he gets', async () => {
    const { control, ece, path } = await desk();
    await control.ask('PATCH', '/agents/Ada', { loggedIn: false });
    const { id: ben } = await control.ask<{ id: string }>('GET', '/agents/Ben');
    expect(await control.ask('GET', path)).toMatchObject({ state: 'assigned', agentId: ben });
    await control.ask('PATCH', '/agents/Ben', { maximumLoad: 1 });
    const second = await ece.startConversation();
    expect(await control.ask('GET', `/conversations/${second}`)).toMatchObject({ state: 'queued' });
    await control.ask('PATCH', '/agents/Ada', { loggedIn: true, skills: [] });
    expect(await control.ask('GET', `/conversations/${second}`)).toMatchObject({ state: 'queued' });
    await control.ask('PATCH', '/agents/Ada', { skills: ['service'] });
    expect(await control.ask('GET', `/conversations/${second}`)).toMatchObject({ state: 'assigned' });
  });

  it('does not show the token of the session that started a chat', async () => {
    const { control, ece, path } = await desk();
    expect(JSON.stringify([await control.ask('GET', path), await control.ask('GET', '/conversations')])).not.toContain(ece.token);
  });

  it.each([
    ['take', { agent: 'Ada' }, 409, 'conversation', 404],
    ['take', { agent: 'Nobody' }, 400, 'agent', 404],
    ['take', {}, 400, 'agent', 400],
    ['messages', { text: '' }, 400, 'text', 400],
    ['messages', { text: 'a', html: 'b' }, 400, '', 400],
    ['typing', { typing: 'yes' }, 400, 'typing', 400],
    ['pages', { url: 'javascript:alert(1)' }, 400, 'url', 400],
    ['files', { fileName: 'a', contentType: 'text', content: '' }, 400, 'contentType', 400],
    ['files', { fileName: 'a', contentType: 'text/plain', content: '%' }, 400, 'content', 400],
    ['files/77/accept', undefined, 404, 'file', 404],
    ['transfer', { agent: 'Cleo' }, 409, 'conversation', 404],
    ['transfer', { queue: 'Nowhere' }, 400, 'queue', 404],
    ['transfer', { to: 'Ada' }, 400, 'to', 400],
  ])('gets the reason why %s %j is impossible, and nothing is done', async (act, body, status, offending, ofNone) => {
    const { control, path, sent } = await desk();
    const before = await control.ask('GET', path);
    expect(await control.refused('POST', `${path}/${act}`, body)).toMatchObject({ status, path: offending });
    expect(await control.refused('POST', `/conversations/none/${act}`, body)).toMatchObject({ status: ofNone });
    expect(await control.ask('GET', path)).toEqual(before);
    expect(sent()).toEqual([]);
  });
});
