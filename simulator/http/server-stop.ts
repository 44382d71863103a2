import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { realTimers } from '../time/real-timers.ts';

/** What a server owes: the connections, and the answers that are not sent yet. */
interface Debts {
  readonly sockets: Set<Socket>;
  readonly answers: Set<ServerResponse>;
  isStopping: boolean;
}

const debtsOf = new WeakMap<Server, Debts>();

/** Lets {@link closeServer} know which answers the server owes. Call it before the server listens. */
export function watchServer(server: Server): void {
  const debts: Debts = { sockets: new Set(), answers: new Set(), isStopping: false };
  debtsOf.set(server, debts);
  function forget(this: ServerResponse) {
    debts.answers.delete(this);
  }
  server.on('connection', (socket: Socket) => {
    debts.sockets.add(socket);
    socket.once('close', () => void debts.sockets.delete(socket));
  });
  server.prependListener('request', (_request, response: ServerResponse) => {
    response.shouldKeepAlive &&= !debts.isStopping;
    debts.answers.add(response);
    response.on('close', forget);
  });
}

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
  const { sockets, answers } = stop(server);
  const deadline = realTimers.elapsed() + deadlineMs;
  await turnOfTheEventLoop();
  return new Promise((resolve) => {
    let before = -1;
    let quiet = 0;
    const check = realTimers.setInterval(() => {
      void turnOfTheEventLoop().then(() => server.closeIdleConnections());
      const now = countMoved(sockets);
      quiet = now === before ? quiet + 1 : 0;
      before = now;
      if (quiet >= quietChecks || realTimers.elapsed() >= deadline) server.closeAllConnections();
    }, checkMs);
    server.close(() => {
      realTimers.clearInterval(check);
      answers.clear();
      resolve();
    });
  });
}

/** In it the process accepts the connections, and reads the requests, that have arrived: they are not idle then. */
async function turnOfTheEventLoop(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => void realTimers.setImmediate!(resolve));
}

function stop(server: Server): Debts {
  const debts = debtsOf.get(server) ?? { sockets: new Set(), answers: new Set(), isStopping: false };
  debts.isStopping = true;
  for (const response of debts.answers) response.shouldKeepAlive = false;
  return debts;
}

/** Changes whenever a byte moves or a connection ends. */
function countMoved(sockets: ReadonlySet<Socket>): number {
  let moved = 0;
  for (const { bytesRead, bytesWritten } of sockets) moved += bytesRead + bytesWritten;
  return moved + sockets.size;
}
