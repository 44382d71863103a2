import { afterEach, describe, expect, it, vi } from 'vitest';
import { Peer } from '../../simulator/testing/peer.ts';
import { configurationCall, startCall, tokenCall } from '../../simulator/testing/calls.ts';
import { startBody } from '../../simulator/testing/samples.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';
import { skins } from './skins.ts';

/** Every call goes through the skin. */
async function startThrough(centre: ContactCentre): Promise<string> {
  const { access_token: token } = (await centre.call(tokenCall())).json as { access_token: string };
  const { entryPointConfiguration } = (await centre.call(configurationCall(token))).json as {
    entryPointConfiguration: [{ lastModified: { date: string } }];
  };
  const { date } = entryPointConfiguration[0].lastModified;
  return ((await centre.call(startCall(token, startBody({ date })))).json as { id: string }).id;
}

describe.each(Object.values(skins))('while a test fakes its timers, through $name', (skin) => {
  afterEach(() => void vi.useRealTimers());

  it.each(['real', 'manual'] as const)('calls are answered and callbacks leave (clock %s)', async (clock) => {
    const peer = new Peer();
    await using centre = await openContactCentre(skin, { clock, callbackUrl: 'http://webhook/', fetch: peer.fetch });
    vi.useFakeTimers();
    const conversation = await startThrough(centre);
    if (clock === 'manual') await centre.simulator.clock.advance(0);
    await centre.simulator.waitFor((happening) => happening.source === 'journal' && happening.entry.kind === 'callback');
    expect(peer.requests[0]!.body).toContain(conversation);
    await centre.simulator.close();
  });
});
