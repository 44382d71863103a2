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
  return {
    simulator,
    control,
    ece,
    chat,
    path: `/conversations/${chat}`,
    params: { conversation: chat },
    fetched,
    sent: () => types().slice(before),
  };
}

describe('an agent over the control API', () => {
  it('does everything that a person can do, and the customer hears of it', async () => {
    const { control, sent, params } = await desk();
    await control.post('/conversations/{conversation}/messages', { params, body: { text: 'Good morning' } });
    await control.post('/conversations/{conversation}/messages', { params, body: { html: '<b>Good</b> morning' } });
    await control.post('/conversations/{conversation}/typing', { params, body: { typing: true } });
    await control.post('/conversations/{conversation}/typing', { params, body: { typing: false } });
    await control.post('/conversations/{conversation}/pages', { params, body: { url: 'https://shop.example.com/' } });
    const file = { fileName: 'a.txt', contentType: 'text/plain', content: btoa('an offer') };
    expect(await control.post('/conversations/{conversation}/files', { params, body: file })).toMatchObject({
      from: 'agent',
      size: 8,
      stored: 8,
    });
    await control.post('/conversations/{conversation}/transfer', { params, body: { agent: 'Ben' } });
    await control.post('/conversations/{conversation}/complete', { params });
    expect(sent()).toEqual([
      ...['plainText', 'html', 'startTyping', 'endTyping', 'pagePush', 'uploadAttachment'],
      ...['transfer', 'assigned', 'complete'],
    ]);
    const { state, transcript } = await control.get('/conversations/{conversation}', { params });
    expect(state).toBe('ended');
    expect(transcript.map(({ from, type }) => `${from} ${type}`)).toContain('agent plainText');
  });

  it("accepts a customer's file, which is then fetched, and rejects another", async () => {
    const { simulator, control, ece, chat, fetched, sent, params } = await desk();
    for (const name of ['one', 'two'])
      await ece.send(sendCall(ece.token, uploadBody(chat, { ...photo, contentUrl: `https://files.example.com/${name}` })));
    const [one, two] = (await control.get('/conversations/{conversation}', { params })).files;
    await control.post('/conversations/{conversation}/files/{file}/accept', { params: { ...params, file: one!.id } });
    await control.post('/conversations/{conversation}/files/{file}/reject', { params: { ...params, file: two!.id } });
    await simulator.clock.advance(0);
    expect(fetched).toEqual(['https://files.example.com/one']);
    expect((await control.get('/conversations/{conversation}', { params })).files).toMatchObject([
      { decision: 'accepted', fetch: 'done', stored: 7 },
      { decision: 'rejected', fetch: 'not asked', stored: null },
    ]);
    expect(sent()).toEqual(['acceptAttachment', 'rejectAttachment']);
  });

  it('takes what waits', async () => {
    const { control, params } = await desk();
    for (const agent of ['Ada', 'Ben'])
      await control.patch('/agents/{agent}', { params: { agent }, body: { behaviour: 'manual' } });
    await control.post('/conversations/{conversation}/transfer', { params, body: { queue: 'Service' } });
    expect(await control.get('/conversations/{conversation}', { params })).toMatchObject({ state: 'queued', agentId: null });
    await control.post('/conversations/{conversation}/take', { params, body: { agent: 'Ben' } });
    const { id } = await control.get('/agents/{agent}', { params: { agent: 'Ben' } });
    expect(await control.get('/conversations/{conversation}', { params })).toMatchObject({ state: 'assigned', agentId: id });
    expect(await control.get('/conversations', { query: { state: 'queued' } })).toEqual([]);
    expect(await control.get('/conversations', { query: { state: 'queued', scenery: 'true' } })).toHaveLength(3);
  });

  it('logs out, and others get the chats; load and skills decide which chats an agent gets', async () => {
    const { control, ece, params } = await desk();
    await control.patch('/agents/{agent}', { params: { agent: 'Ada' }, body: { loggedIn: false } });
    const { id: ben } = await control.get('/agents/{agent}', { params: { agent: 'Ben' } });
    expect(await control.get('/conversations/{conversation}', { params })).toMatchObject({ state: 'assigned', agentId: ben });
    await control.patch('/agents/{agent}', { params: { agent: 'Ben' }, body: { maximumLoad: 1 } });
    const second = await ece.startConversation();
    expect(await control.get('/conversations/{conversation}', { params: { conversation: second } })).toMatchObject({
      state: 'queued',
    });
    await control.patch('/agents/{agent}', { params: { agent: 'Ada' }, body: { loggedIn: true, skills: [] } });
    expect(await control.get('/conversations/{conversation}', { params: { conversation: second } })).toMatchObject({
      state: 'queued',
    });
    await control.patch('/agents/{agent}', { params: { agent: 'Ada' }, body: { skills: ['service'] } });
    expect(await control.get('/conversations/{conversation}', { params: { conversation: second } })).toMatchObject({
      state: 'assigned',
    });
  });

  it('does not show the token of the session that started a chat', async () => {
    const { control, ece, params } = await desk();
    expect(
      JSON.stringify([await control.get('/conversations/{conversation}', { params }), await control.get('/conversations')]),
    ).not.toContain(ece.token);
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
    const { control, sent, params, path } = await desk();
    const before = await control.get('/conversations/{conversation}', { params });
    expect(await control.refused('POST', `${path}/${act}`, body)).toMatchObject({ status, path: offending });
    expect(await control.refused('POST', `/conversations/none/${act}`, body)).toMatchObject({ status: ofNone });
    expect(await control.get('/conversations/{conversation}', { params })).toEqual(before);
    expect(sent()).toEqual([]);
  });
});
