import { createRequire } from 'node:module';
import { ChatStoreError } from '../errors.ts';

/** Older ones ignore `options`, which names the schema: the tables would be made in another one. */
const oldest = [8, 3, 0];

/**
 * Loads the driver, a peer dependency that only users of PostgreSQL install.
 * @throws {ChatStoreError} with the command to type, when it is missing or too old
 */
export async function loadPostgresDriver() {
  try {
    const driver = (await import('pg')).default;
    requireNewEnough((createRequire(import.meta.url)('pg/package.json') as { version: string }).version);
    return driver;
  } catch (error) {
    if (error instanceof ChatStoreError) throw error;
    throw new ChatStoreError('A chat store on PostgreSQL needs the package "pg": npm install pg', { cause: error });
  }
}

function requireNewEnough(version: string): void {
  const parts = version.split('.').map(Number);
  const at = oldest.findIndex((wanted, place) => parts[place] !== wanted);
  if (at < 0 || parts[at]! > oldest[at]!) return;
  throw new ChatStoreError(
    `A chat store on PostgreSQL needs pg ${oldest.join('.')} or later, and ${version} is installed: npm install pg@8`,
  );
}
