import { expect, it } from 'vitest';
import { Proxy } from '../../calibration/proxy/proxy.ts';
import type { Exchange, Recording } from '../../calibration/recording/exchange.ts';
import { Masker } from '../../calibration/recording/masker.ts';
import type { Learnt } from '../../calibration/replay/learn-from.ts';
import { learnFrom } from '../../calibration/replay/learn-from.ts';
import { replay } from '../../calibration/replay/replay.ts';
import type { DeviationName } from './deviant-ece.ts';
import { DeviantEce, deviations } from './deviant-ece.ts';

const root = '/cce';

/** What a client asks in a day, at an ECE with these deviations, recorded by the proxy. */
async function recordDay(names: readonly DeviationName[]): Promise<Recording> {
  await using ece = await DeviantEce.open(root, names);
  const exchanges: Exchange[] = [];
  const proxy = await Proxy.open({ url: ece.url, port: 0, onExchange: (exchange) => exchanges.push(exchange) });
  let token = '';
  const call = async (method: string, path: string, body?: string | object, headers: Record<string, string> = {}) => {
    const answer = await fetch(proxy.url + root + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(typeof body === 'object' && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return answer.text();
  };
  const messaging = '/ws/v19/clientapplications/messaging';
  const basic = { authorization: `Basic ${btoa('shop:shop-secret')}`, 'content-type': 'application/x-www-form-urlencoded' };
  try {
    const issued = await call(
      'POST',
      '/ws/v19/clientapplications/authentication/oauth2/token',
      'grant_type=client_credentials',
      basic,
    );
    token = (JSON.parse(issued) as { access_token: string }).access_token;
    for (const what of ['agentAvailability', 'capacity', 'liveSessionStatus', 'liveSessionStatus'])
      await call('GET', `/egain/chat/entrypoint/${what}/71`);
    for (const id of ['71', '75', '78', '99']) await call('GET', `${messaging}/configuration?entrypoint=${id}`);
    const start = {
      entryPointConfiguration: { entryPoint: { id: '71' }, lastModified: { date: '2026-01-15T09:30:00.000Z' } },
    };
    const started = await call('POST', `${messaging}/conversation/start?anonymousCustomer=yes`, start);
    const { id } = JSON.parse(started) as { id: string };
    const message = { conversation: { id }, type: { value: 'text/plain' }, content: 'hello' };
    await call('POST', `${messaging}/sendmessage`, message);
    await call('POST', `${messaging}/conversation/end`, { conversation: { id } });
    await call('POST', `${messaging}/sendmessage`, message);
  } finally {
    await proxy.close();
  }
  const head = { kind: 'recording', version: 1, madeBy: 'a test', startedAt: exchanges[0]!.startedAt } as const;
  const recording = { head: { ...head, contextRoot: root, receivesCallbacks: false }, lines: exchanges };
  return new Masker().maskAll(recording);
}

function differencesLeft({ unclear }: Learnt): string[] {
  return unclear.map(({ line: { line, differences } }) => {
    const { pathname, search } = new URL((line as Exchange).request.url);
    return `${pathname.split('/').slice(-2).join('/')}${search}: ${differences.map(({ place }) => place).join(', ')}`;
  });
}

it('an ECE that shares no code with the simulator: its deviations are learnt, or named because no setting explains them', async () => {
  const names = Object.keys(deviations) as DeviationName[];
  const recording = await recordDay(names);
  const learnt = await learnFrom(recording);
  expect(learnt.settings).toEqual({
    'http.contentTypeCharset': 'UTF-8',
    'configuration.inactiveEntryPointStatus': 404,
    'conversation.start.successStatus': 200,
  });
  expect(differencesLeft(learnt)).toEqual([
    'agentAvailability/71: header content-type',
    'capacity/71: header content-type',
    'liveSessionStatus/71: status, header content-type, header retry-after',
    'liveSessionStatus/71: body order of members',
    'messaging/configuration?entrypoint=71: body.entryPointConfiguration[0].siteCode',
    'messaging/configuration?entrypoint=99: status',
    'messaging/sendmessage: body.fault, body.code, body.developerMessage',
  ]);
  // With what was learnt, the simulator answers the rest of the traffic as the ECE did.
  const { different } = await replay(recording, learnt.settings);
  expect(different).toHaveLength(learnt.unclear.length);
});
