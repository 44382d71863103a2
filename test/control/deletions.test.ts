import { describe, expect, it } from 'vitest';
import type { EceClient } from '../../simulator/testing/ece-client.ts';
import { EceClient as Client } from '../../simulator/testing/ece-client.ts';
import { sendCall } from '../../simulator/testing/calls.ts';
import { picture as offered, textBody, uploadBody } from '../../simulator/testing/samples.ts';
import { findBrokenInvariants } from '../../simulator/world/invariants.ts';
import { startOnSocket } from './running.ts';

const secret = { fileName: 'a.exe', contentType: 'application/octet-stream', content: '' };
const picture = { fileName: 'a.png', contentType: 'image/png', content: '' };

type Running = Awaited<ReturnType<typeof startOnSocket>>;

interface Setting {
  readonly simulator: Running['simulator'];
  readonly control: Running['control'];
  readonly ece: EceClient;
  readonly chat: string;
}

/** A chat with Ada at an entry point that allows pictures only, and another chat that waits. */
async function ongoing(): Promise<Setting> {
  const { simulator, control } = await startOnSocket();
  simulator.agents.change('Ada', { maximumLoad: 1 });
  simulator.agents.change('Ben', { loggedIn: false });
  const attachmentPolicy = { restriction: 'allowList' as const, extensions: ['png'] };
  simulator.entryPoints.add({ id: 1500, name: 'pictures', queue: 'Service', attachmentPolicy });
  simulator.applications.change('demo', { entryPoints: ['1500', '1001'] });
  const ece = await Client.authorized(simulator.url);
  const [chat] = [await ece.startConversation({ entryPoint: 1500 }), await ece.startConversation({ entryPoint: 1500 })];
  return { simulator, control, ece, chat };
}

function broken({ simulator }: Setting): string[] {
  return findBrokenInvariants(simulator.partition('default').world.state);
}

describe('after an entry point is deleted', () => {
  const deleted = async () => {
    const setting = await ongoing();
    await setting.control.delete('/entry-points/{entryPoint}', { params: { entryPoint: '1500' } });
    return setting;
  };

  it('its conversations go on, with the attachment policy that it had', async () => {
    const setting = await deleted();
    const { control, ece, chat } = setting;
    const files = `/conversations/${chat}/files`;
    expect(await control.refused('POST', files, secret)).toMatchObject({ status: 409 });
    const sent = await control.post('/conversations/{conversation}/files', { params: { conversation: chat }, body: picture });
    expect(sent.fileName).toBe('a.png');
    expect((await ece.send(sendCall(ece.token, textBody(chat, 'hello')))).status).toBe(204);
    const offer = (fileName: string) => ece.send(sendCall(ece.token, uploadBody(chat, { ...offered, fileName })));
    expect((await offer('a.exe')).status).toBe(400);
    expect((await offer('a.png')).status).toBe(204);
    expect(broken(setting)).toEqual([]);
  });

  it('they are transferred, go back to their queue and end as before', async () => {
    const setting = await deleted();
    const { simulator, control, ece, chat } = setting;
    simulator.agents.logIn('Ben');
    await control.post('/conversations/{conversation}/transfer', { params: { conversation: chat }, body: { agent: 'Ben' } });
    expect(simulator.conversations.get(chat).agentId).toBe(simulator.agents.get('Ben').id);
    await control.patch('/agents/{agent}', { params: { agent: 'Ben' }, body: { loggedIn: false } });
    await control.patch('/agents/{agent}', { params: { agent: 'Ada' }, body: { loggedIn: false } });
    expect(simulator.conversations.get(chat).state).toBe('queued');
    expect((await ece.end(chat)).status).toBe(204);
    expect(broken(setting)).toEqual([]);
  });

  it('no application may use it and no fault names it', async () => {
    const setting = await ongoing();
    const { simulator, control } = setting;
    simulator.faults.add({ match: { entryPoint: '1500' }, action: { do: 'hang' } });
    simulator.faults.add({ match: { entryPoint: '1001' }, action: { do: 'delay', ms: 1 } });
    await control.delete('/entry-points/{entryPoint}', { params: { entryPoint: '1500' } });
    expect(simulator.applications.entryPoints('demo')).toEqual(['1001']);
    expect(simulator.faults.list().map(({ match }) => match.entryPoint)).toEqual(['1001']);
    expect(broken(setting)).toEqual([]);
  });

  it('a snapshot of it is restored', async () => {
    const setting = await deleted();
    const { simulator, control, chat } = setting;
    simulator.snapshots.take('after');
    simulator.snapshots.restore('after');
    expect(broken(setting)).toEqual([]);
    expect(await control.refused('POST', `/conversations/${chat}/files`, secret)).toMatchObject({ status: 409 });
  });
});

describe('after an application is deleted', () => {
  const demo = { params: { application: 'demo' } };
  const deleted = async (settings: Readonly<Record<string, unknown>> = {}) => {
    const setting = await ongoing();
    setting.simulator.changeSettings(settings);
    await setting.control.delete('/applications/{application}', demo);
    return setting;
  };

  it('its tokens are refused, and it gets no other', async () => {
    const setting = await deleted();
    const { simulator, control, ece, chat } = setting;
    expect((await ece.send(sendCall(ece.token, textBody(chat, 'hello')))).status).toBe(401);
    await expect(Client.authorized(simulator.url)).rejects.toThrow();
    expect(simulator.journal.entries.at(-1)).toMatchObject({ operation: 'obtainToken', answer: { status: 401 } });
    expect((await control.get('/applications')).map(({ name }) => name)).toEqual(['other customers']);
    expect(await control.refused('GET', '/applications/demo')).toMatchObject({ status: 404 });
    expect((await control.get('/world')).counts).toMatchObject({ applications: 1 });
    expect(broken(setting)).toEqual([]);
  });

  it('its conversations go on at the desks, and nothing of them is sent', async () => {
    const setting = await deleted();
    const { simulator, control, chat } = setting;
    await control.post('/conversations/{conversation}/messages', { params: { conversation: chat }, body: { text: 'Hello' } });
    await control.post('/conversations/{conversation}/complete', { params: { conversation: chat } });
    expect(simulator.conversations.get(chat).state).toBe('ended');
    expect(simulator.journal.entries.filter(({ kind }) => kind === 'callback')).toEqual([]);
    expect(broken(setting)).toEqual([]);
  });

  it('its conversations end where a revoked token ends them', async () => {
    const setting = await deleted({ 'revoke.conversations': 'end' });
    expect(setting.simulator.conversations.get(setting.chat).state).toBe('ended');
    expect(broken(setting)).toEqual([]);
  });

  it('no fault names it, and its name and key are free', async () => {
    const setting = await ongoing();
    const { simulator, control } = setting;
    simulator.faults.add({ match: { application: 'demo-client' }, action: { do: 'hang' } });
    await control.delete('/applications/{application}', demo);
    expect(simulator.faults.list()).toEqual([]);
    const again = { name: 'demo', key: 'demo-client', secret: 'demo-secret', entryPoints: ['1001'] };
    await control.post('/applications', { body: again });
    const ece = await Client.authorized(simulator.url);
    expect(await ece.startConversation()).toMatch(/^[\da-f-]{36}$/);
    expect(broken(setting)).toEqual([]);
  });

  it('a snapshot keeps it deleted', async () => {
    const setting = await deleted();
    const { simulator } = setting;
    simulator.snapshots.import(simulator.snapshots.export('default'));
    expect(simulator.applications.list().map(({ name }) => name)).toEqual(['other customers']);
    expect(broken(setting)).toEqual([]);
  });
});

it('an agent that is deleted gives back its chats, also those it was about to get', async () => {
  const { simulator, control } = await startOnSocket({ agents: 'answers' });
  const ece = await Client.authorized(simulator.url);
  const chat = await ece.startConversation();
  const { reservedFor } = simulator.conversations.get(chat);
  expect(reservedFor).not.toBeNull();
  await control.delete('/agents/{agent}', { params: { agent: reservedFor! } });
  expect(findBrokenInvariants(simulator.partition('default').world.state)).toEqual([]);
  expect(simulator.conversations.get(chat)).toMatchObject({ state: 'assigned', reservedFor: null });
});

it('a customer that is deleted leaves its conversations anonymous, with what was said', async () => {
  const { simulator, control } = await startOnSocket();
  const customer = simulator.customers.add({ contacts: [{ emails: ['ann@example.com'] }] });
  const world = simulator.partition('default').world;
  const ece = await Client.authorized(simulator.url);
  const chat = await ece.startConversation();
  Object.assign(world.state.conversations.get(chat)!, { customerId: customer.id });
  await control.delete('/customers/{customer}', { params: { customer: customer.id } });
  const shown = await control.get('/conversations/{conversation}', { params: { conversation: chat } });
  expect(shown).toMatchObject({ customerId: null, customerName: null });
  expect(shown.transcript).not.toEqual([]);
  expect(findBrokenInvariants(world.state)).toEqual([]);
});
