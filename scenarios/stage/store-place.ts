import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChatStoreSettings } from '../../client/index.ts';
import { loadPostgresDriver } from '../../client/chat-store/postgres-driver.ts';
import { TcpRelay } from './tcp-relay.ts';

/** Where the chat store of one run is. */
export interface StorePlace {
  readonly settings: ChatStoreSettings;
  /** Path of the file, or URL of the server itself. */
  readonly location: string;
  /** In front of a server. */
  readonly relay?: TcpRelay;
  readonly remove: () => Promise<void>;
}

/** In memory: for a story in which nothing happens to the store. */
export function memoryPlace(): StorePlace {
  return { settings: { url: ':memory:' }, location: ':memory:', remove: () => Promise.resolve() };
}

/** A file in a temporary folder. */
export async function makeFilePlace(): Promise<StorePlace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'scenario-'));
  const location = path.join(folder, 'chats.db');
  return { settings: { url: location }, location, remove: () => rm(folder, { recursive: true }) };
}

/** A schema of its own on a PostgreSQL server, which the client reaches through a relay. */
export async function makeServerPlace(location: string): Promise<StorePlace> {
  const pg = await loadPostgresDriver();
  const { hostname, port } = new URL(location);
  const relay = await TcpRelay.open(hostname || '127.0.0.1', Number(port || 5432));
  const url = new URL(location);
  url.host = `127.0.0.1:${relay.port}`;
  const schema = `scenario_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  const remove = async () => {
    relay.stop();
    const client = new pg.Client({ connectionString: location });
    await client.connect();
    await client.query(`drop schema if exists "${schema}" cascade`).finally(() => client.end());
  };
  return { settings: { url: url.href, schema }, location, relay, remove };
}
