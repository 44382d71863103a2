import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Configuration } from '../configuration/configuration.ts';
import type { RunningSimulator } from '../start.ts';
import { startSimulator } from '../start.ts';
import { basic, demo, paths } from '../testing/calls.ts';

const token = `${paths.token}?forceLogin=yes`;
const headers = { authorization: basic(demo), 'content-type': 'application/x-www-form-urlencoded' };

function callFrom(simulator: RunningSimulator, origin: string | undefined, target = token): Promise<Response> {
  const init = { method: 'POST', body: 'grant_type=client_credentials', headers: { ...headers, ...(origin && { origin }) } };
  return fetch(simulator.address.listening + target, target === token ? init : { headers: origin ? { origin } : {} });
}

async function statusFrom(configuration: Configuration, origin: string): Promise<number> {
  await using simulator = await startSimulator({ port: 0, ...configuration });
  return (await callFrom(simulator, origin)).status;
}

describe('on a socket, by default', () => {
  let simulator: RunningSimulator;
  beforeAll(async () => void (simulator = await startSimulator({ port: 0 })));
  afterAll(() => simulator.close());

  it.each([undefined, 'http://localhost:3000', 'https://127.0.0.1:5173', 'http://[::1]:8000'])(
    'a call of %s is answered',
    async (origin) => {
      const answer = await callFrom(simulator, origin);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin ?? null);
    },
  );

  it.each(['https://shop.example.com', 'null', 'http://localhost.example.com', 'http://evil.com:8080'])(
    'a call of a page of %s is refused with the flag that allows it, and has no effect',
    async (origin) => {
      const before = simulator.sessions.list().length;
      const answer = await callFrom(simulator, origin);
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain(`Allow them with --allowed-origin ${origin} (allowedOrigins)`);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(simulator.sessions.list()).toHaveLength(before);
    },
  );

  it('so is the preflight', async () => {
    const asked = { origin: 'https://shop.example.com', 'access-control-request-method': 'POST' };
    const answer = await fetch(simulator.url + paths.send, { method: 'OPTIONS', headers: asked });
    expect(answer.status).toBe(403);
  });

  it('availability is answered to every page', async () => {
    const answer = await callFrom(simulator, 'https://shop.example.com', `${paths.availability}/agentAvailability/1001`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example.com');
  });

  it('but no v19 call is, whose path holds that of availability', async () => {
    const target = '/egain/chat/entrypoint/ws/v19/clientapplications/messaging/configuration?entrypoint=1001';
    expect((await callFrom(simulator, 'https://shop.example.com', target)).status).toBe(403);
  });
});

describe('allowedOrigins', () => {
  it.each<[Configuration, string, number]>([
    [{ allowedOrigins: '*' }, 'https://shop.example.com', 200],
    [{ allowedOrigins: ['https://shop.example.com'] }, 'https://shop.example.com', 200],
    [{ publicUrl: 'https://ece.example.com/sim' }, 'https://ece.example.com', 200],
  ])('%j lets a page of %s have %i', async (configuration, origin, status) => {
    expect(await statusFrom(configuration, origin)).toBe(status);
  });
});
