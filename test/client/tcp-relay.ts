import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** `passes`: as if it were not there. `refuses`: takes no connection. `hangs`: takes everything and says nothing. */
type Manner = 'passes' | 'refuses' | 'hangs';

/** A relay in front of a TCP server, e.g. PostgreSQL, which can make it seem stopped. */
export async function startTcpRelay(target: { host: string; port: number }) {
  let manner: Manner = 'passes';
  const sockets = new Set<Socket>();
  const forward = (from: Socket, to: Socket) => {
    from.on('data', (data) => {
      if (manner !== 'hangs') to.write(data);
    });
    from.on('close', () => to.destroy());
    from.on('error', () => undefined);
    sockets.add(from);
  };
  const server = createServer((socket) => {
    if (manner === 'refuses') return socket.destroy();
    const upstream = connect(target.port, target.host);
    forward(socket, upstream);
    forward(upstream, socket);
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    /** Breaks every connection. */
    cut,
    change: (to: Manner) => {
      manner = to;
      // What hangs stays silent for ever: when the server is back, it knows nothing of these connections.
      if (to !== 'hangs') cut();
    },
  };
}
