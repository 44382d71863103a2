import { beforeAll, describe, expect, it } from 'vitest';
import { makeExchangeCheck } from '../../calibration/proxy/check-exchange.ts';
import { Proxy } from '../../calibration/proxy/proxy.ts';
import { formatHar, parseHar } from '../../calibration/recording/har.ts';
import type { Exchange, Recording } from '../../calibration/recording/exchange.ts';
import { formatRecording } from '../../calibration/recording/recording-file.ts';
import { explain, linesBefore } from '../../calibration/replay/explain.ts';
import { judge } from '../../calibration/replay/judge.ts';
import { learnFrom } from '../../calibration/replay/learn-from.ts';
import { replay } from '../../calibration/replay/replay.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { deadPort } from '../client/sockets.ts';
import { planted, recordFlow } from './recorded-flow.ts';

describe('traffic of the client library through the proxy', () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await recordFlow();
  });

  it('is passed on unchanged and recorded, calls and callbacks', () => {
    const seen = recording.lines.map((line) => ('request' in line ? `${line.kind} ${line.response?.status}` : ''));
    expect(seen).toEqual([
      ...['call 200', 'call 200', 'call 200', 'call 200', 'call 404', 'call 201', 'call 204'],
      ...['callback 200', 'callback 200', 'call 400'],
    ]);
  });

  it('is masked', () => {
    const text = formatRecording(recording);
    for (const secret of Object.values(planted)) expect(text).not.toContain(secret);
  });

  it('replayed, is what the simulator answers', async () => {
    expect(await replay(recording)).toEqual({ compared: recording.lines.length, different: [], unclaimed: [] });
  });

  it('replayed from the middle, is what the simulator answers: it knows the token that was given out before', async () => {
    const isTokenCall = (line: Recording['lines'][number]) => 'request' in line && line.request.url.includes('/oauth2/token');
    const lines = recording.lines.filter((line) => !isTokenCall(line));
    expect(lines.length).toBeLessThan(recording.lines.length);
    expect((await replay({ ...recording, lines })).different).toEqual([]);
  });

  it('is the same through HAR', async () => {
    const again = parseHar(formatHar(recording), 'traffic.har');
    expect(again.head).toMatchObject({ contextRoot: '/system', receivesCallbacks: true });
    expect((await replay(again)).different).toEqual([]);
  });
});

describe('an ECE that differs', () => {
  it('in one setting: the difference is found, and explained by it alone', async () => {
    const recording = await recordFlow({ 'conversation.start.locationHeader': true });
    const { different } = await replay(recording);
    expect(different.map(({ differences }) => differences.map(({ place }) => place))).toEqual([['header location']]);
    const [first] = different;
    const found = await explain(linesBefore(recording.lines.slice(0, first!.number)), first!.differences, {}, '/system');
    expect(found).toEqual([{ setting: 'conversation.start.locationHeader', value: true, places: ['header location'] }]);
  });

  it('in several: they are learnt from the traffic, and with them the simulator answers alike', async () => {
    const settings = { 'conversation.start.successStatus': 200, 'callback.content.assigned': null };
    const recording = await recordFlow(settings);
    const learnt = await learnFrom(recording);
    expect(learnt).toMatchObject({ settings, unclear: [] });
    expect((await replay(recording, learnt.settings)).different).toEqual([]);
    const { rows, unexplained } = await judge(recording, learnt);
    const differing = rows.filter(({ verdict }) => verdict === 'differs');
    expect(Object.fromEntries(differing.map((row) => [row.name, 'value' in row && row.value]))).toEqual(settings);
    const verdicts = Object.fromEntries(rows.map((row) => [row.name, row.verdict]));
    expect([verdicts['conversation.start.locationHeader'], verdicts['callback.type.pagePush']]).toEqual([
      'agrees',
      'could not tell',
    ]);
    expect(unexplained).toEqual([]);
  });
});

describe('a proxy', () => {
  it('tells a client that the ECE gives no answer, and why', async () => {
    const exchanges: Exchange[] = [];
    await using proxy = await openProxy(`http://127.0.0.1:${await deadPort()}`, exchanges);
    const answer = await fetch(`${proxy.url}/system/egain/chat/entrypoint/capacity/1001`);
    expect(answer.status).toBe(502);
    expect(await answer.text()).toMatch(/^ece-simulator proxy: 127\.0\.0\.1:\d+ gave no answer: .*ECONNREFUSED/);
    expect(exchanges).toMatchObject([
      { kind: 'call', response: null, failure: expect.stringContaining('ECONNREFUSED') as string },
    ]);
  });

  it('passes on status, headers and bytes unchanged, also of redirects and files', async () => {
    const bytes = new Uint8Array([0, 255, 128, 10]);
    const file = { status: 200, headers: { 'content-type': 'image/png', 'x-other': 'a' }, body: bytes };
    const redirect = { status: 302, headers: { location: 'https://login.example.com/' } };
    await using ece = await Receiver.open(({ path }) => (path.includes('file') ? file : redirect));
    const exchanges: Exchange[] = [];
    await using proxy = await openProxy(ece.url, exchanges);
    const answer = await fetch(`${proxy.url}/system/egain/chat/file?a=%20b`, { headers: { 'x-mine': 'yes' } });
    expect([answer.status, answer.headers.get('x-other'), new Uint8Array(await answer.arrayBuffer())]).toEqual([200, 'a', bytes]);
    expect(ece.received[0]).toMatchObject({ path: '/system/egain/chat/file?a=%20b', headers: { 'x-mine': 'yes' } });
    const moved = await fetch(`${proxy.url}/system/egain/chat/x`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'https://login.example.com/']);
    expect(exchanges[0]!.response).toMatchObject({ bytes: 4 });
    expect(exchanges[0]!.response).not.toHaveProperty('body');
  });

  it('records callbacks without a client, and answers them', async () => {
    const exchanges: Exchange[] = [];
    await using proxy = await openProxy('http://127.0.0.1:1', exchanges);
    const answer = await fetch(proxy.callbackUrl, { method: 'POST', body: '{"message":[]}' });
    expect(answer.status).toBe(200);
    expect(exchanges).toMatchObject([{ kind: 'callback', request: { body: '{"message":[]}' }, response: { status: 200 } }]);
  });
});

describe('an exchange is checked against the table of operations', () => {
  const check = makeExchangeCheck(defaultSettings, '/egain');
  const exchange = (method: string, path: string, status: number, body = '{}'): Exchange => ({
    kind: 'call',
    startedAt: '2026-01-15T09:30:00.000Z',
    durationMs: 1,
    request: { method, url: `https://ece.example.com/egain${path}`, headers: {}, bytes: 0 },
    response: { status, headers: { 'content-type': 'application/json' }, body, bytes: body.length },
  });

  it.each([
    ['GET', '/egain/chat/entrypoint/capacity/1', 200, '{"count":1}', []],
    ['GET', '/ws/v19/clientapplications/messaging/configuration', 404, '{}', []],
    ['GET', '/egain/chat/entrypoint/capacity/1', 418, '{}', ['getAgentCapacity answered 418, which no source names for it.']],
    ['GET', '/egain/chat/entrypoint/capacity/1', 204, '', ['getAgentCapacity answered 204; 200 is expected.']],
    ['GET', '/egain/chat/entrypoint/capacity/1', 200, 'no', ['The answer of getAgentCapacity is no JSON.']],
    [
      'GET',
      '/egain/chat/entrypoint/capacity/1',
      200,
      '{"count":"1"}',
      ['The answer of getAgentCapacity is not as it is known: "count" must be a number, not a text: write 1.'],
    ],
    ['GET', '/ws/v19/unknown', 200, '{}', [expect.stringContaining('GET /egain/ws/v19/unknown is no call')]],
    ['PATCH', '/ws/v19/clientapplications/messaging/sendmessage', 200, '', [expect.stringContaining('its methods are POST')]],
  ])('%s %s answered %i', (method, path, status, body, problems) => {
    expect(check(exchange(method, path, status, body))).toEqual(problems);
  });
});

async function openProxy(url: string, exchanges: Exchange[]) {
  const proxy = await Proxy.open({ url, port: 0, onExchange: (exchange) => exchanges.push(exchange) });
  return Object.assign(proxy, { [Symbol.asyncDispose]: () => proxy.close() });
}
