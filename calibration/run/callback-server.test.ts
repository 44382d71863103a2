import { expect, it, onTestFinished } from 'vitest';
import { CallbackServer } from './callback-server.ts';

async function openServer(): Promise<{ server: CallbackServer; url: string }> {
  const server = new CallbackServer(0, { now: Date.now, wait: () => Promise.resolve() });
  await server.open();
  onTestFinished(() => server.close());
  return { server, url: `http://127.0.0.1:${server.port}` };
}

it('gives a file, and redirects or refuses one whose name says so', async () => {
  const { url } = await openServer();
  const ask = async (name: string, redirect: 'manual' | 'follow' = 'manual') => {
    const answer = await fetch(`${url}/files/${name}`, { redirect });
    return [answer.status, await answer.text()];
  };
  expect(await ask('a.jpeg')).toEqual([200, 'a photo']);
  expect(await ask('moved.jpeg')).toEqual([307, '']);
  expect(await ask('moved.jpeg', 'follow')).toEqual([200, 'a photo']);
  expect(await ask('missing.jpeg')).toEqual([404, '']);
});

it('answers callbacks as a probe wants it, and the last reply stays', async () => {
  const { server, url } = await openServer();
  server.reply([500, { redirect: true }, 202]);
  const statuses: number[] = [];
  for (let count = 0; count < 4; count++)
    statuses.push((await fetch(url, { method: 'POST', body: '{}', redirect: 'manual' })).status);
  expect(statuses).toEqual([500, 307, 202, 202]);
  expect(server.take()).toHaveLength(4);
});
