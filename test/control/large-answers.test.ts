import { describe, expect, it } from 'vitest';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { EventReader } from './event-reader.ts';
import { startOnSocket } from './running.ts';

async function busyChat(texts: number) {
  const { simulator, control } = await startOnSocket({ agents: 'silent' });
  const client = EceClient.inProcess(simulator);
  const chat = await client.startConversation();
  for (let count = 0; count < texts; count++) await client.say(chat, 'x'.repeat(19_000));
  return { simulator, control, chat };
}

describe('a large answer', () => {
  it.each(['/journal?limit=100000', '/journal.har?limit=100000', '/conversations/CHAT'])(
    'is written in pieces: %s',
    async (path) => {
      const { simulator, control, chat } = await busyChat(20);
      const answer = await fetch(control.base + path.replace('CHAT', chat));
      expect(answer.headers.get('content-length')).toBeNull();
      const text = await answer.text();
      expect(text.length).toBeGreaterThan(300_000);
      const value = JSON.parse(text) as unknown;
      if (path.startsWith('/journal?')) expect(value).toEqual(JSON.parse(JSON.stringify(simulator.journal.entries)));
    },
  );

  it('of a snapshot is the text that was taken, and can be put again', async () => {
    const { simulator, control } = await busyChat(20);
    simulator.snapshots.take('before');
    const text = await (await fetch(`${control.base}/snapshots/before`)).text();
    expect(text).toBe(simulator.snapshots.get('before'));
    const put = await fetch(`${control.base}/snapshots/again`, { method: 'PUT', body: text });
    expect([put.status, simulator.snapshots.get('again')]).toEqual([204, text]);
  });

  it('of events from the beginning comes whole, although the reader is slow', async () => {
    const { simulator, control } = await busyChat(1000);
    const reader = await EventReader.open(`${control.base}/events?after=0`);
    const happenings = simulator.since(0);
    const events = await reader.next(happenings.length);
    expect(events.map(({ id }) => id)).toEqual(happenings.map(({ happening }) => happening.number));
    simulator.agents.logOut('Ada');
    expect(await reader.next(1)).toHaveLength(1);
    reader.close();
  });
});
