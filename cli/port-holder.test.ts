import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { findPortHolder } from './port-holder.ts';

it.runIf(process.platform === 'linux').each(['127.0.0.1', '::'])('finds the process that listens on %s', async (address) => {
  const server = createServer().listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const holder = await findPortHolder(port);
  server.close();
  await once(server, 'close');
  expect(holder).toMatch(new RegExp(`^\\S.* \\(process ${process.pid}\\)$`));
  expect(await findPortHolder(port)).toBeUndefined();
});
