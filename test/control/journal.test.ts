import { describe, expect, it } from 'vitest';
import { configurationCall, endCall, paths, startCall, tokenCall } from '../../simulator/testing/calls.ts';
import { startBody } from '../../simulator/testing/samples.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startOnSocket } from './running.ts';

/** A token, two chats on two entry points, a message in one, a refusal, and a call that a fault refuses. */
async function someCalls() {
  const { simulator, control } = await startOnSocket();
  const ece = await EceClient.authorized(simulator.url);
  const [one, other] = [await ece.startConversation({ entryPoint: 1001 }), await ece.startConversation({ entryPoint: 1007 })];
  await ece.say(one, 'a green umbrella');
  await ece.configuration(1005);
  const { id: fault } = simulator.faults.add({
    match: { operation: 'endConversation' },
    action: { do: 'refuse', error: 'internalError' },
  });
  await ece.end(one);
  const numbers = async (query: string) =>
    ((await control.request('GET', `/journal?${query}`)) as JournalEntry[]).map(({ number }) => number);
  return { simulator, control, ece, one, other, fault, numbers };
}

describe('the journal', () => {
  it('is filtered by whatever an entry says, by number, and cut to the latest', async () => {
    const { one, other, fault, numbers } = await someCalls();
    // 1 token, 2 and 3 configuration and start, 4 and 5 the same, 6 message, 7 inactive entry point. 8 end: a fault refused it before it was read.
    expect(await numbers('')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await numbers('kind=call')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await numbers('kind=callback')).toEqual([]);
    expect(await numbers('operation=startConversation')).toEqual([3, 5]);
    expect(await numbers('status=400')).toEqual([7]);
    expect(await numbers('refusal=entryPointInactive')).toEqual([7]);
    expect(await numbers(`conversation=${one}`)).toEqual([3, 6]);
    expect(await numbers(`conversation=${other}`)).toEqual([5]);
    expect(await numbers('entryPoint=1007')).toEqual([4, 5]);
    expect(await numbers('who=demo')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await numbers(`fault=${fault}`)).toEqual([8]);
    expect(await numbers('contains=green%20umbrella')).toEqual([6]);
    expect(await numbers('contains=entrypoint%3D1007')).toEqual([4]);
    expect(await numbers('contains=grant_type')).toEqual([1]);
    expect(await numbers('contains=authorization:%20Basic')).toEqual([1]);
    expect(await numbers('contains=the%20entry%20point%20is%20inactive')).toEqual([7]);
    expect(await numbers('operation=getConfiguration&entryPoint=1005')).toEqual([7]);
    expect(await numbers('after=6')).toEqual([7, 8]);
    expect(await numbers('limit=2')).toEqual([7, 8]);
  });

  it.each([
    ['operation=startChat', 'operation'],
    ['status=abc', 'status'],
    ['status=-1', 'status'],
    ['kind=mail', 'kind'],
    ['limit=0', 'limit'],
    ['after=1.5', 'after'],
    ['colour=green', 'colour'],
  ])('refuses the filter %s', async (query, path) => {
    const { control } = await startOnSocket();
    expect(await control.refused('GET', `/journal?${query}`)).toMatchObject({ status: 400, path });
    expect(await control.refused('GET', `/journal.har?${query}`)).toMatchObject({ status: 400, path });
  });

  it('shows time, caller, operation, request, answer and what the caller never hears', async () => {
    const { simulator, control } = await someCalls();
    const [entry] = await control.get('/journal', { query: { refusal: 'entryPointInactive' } });
    expect(entry).toEqual({
      ...{ number: 7, at: simulator.clock.now(), kind: 'call', operation: 'getConfiguration', who: 'demo' },
      ...{ entryPointId: '1005', conversationIds: [], problem: null, faultId: null },
      request: {
        method: 'GET',
        target: `${paths.configuration}?entrypoint=1005`,
        headers: { accept: 'application/json', 'accept-language': '*', authorization: 'Bearer ***' },
        body: '',
      },
      answer: {
        status: 400,
        headers: { 'content-type': 'application/json' },
        body: expect.stringContaining('400-912') as string,
      },
      refusal: { key: 'entryPointInactive', reason: { rule: 'the entry point is inactive', wouldWork: expect.any(Array) as [] } },
    });
  });

  it('says of a refusal which rule refused and what would have worked', async () => {
    const { simulator, control } = await startOnSocket();
    const ece = await EceClient.authorized(simulator.url);
    const reason = async (call: Promise<unknown>) => {
      await call;
      return (await control.get('/journal', { query: { limit: '1' } }))[0]!.refusal?.reason;
    };
    expect(await reason(ece.send({ target: `${paths.configuration}s?entrypoint=1001` }))).toEqual({
      ...{ rule: 'no operation has the path', wouldWork: paths.configuration },
    });
    const { wouldWork: ids } = (await reason(ece.configuration(1999)))!;
    expect(ids).toEqual(expect.arrayContaining(['1001', '1002']));
    expect(await reason(ece.send(startCall(ece.token, startBody({ date: '2020-01-01T00:00:00.000Z' }))))).toEqual({
      rule: 'lastModified.date "2020-01-01T00:00:00.000Z" is not that of the entry point',
      wouldWork: simulator.entryPoints.get(1001).lastModified,
    });
    await simulator.clock.advance(86_400_000);
    expect(await reason(ece.configuration(1001))).toMatchObject({ rule: 'the token is expired' });
  });

  it('masks secrets and tokens, wherever they stand', async () => {
    const { simulator, control } = await startOnSocket();
    const ece = await EceClient.authorized(simulator.url);
    const user = simulator.users.list()[0]!;
    await ece.send(tokenCall({ key: 'demo-client', secret: 'a-wrong-secret-of-mine' }));
    await ece.send(configurationCall(`${ece.token}x`));
    await ece.send({ target: `${paths.configuration}?entrypoint=1001&access_token=${ece.token}` });
    await ece.say(await ece.startConversation(), `my password is ${user.password}, my token ${ece.token}, yours demo-secret`);
    const kept = JSON.stringify([await control.get('/journal'), await control.get('/journal.har')]);
    for (const secret of [
      ece.token,
      btoa('demo-client:demo-secret'),
      'demo-secret',
      btoa('demo-client:a-wrong-secret-of-mine'),
      user.password,
    ])
      expect(kept).not.toContain(secret);
    expect(kept).toContain('my password is ***, my token ***, yours ***');
  });

  it('keeps the latest ten thousand entries', async () => {
    const { simulator, control } = await startOnSocket();
    const { journal, exchanges } = simulator.partition('default');
    const ece = EceClient.overSocket(simulator.url);
    await ece.send(configurationCall('none'));
    const [{ number: _, ...entry }] = [journal.entries[0]!];
    for (let count = 1; count < 10_001; count++) exchanges.record({ ...entry, durationMs: 0 });
    expect(journal.entries).toHaveLength(10_000);
    const kept = await control.get('/journal', { query: { limit: '100000' } });
    expect([kept.length, kept[0]!.number, kept.at(-1)!.number]).toEqual([10_000, 2, 10_001]);
  });

  it('keeps as many as the option says', async () => {
    const { simulator, control } = await startOnSocket({ journalCapacity: 3 });
    const ece = EceClient.overSocket(simulator.url);
    for (let count = 0; count < 5; count++) await ece.send(configurationCall('none'));
    expect((await control.get('/journal')).map(({ number }) => number)).toEqual([3, 4, 5]);
  });

  it('can be emptied; numbers go on', async () => {
    const { ece, control, numbers } = await someCalls();
    await control.delete('/journal');
    expect(await numbers('')).toEqual([]);
    await ece.configuration(1001);
    expect(await numbers('')).toEqual([9]);
  });

  it('is exported as HAR, with the whole URL, the query, the posted body and the time that each call took', async () => {
    const { simulator, control, ece } = await someCalls();
    simulator.faults.add({ match: { operation: 'getConfiguration' }, action: { do: 'close', at: 'start' } });
    await ece.configuration(1001).catch(() => undefined);
    await ece.send({ ...endCall(ece.token, {}), target: `${paths.end}?q=1&q=2` });
    const { log } = await control.get('/journal.har');
    expect(log.entries).toHaveLength(10);
    for (const { time, timings, response } of log.entries) {
      expect(time).toBe(timings.wait);
      expect(response.content.size).toBe(Buffer.byteLength(response.content.text));
    }
    expect(log.entries[0]!.request).toMatchObject({
      url: `${simulator.url}${paths.token}?forceLogin=yes`,
      queryString: [{ name: 'forceLogin', value: 'yes' }],
      postData: { mimeType: expect.stringContaining('urlencoded') as string, text: 'grant_type=client_credentials' },
    });
    expect(log.entries[6]!.comment).toBe('call; getConfiguration; the entry point is inactive');
    // Status 0 is how browsers write that no answer came.
    expect(log.entries[8]!.response).toMatchObject({ status: 0, bodySize: -1 });
    expect(log.entries[9]!.request.queryString).toEqual(['1', '2'].map((value) => ({ name: 'q', value })));
    const filtered = await control.get('/journal.har', { query: { status: '400' } });
    expect(filtered.log.entries).not.toHaveLength(0);
  });
});
