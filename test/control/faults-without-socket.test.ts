import { setupServer } from 'msw/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchInProcess } from '../../simulator/http/in-process.ts';
import { eceHandlers } from '../../simulator/http/msw.ts';
import type { Simulator } from '../../simulator/index.ts';
import { createSimulator } from '../../simulator/index.ts';
import { tokenCall } from '../../simulator/testing/calls.ts';
import { eventually } from './eventually.ts';

/**
 * Where there is no socket, a caller of `fetch` must see what a caller over a socket sees: the same rejection, at the same moment
 * (decision 14).
 */
interface Skin {
  readonly simulator: Simulator;
  readonly fetch: (init: RequestInit) => Promise<Response>;
  readonly close: () => void;
  /** Whether the error of a connection that is reset has the code `ECONNRESET`. */
  readonly hasResetCode: boolean;
}

const { target, ...call } = tokenCall();
const init: RequestInit = { method: call.method!, headers: call.headers!, body: call.body as string };

const skins: Record<string, () => Skin> = {
  'in-process'() {
    const simulator = createSimulator({ clock: 'manual' });
    return {
      simulator,
      fetch: (rest) => fetchInProcess(simulator, target, { ...init, ...rest }),
      close: () => undefined,
      hasResetCode: true,
    };
  },
  MSW() {
    const simulator = createSimulator({ clock: 'manual' });
    const network = setupServer(...eceHandlers(simulator, { baseUrl: 'https://ece.example.com' }));
    network.listen({ onUnhandledFrame: 'error' });
    const url = `https://ece.example.com${target}`;
    return {
      simulator,
      fetch: (rest) => fetch(url, { ...init, ...rest }),
      close: () => network.close(),
      hasResetCode: false,
    };
  },
};

describe.each(Object.entries(skins))('%s', (_name, open) => {
  let skin: Skin;
  beforeEach(() => void (skin = open()));
  afterEach(() => skin.close());

  it('rejects as fetch does when the connection closes before the answer', async () => {
    skin.simulator.faults.add({ action: { do: 'close', at: 'start' } });
    await expect(skin.fetch({})).rejects.toThrow(TypeError);
  });

  it('answers, and fails while the body is read, when it closes in the middle', async () => {
    skin.simulator.faults.add({ action: { do: 'close', at: 'middle' }, when: 'after' });
    const response = await skin.fetch({});
    expect(response.status).toBe(200);
    const reader = response.body!.getReader();
    const { value } = (await reader.read()) as { value: Uint8Array };
    expect(new TextDecoder().decode(value)).toMatch(/^\{"access_token":/);
    await expect(reader.read()).rejects.toThrow(TypeError);
    await expect(skin.fetch({}).then((again) => again.text())).rejects.toThrow(TypeError);
  });

  it.each(['start', 'middle'] as const)(
    'fails as docs/control-api.md says when the connection is reset at the %s',
    async (at) => {
      skin.simulator.faults.add({ action: { do: 'reset', at } });
      const answered = skin.fetch({});
      if (at === 'middle') expect((await answered).status).toBe(200);
      const error: unknown = await answered.then((answer) => answer.text()).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TypeError);
      const { cause } = error as { cause?: { code?: string } };
      expect(cause?.code === 'ECONNRESET').toBe(skin.hasResetCode);
    },
  );

  it('gives a body that trickles, piece by piece', async () => {
    skin.simulator.faults.add({ action: { do: 'trickle', bytes: 60, everyMs: 1000 } });
    const { clock } = skin.simulator;
    const body = (await skin.fetch({})).json();
    for (;;) {
      await eventually(() => clock.underway.waiting === 1 || clock.underway.calls === 0);
      if (clock.underway.calls === 0) break;
      await clock.advance(1000);
    }
    expect(await body).toHaveProperty('access_token');
    expect(clock.now()).toBeGreaterThan(Date.parse('2026-01-15T09:30:00Z'));
  });

  it('waits until the caller gives up when nothing is answered', async () => {
    skin.simulator.faults.add({ action: { do: 'hang' } });
    const caller = new AbortController();
    const calling = skin.fetch({ signal: caller.signal });
    await skin.simulator.waitFor((happening) => happening.source === 'journal');
    caller.abort();
    await expect(calling).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('gives half of a body, and what is no JSON, as they are', async () => {
    const { id } = skin.simulator.faults.add({ action: { do: 'corrupt', how: 'truncated' } });
    await expect(skin.fetch({}).then((response) => response.json())).rejects.toThrow(SyntaxError);
    skin.simulator.faults.remove(id);
    skin.simulator.faults.add({ action: { do: 'corrupt', how: 'malformed' } });
    expect(await (await skin.fetch({})).text()).toMatch(/^<</);
  });
});
