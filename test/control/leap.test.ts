import { describe, expect, it, onTestFinished } from 'vitest';
import { createSimulator } from '../../simulator/create.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { realTimers } from '../../simulator/time/real-timers.ts';

const hour = 3_600_000;

/** Sets the machine's clock: the timers and the monotonic clock do not notice. */
function leap(ms: number): void {
  const { now } = realTimers;
  realTimers.now = () => now() + ms;
  onTestFinished(() => void (realTimers.now = now));
}

describe.each([
  ['forward', hour],
  ['back', -hour],
])('a machine whose clock is set %s by an hour', (_what, ms) => {
  it('shows it', async () => {
    await using simulator = createSimulator();
    const before = simulator.clock.now();
    leap(ms);
    expect(Math.abs(simulator.clock.now() - before - ms)).toBeLessThan(60_000);
  });

  it('ends no token, conversation, file or pause of a callback, and prolongs none', async () => {
    const failing = () => Promise.resolve(new Response(null, { status: 500 }));
    await using simulator = createSimulator({
      fetch: failing,
      callbackUrl: 'http://webhook/in',
      settings: { 'conversation.idleTimeoutSeconds': 600, 'attachment.urlLifetimeSeconds': 600 },
    });
    const client = EceClient.inProcess(simulator);
    const id = await client.startConversation();
    await simulator.waitFor((happening) => happening.source === 'journal' && happening.entry.kind === 'callback');
    const left = () => simulator.clock.agenda(100).map(({ at }) => Math.round((at - simulator.clock.now()) / 60_000));
    const [session] = simulator.sessions.list();
    const life = session!.expiresAt - simulator.clock.now();
    const before = left();
    leap(ms);
    expect(left()).toEqual(before);
    expect(await client.say(id, 'still there')).toMatchObject({ status: 204 });
    const [after] = simulator.sessions.list();
    expect(after).toMatchObject({ state: 'live' });
    expect(Math.abs(after!.expiresAt - simulator.clock.now() - life)).toBeLessThan(60_000);
    expect(simulator.conversations.get(id).state).not.toBe('ended');
  });
});
