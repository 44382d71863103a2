import { describe, expect, it } from 'vitest';
import { credentialsOf, configurationCall, tokenCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startOnSocket } from './running.ts';

describe('an administrator over the control API', () => {
  it('creates a queue, an agent, an entry point and an application, with which a client then starts a chat', async () => {
    const { simulator, control } = await startOnSocket();
    const queue = await control.post('/queues', { body: { name: 'Returns', skill: 'returns' } });
    const eve = { firstName: 'Eve', lastName: 'Hill', screenName: 'Eve', skills: ['returns'], behaviour: 'silent' as const };
    const agent = await control.post('/agents', { body: eve });
    expect(agent).toMatchObject({ ...eve, loggedIn: true, maximumLoad: 5, conversationIds: [] });
    expect(await control.post('/entry-points', { body: { id: 1500, name: 'Returns', queue: 'Returns' } })).toMatchObject({
      ...{ id: '1500', queueId: queue.id, active: true, agentAvailable: true, capacity: 5 },
    });
    const shop = { name: 'returns', clientId: 'returns-client', clientSecret: 'returns-secret', entryPoints: [1500] };
    expect(await control.post('/applications', { body: shop })).toMatchObject({
      ...{ ...shop, entryPoints: ['1500'] },
      ...{
        type: 'Chat',
        tokenLifetimeSeconds: 86_400,
        callback: { url: null, format: 'json', authentication: { type: 'none' } },
      },
    });
    const ece = await EceClient.authorized(simulator.url, credentialsOf(shop));
    expect(
      await control.get('/conversations/{conversation}', {
        params: { conversation: await ece.startConversation({ entryPoint: 1500 }) },
      }),
    ).toMatchObject({
      agentId: agent.id,
    });
    expect((await ece.configuration(1001)).status).toBe(403);
  });

  it('says which entry points an application may use; the special ones stay', async () => {
    const { simulator, control } = await startOnSocket();
    const ece = await EceClient.authorized(simulator.url);
    expect(
      await control.patch('/applications/{application}', { params: { application: 'demo' }, body: { entryPoints: ['1002'] } }),
    ).toMatchObject({ entryPoints: ['1002'] });
    const statuses = await Promise.all([1001, 1002, 2404].map(async (id) => (await ece.configuration(id)).status));
    expect(statuses).toEqual([403, 200, 404]);
    expect(await control.refused('PATCH', '/applications/demo', { entryPoints: [1001, '9'] })).toMatchObject({
      ...{ status: 400, kind: 'unknown', path: 'entryPoints[1]' },
    });
    expect(await control.get('/applications/{application}', { params: { application: 'demo' } })).toMatchObject({
      entryPoints: ['1002'],
    });
  });

  it('rotates a secret and changes the type of an application', async () => {
    const { simulator, control } = await startOnSocket();
    const ece = EceClient.overSocket(simulator.url);
    await control.patch('/applications/{application}', {
      params: { application: 'demo' },
      body: { clientSecret: 'another-secret' },
    });
    expect((await ece.send(tokenCall({ key: 'demo-client', secret: 'demo-secret' }))).status).toBe(401);
    const renewed = await EceClient.authorized(simulator.url, { key: 'demo-client', secret: 'another-secret' });
    await control.patch('/applications/{application}', { params: { application: 'demo' }, body: { type: 'Email' } });
    expect((await renewed.configuration(1001)).status).toBe(403);
  });

  it('deletes an entry point while its chats go on', async () => {
    const { simulator, control } = await startOnSocket();
    const ece = await EceClient.authorized(simulator.url);
    const chat = await ece.startConversation({ entryPoint: 1001 });
    await control.delete('/entry-points/{entryPoint}', { params: { entryPoint: '1001' } });
    expect((await ece.configuration(1001)).status).toBe(404);
    expect((await ece.say(chat, 'still here?')).status).toBe(204);
    expect(await control.refused('GET', '/entry-points/1001')).toMatchObject({ status: 404, path: 'entryPoint' });
  });

  it('moves an entry point to another queue, by name', async () => {
    const { control } = await startOnSocket();
    const [, other] = await control.get('/queues');
    const moved = await control.patch('/entry-points/{entryPoint}', {
      params: { entryPoint: '1001' },
      body: { queue: other!.name },
    });
    expect(moved).toMatchObject({ queueId: other!.id });
    expect(await control.refused('PATCH', '/entry-points/1001', { queue: 'nowhere' })).toMatchObject({ path: 'queue' });
    expect(await control.get('/entry-points/{entryPoint}', { params: { entryPoint: '1001' } })).toEqual(moved);
  });

  it('gives what waits in a queue to agents with its new skill', async () => {
    const { simulator, control } = await startOnSocket({
      world: {
        queues: [{ name: 'Service', skill: 'nobody has it' }],
        entryPoints: [{ id: 1001, name: 'SMS', queue: 'Service', agentRequired: false }],
        agents: [{ firstName: 'Ada', lastName: 'Moss', screenName: 'Ada', skills: ['service'] }],
      },
    });
    const chat = await EceClient.overSocket(simulator.url).startConversation();
    expect(simulator.conversations.get(chat).state).toBe('queued');
    await control.patch('/queues/{queue}', { params: { queue: 'Service' }, body: { skill: 'service' } });
    expect(simulator.conversations.get(chat).state).toBe('assigned');
  });

  it('removes an agent, whose chats go back to their queue', async () => {
    const { simulator, control } = await startOnSocket({
      world: { agents: [{ firstName: 'Ada', lastName: 'Moss', screenName: 'Ada', skills: ['service', 'sales'] }] },
    });
    const chat = await EceClient.overSocket(simulator.url).startConversation();
    await control.delete('/agents/{agent}', { params: { agent: 'Ada' } });
    expect(await control.get('/conversations/{conversation}', { params: { conversation: chat } })).toMatchObject({
      state: 'queued',
      agentId: null,
    });
    expect(await control.get('/agents')).toEqual([]);
  });

  it('adds a user and changes its rights', async () => {
    const { control } = await startOnSocket();
    const user = { userName: 'rob', password: 'robs-password' };
    expect(await control.post('/users', { body: user })).toMatchObject({ ...user, viewsAgentConsole: true });
    expect(await control.patch('/users/{user}', { params: { user: 'rob' }, body: { viewsAgentConsole: false } })).toMatchObject({
      viewsAgentConsole: false,
    });
    expect(await control.refused('POST', '/users', user)).toMatchObject({ status: 400, path: 'userName' });
  });

  it('adds customers and looks them up by what they hold', async () => {
    const { control } = await startOnSocket();
    const contacts = [
      {
        firstName: 'Ann',
        emails: ['ann@example.com'],
        phones: [{ phoneNo: '5551234' }],
        socials: [{ kind: 'facebook', id: 'a:1' }],
      },
    ];
    const ann = await control.post('/customers', { body: { contacts } });
    for (const by of ['email=ann@example.com', 'phone=5551234', 'social=facebook:a:1'])
      expect(await control.request('GET', `/customers?${by}`)).toEqual([ann]);
    expect(await control.get('/customers', { query: { phone: '1' } })).toEqual([]);
    expect(await control.refused('GET', '/customers?phone=1&email=x')).toMatchObject({ status: 400, path: 'phone' });
    await control.delete('/customers/{customer}', { params: { customer: ann.id } });
    expect(await control.get('/customers', { query: { phone: '5551234' } })).toEqual([]);
    expect(await control.refused('GET', `/customers/${ann.id}`)).toMatchObject({ kind: 'unknown', path: 'customer' });
  });

  it('configures custom attributes; only those can be given to a customer', async () => {
    const { control } = await startOnSocket();
    const customer = { customAttributes: { shoeSize: ['43'] } };
    expect(await control.refused('POST', '/customers', customer)).toMatchObject({ path: 'customAttributes.shoeSize' });
    const customAttributes = { activity: ['order'], customer: ['shoeSize'] };
    expect(await control.patch('/world', { body: { customAttributes } })).toMatchObject({ customAttributes });
    expect(await control.post('/customers', { body: customer })).toMatchObject(customer);
  });

  it('sees tokens and revokes one', async () => {
    const { simulator, control } = await startOnSocket();
    const [first, second] = [await EceClient.authorized(simulator.url), await EceClient.authorized(simulator.url)];
    const live = { kind: 'application', owner: 'demo', state: 'live', expiresAt: simulator.clock.now() + 86_400_000 };
    expect(await control.get('/sessions')).toMatchObject([first, second].map(({ token }) => ({ token, ...live })));
    await control.delete('/sessions/{session}', { params: { session: first.token } });
    expect((await first.send(configurationCall(first.token))).status).toBe(401);
    expect((await second.send(configurationCall(second.token))).status).toBe(200);
    expect(await control.get('/sessions')).toMatchObject([{ state: 'revoked' }, { state: 'live' }]);
  });

  it.each([
    ['/queues', { name: 'Service', skill: 'x' }, 'name'],
    ['/entry-points', { id: 1001, name: 'x', queue: 'Service' }, 'id'],
    ['/entry-points', { id: 1600, name: 'x', queue: 'Servise' }, 'queue'],
    ['/applications', { name: 'demo', key: 'k', secret: 's' }, 'name'],
    ['/applications', { name: 'x', key: 'demo-client', secret: 's' }, 'clientId'],
    ['/applications', { name: 'x', key: 'k', secret: 's', entryPoints: ['7'] }, 'entryPoints[0]'],
    ['/applications', { name: 'x', key: 'k', secret: 's', callback: { url: 'ftp://x' } }, 'callback.url'],
  ])('is refused at %s what is taken, wrong or unknown: %j', async (path, body, offending) => {
    const { control } = await startOnSocket();
    const before = await control.request('GET', path);
    expect(await control.refused('POST', path, body)).toMatchObject({ status: 400, path: offending });
    expect(await control.request('GET', path)).toEqual(before);
  });

  it('cannot give a partition the login of another', async () => {
    const { control } = await startOnSocket();
    await control.post('/partitions', { body: { name: 'one' } });
    await control.request('POST', '/partitions/one/applications', { name: 'x', key: 'k', secret: 's' });
    expect(await control.refused('POST', '/applications', { name: 'x', key: 'k-1', secret: 's' })).toMatchObject({
      path: 'clientId',
    });
  });
});
