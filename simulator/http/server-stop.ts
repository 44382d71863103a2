import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { realTimers } from '../time/real-timers.ts';
import { connectionsOf } from './connections.ts';

const checkMs = 10;
/**
 * How many checks in a row see no byte move before the rest is given up: a client that is silent, or a call that a fault never answers. Checks are
 * counted, not milliseconds, because a process that is busy checks seldom: so the grace follows the load.
 */
const quietChecks = 100;

/**
 * Ends a server: it takes no new connection, answers what it has received, finishes what it writes, and then closes its connections.
 * @param deadlineMs real milliseconds after which it closes all of them
 */
export async function closeServer(server: Server, deadlineMs: number): Promise<void> {
  keepNoConnection(server);
  const connections = connectionsOf(server);
  const deadline = realTimers.elapsed() + deadlineMs;
  await turnOfTheEventLoop();
  return new Promise((resolve) => {
    let before = -1;
    let quiet = 0;
    const check = realTimers.setInterval(() => {
      void turnOfTheEventLoop().then(() => server.closeIdleConnections());
      const now = countMoved(connections.keys());
      quiet = now === before ? quiet + 1 : 0;
      before = now;
      if (quiet >= quietChecks || realTimers.elapsed() >= deadline) server.closeAllConnections();
    }, checkMs);
    server.close(() => {
      realTimers.clearInterval(check);
      resolve();
    });
  });
}

/** In it the process accepts the connections, and reads the requests, that have arrived: they are not idle then. */
async function turnOfTheEventLoop(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => void realTimers.setImmediate!(resolve));
}

/** The latest answer on each connection, and every answer from now on, tells the client that the connection closes. */
function keepNoConnection(server: Server): void {
  server.prependListener('request', (_request, response) => (response.shouldKeepAlive = false));
  for (const answer of connectionsOf(server).values()) if (answer !== undefined) answer.shouldKeepAlive = false;
}

/** Changes whenever a byte moves or a connection ends. */
function countMoved(sockets: Iterable<Socket>): number {
  let moved = 0;
  for (const { bytesRead, bytesWritten } of sockets) moved += 1 + bytesRead + bytesWritten;
  return moved;
}
