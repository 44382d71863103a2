import { describe, expect, it, onTestFinished } from 'vitest';
import { createSimulator } from '../../simulator/index.ts';
import { Peer } from '../../simulator/testing/peer.ts';
import type { FaultInput } from '../../simulator/faults/fault-schema.ts';
import { eventually } from './eventually.ts';
import { startOnSocket } from './running.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { configurationCall } from '../../simulator/testing/calls.ts';

const nothing = { calls: 0, waiting: 0, hanging: 0, held: [], outgoing: 0 };

describe('what is under way in a partition', () => {
  async function onSocket(fault: FaultInput) {
    const { simulator, control } = await startOnSocket();
    const ece = await EceClient.authorized(simulator.url);
    simulator.faults.add(fault);
    const impatient = new AbortController();
    const answer = ece.send(configurationCall(ece.token), impatient.signal).then(
      ({ status }) => status,
      () => 'gave up',
    );
    await eventually(() => simulator.clock.underway.calls === 1 && simulator.clock.isQuiet);
    return { simulator, control, impatient, answer };
  }

  it('is a call that a fault delays, until its time has come', async () => {
    const { control, answer } = await onSocket({ action: { do: 'delay', ms: 5000 } });
    expect(await control.get('/clock')).toMatchObject({ underway: { ...nothing, calls: 1, waiting: 1 }, isQuiet: true });
    expect(await control.advance(5000)).toMatchObject({ underway: nothing, isQuiet: true });
    expect(await answer).toBe(200);
  });

  it('is a call that a fault lets hang, until its caller gives up', async () => {
    const { simulator, control, impatient, answer } = await onSocket({ action: { do: 'hang' } });
    expect(await control.advance(5000)).toMatchObject({ underway: { ...nothing, calls: 1, hanging: 1 }, isQuiet: true });
    impatient.abort();
    expect(await answer).toBe('gave up');
    await eventually(() => simulator.clock.underway.calls === 0);
  });

  it('is nothing after a reset, whatever still waits or hangs', async () => {
    const { simulator, control, answer } = await onSocket({ action: { do: 'delay', ms: 5000 } });
    await control.call('POST', '/reset');
    expect(simulator.clock.underway).toEqual(nothing);
    expect(await answer).toBe('gave up');
    const hanging = await onSocket({ action: { do: 'hang' } });
    hanging.simulator.partition('default').reset();
    expect(hanging.simulator.clock.underway).toEqual(nothing);
    hanging.impatient.abort();
  });

  it('is what the simulator sends, until the webhook server has answered', async () => {
    const peer = new Peer();
    const { promise, resolve } = Promise.withResolvers<Response>();
    const simulator = createSimulator({
      clock: 'manual',
      agents: 'silent',
      callbackUrl: 'http://webhook.example/',
      fetch: peer.fetch,
    });
    onTestFinished(() => simulator.close(0));
    peer.next(promise);
    await EceClient.inProcess(simulator).startConversation();
    await eventually(() => simulator.clock.underway.calls === 0 && simulator.clock.underway.outgoing === 1);
    expect(simulator.clock.isQuiet).toBe(false);
    resolve(new Response());
    await eventually(() => simulator.clock.isQuiet);
    expect(simulator.clock.underway).toEqual(nothing);
  });

  it('is seen without a socket too: a call hangs until its signal aborts', async () => {
    const simulator = createSimulator({ clock: 'manual' });
    simulator.faults.add({ action: { do: 'hang' } });
    const impatient = new AbortController();
    const answer = EceClient.inProcess(simulator).send(configurationCall('none'), impatient.signal);
    await eventually(() => simulator.clock.underway.hanging === 1);
    impatient.abort();
    await expect(answer).rejects.toThrow('aborted');
    expect(simulator.clock.underway).toEqual(nothing);
  });
});
