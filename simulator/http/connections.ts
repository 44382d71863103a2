import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, each with the latest answer on it, which may be sent or not. */
export type Connections = ReadonlyMap<Socket, ServerResponse | undefined>;

const connectionsByServer = new WeakMap<Server, Connections>();

/** Knows the connections from the first question on: ask before the server listens. */
export function connectionsOf(server: Server): Connections {
  let found = connectionsByServer.get(server);
  if (found === undefined) connectionsByServer.set(server, (found = watchConnections(server)));
  return found;
}

function watchConnections(server: Server): Connections {
  const connections = new Map<Socket, ServerResponse | undefined>();
  server.on('setSecureContext' in server ? 'secureConnection' : 'connection', (socket: Socket) => {
    connections.set(socket, connections.get(socket));
    socket.once('close', () => void connections.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => void connections.set(socket, response));
  return connections;
}
