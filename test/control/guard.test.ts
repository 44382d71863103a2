import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { runCli } from '../end-to-end/cli-process.ts';
import { documentedControl } from './documented.ts';
import { startOnSocket } from './running.ts';
import { overTheWire } from './wire.ts';

const controlToken = 'a-token-of-sixteen-and-more';
const foreign = 'https://evil.example.com';

/** A fault that a page would like to add, in the only form that needs no preflight. */
const simplePost = {
  method: 'POST',
  target: '/_sim/v1/faults',
  headers: { 'content-type': 'text/plain' },
  body: '{"action":{"do":"hang"}}',
} as const;

describe('a page of another origin', () => {
  it.each<[string, Record<string, string>]>([
    ['says where it comes from', { origin: foreign }],
    ['hides where it comes from, as a sandboxed frame does', { origin: 'null' }],
    ['comes from another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['has another scheme', { origin: 'https://127.0.0.1' }],
    ['sends no origin, as an image does not', { 'sec-fetch-site': 'cross-site' }],
    ['is of the same site only', { 'sec-fetch-site': 'same-site' }],
  ])('that %s is refused', async (_what, headers) => {
    const { simulator } = await startOnSocket();
    const host = new URL(simulator.url).host;
    const answer = await overTheWire(simulator.url, { ...simplePost, headers: { host, ...simplePost.headers, ...headers } });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { kind: 'refused' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    const read = await overTheWire(simulator.url, { target: '/_sim/v1/applications', headers: { host, ...headers } });
    expect(read.status).toBe(403);
    expect(simulator.faults.list()).toEqual([]);
  });

  it('is not allowed by a preflight either', async () => {
    const { control } = await startOnSocket();
    const { status, headers } = await fetch(`${control.base}/faults`, {
      method: 'OPTIONS',
      headers: { origin: foreign, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(status).toBe(403);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('whose name was made to point here (DNS rebinding) is refused by its host', async () => {
    const { simulator } = await startOnSocket();
    const { port } = new URL(simulator.url);
    const headers = {
      host: `evil.example.com:${port}`,
      origin: `http://evil.example.com:${port}`,
      'sec-fetch-site': 'same-origin',
    };
    expect((await overTheWire(simulator.url, { ...simplePost, headers })).status).toBe(421);
    expect(simulator.faults.list()).toEqual([]);
  });

  it('is refused the stream of events', async () => {
    const { simulator } = await startOnSocket();
    const headers = { host: new URL(simulator.url).host, origin: foreign };
    expect((await overTheWire(simulator.url, { target: '/_sim/v1/events', headers })).status).toBe(403);
  });
});

it('the page of the simulator itself, and what is no browser, may drive it', async () => {
  const { simulator, control } = await startOnSocket();
  const own: Record<string, string>[] = [
    {},
    { origin: simulator.url, 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ];
  for (const headers of own) expect((await control.call('GET', '/agents', undefined, headers)).status).toBe(200);
});

describe('off loopback', () => {
  it('the simulator refuses to start without a control token, in code and on the command line', async () => {
    await expect(startSimulator({ port: 0, host: '0.0.0.0' })).rejects.toThrow(/"0\.0\.0\.0".* needs a token/);
    const { code, stderr } = await runCli(['start', '--port', '0', '--host', '0.0.0.0']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ece-simulator: Other machines can reach "0\.0\.0\.0", so the control API needs a token/);
  });

  it('a token of fewer than sixteen characters is none', async () => {
    await expect(startSimulator({ port: 0, host: '0.0.0.0', controlToken: 'short' })).rejects.toThrow('at least 16 characters');
  });

  it('the control API asks for its token, and its demo secrets are random', async () => {
    const { simulator } = await startOnSocket({ host: '0.0.0.0', controlToken });
    const authorized = (authorization?: string) => documentedControl(simulator.url, { authorization });
    for (const authorization of [undefined, 'Bearer wrong', `Basic ${btoa(`x:${controlToken}`)}`, `Bearer ${controlToken}x`]) {
      const { status, headers, json } = await authorized(authorization).call('GET', '/agents');
      expect({ status, json }).toMatchObject({ status: 401, json: { error: { kind: 'refused' } } });
      expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    const [application] = await authorized(`Bearer ${controlToken}`).get('/applications');
    expect(application!.clientSecret).not.toBe('demo-secret');
  });
});

it('a control token holds on loopback too, also for the stream and the document', async () => {
  const { control } = await startOnSocket({ controlToken });
  for (const path of ['/clock', '/events', '/openapi.json', '/nowhere'])
    expect((await fetch(control.base + path)).status).toBe(401);
});
