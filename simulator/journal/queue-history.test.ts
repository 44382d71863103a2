import { beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../index.ts';
import { createSimulator } from '../index.ts';
import { EceClient } from '../testing/ece-client.ts';

let simulator: Simulator;
let ece: EceClient;
beforeEach(() => {
  simulator = createSimulator({ clock: 'manual', agents: 'manual', world: { chats: [] } });
  ece = EceClient.inProcess(simulator);
});

function depths(): number[] {
  const { queueId } = simulator.entryPoints.get(1001);
  return simulator.queueHistory.all.get(queueId)!.map(({ queueDepth }) => queueDepth);
}

describe('the history of a queue', () => {
  it('begins with the world, and has each change', async () => {
    const chats: string[] = [];
    for (let count = 0; count < 3; count++) {
      chats.push(await ece.startConversation());
      await simulator.clock.advance(2000);
    }
    expect(depths()).toEqual([0, 1, 2, 3]);
    simulator.conversations.take(chats[0]!, 'Ada');
    expect(depths()).toEqual([0, 1, 2, 3, 2]);
    const { queueId } = simulator.entryPoints.get(1001);
    const samples = simulator.queueHistory.all.get(queueId)!;
    expect(samples.every(({ at }, index) => index === 0 || at >= samples[index - 1]!.at)).toBe(true);
  });

  it('has no more than a sample a second while much changes', async () => {
    for (let count = 0; count < 30; count++) await ece.startConversation();
    expect(depths().length).toBeLessThanOrEqual(3);
    expect(depths().at(-1)).toBe(30);
  });

  it('is bounded', async () => {
    const chat = await ece.startConversation();
    for (let count = 0; count < 400; count++) {
      simulator.conversations.take(chat, 'Ada');
      await simulator.clock.advance(1500);
      simulator.conversations.transfer(chat, {});
      await simulator.clock.advance(1500);
    }
    expect(depths()).toHaveLength(600);
  });

  it('begins anew with a reset', async () => {
    await ece.startConversation();
    simulator.reset();
    expect(depths()).toEqual([0]);
  });
});
