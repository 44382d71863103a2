import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** The doors in code that need no package of the user. */
export const plainDoors = ['', '/control', '/client', '/scenarios', '/jest', '/testing'];
/** The doors that need one. */
export const peerDoors = { '/msw': 'msw', '/vitest': 'vitest', '/testcontainers': 'testcontainers' } as const;

const works = `
  const ece = await door.startSimulator({ port: 0 });
  const { status } = await fetch(ece.url + '/readyz');
  await ece.close(0);
  if (status !== 200) throw new Error('not ready: ' + status);`;

/** An ES module that loads every door and starts a simulator. */
export const esm = `
${plainDoors.map((door, at) => `import * as door${at} from 'ece-simulator${door}';`).join('\n')}
const door = door0;${works}
for (const one of [${plainDoors.map((_, at) => `door${at}`).join()}]) if (Object.keys(one).length === 0) throw new Error('an empty door');
`;

/** The same in CommonJS. */
export const commonJs = `
const doors = ${JSON.stringify(plainDoors)}.map((door) => require('ece-simulator' + door));
const [door] = doors;
(async () => {${works}
  for (const one of doors) if (Object.keys(one).length === 0) throw new Error('an empty door');
})();
`;

/** Loads a door that must refuse, and prints its sentence. */
export function refusedDoor(door: string): string {
  return `import('ece-simulator${door}').then(() => process.exit(9), (error) => console.log(error.message));`;
}

/** The same by `require`. */
export function refusedRequire(door: string): string {
  return `try { require('ece-simulator${door}'); process.exitCode = 9; } catch (error) { console.log(error.message); }`;
}

export const msw = `
import { createSimulator, eceHandlers } from 'ece-simulator/msw';
import { setupServer } from 'msw/node';
const server = setupServer(...eceHandlers(createSimulator(), { baseUrl: 'https://ece.test' }));
server.listen();
const answer = await fetch('https://ece.test/system/egain/chat/entrypoint/chatAllowed/1001', { headers: { accept: 'application/json' } });
server.close();
if (await answer.text() !== '{"allowed":true}') throw new Error('MSW did not answer');
`;

export const vitest = `
import { describe, expect } from 'vitest';
import { describeScenarios, test } from 'ece-simulator/vitest';
describeScenarios('./ours.yaml');
test('has an ECE', async ({ ece }) => {
  await fetch(ece.url + '/system/egain/chat/entrypoint/agentAvailability/' + ece.entryPoint(1001));
  expect(ece).toHaveReceived({ operation: 'getAgentAvailability', status: 200 });
  expect(ece).not.toHaveBeenRefused();
});
describe('seeded', () => {
  const seeded = test.extend({ eceOptions: { seed: 'monday' } });
  seeded('has an ECE of its choice', ({ ece }) => { expect(ece.agents.list().length).toBeGreaterThan(0); });
});
`;

export const scenario = `title: Ours
teaches: Something.
steps:
  - { node: Get Agent Availability, inputs: { entryPointId: 1001 }, expect: AgentAvailable }
`;

/** Opens a chat store on the server of ECE_TEST_POSTGRES_URL, writes and reads. */
export const postgres = `
import { openChatStore } from 'ece-simulator/client';
const schema = 'matrix_' + process.pid;
const store = await openChatStore({ url: process.env.ECE_TEST_POSTGRES_URL, schema });
await store.tidy();
await store.close();
const { default: pg } = await import('pg');
const client = new pg.Client({ connectionString: process.env.ECE_TEST_POSTGRES_URL });
await client.connect();
await client.query('drop schema "' + schema + '" cascade');
await client.end();
`;

/** A pact of one interaction, from the contract of this project. */
export async function onePact(): Promise<string> {
  const file = path.join(root, 'contracts/pacts/imiconnect-nodes-ece-v19.json');
  const pact = JSON.parse(await readFile(file, 'utf8')) as { interactions: { description: string }[] };
  const interaction = pact.interactions.find(({ description }) => /availab/i.test(description)) ?? pact.interactions[0]!;
  return JSON.stringify({ ...pact, interactions: [interaction] });
}

/** What a strict TypeScript project writes; every declaration file is checked. */
export const typeScript = `
import { createSimulator as create, eceRouter, startSimulator } from 'ece-simulator';
import { createControlClient } from 'ece-simulator/control';
import { createNodes } from 'ece-simulator/client';
import { runScenario } from 'ece-simulator/scenarios';
import { createSimulator, eceHandlers } from 'ece-simulator/msw';
import setUp from 'ece-simulator/jest';
import { openEce } from 'ece-simulator/testing';
import { EceContainer } from 'ece-simulator/testcontainers';
import { test } from 'ece-simulator/vitest';
export const start = () => new EceContainer().withCredentials('shop', 'secret').start();
export async function use(): Promise<void> {
  const simulator = await startSimulator({ port: 0, clock: 'manual' });
  const url: string = simulator.url;
  const { mode }: { mode: string } = await createControlClient(url).get('/clock');
  // @ts-expect-error -- a misspelt option does not compile
  await startSimulator({ prot: 0 });
  console.log(mode, createNodes, runScenario, eceHandlers(createSimulator(), { baseUrl: url }), setUp, await openEce(), eceRouter(create()));
  test('has an ECE', async ({ ece }) => { await ece.clock.advance(1000); });
}
`;

/** A CommonJS file; TypeScript allows \`import = require\` of an ES module from 5.8 on. */
export const typeScriptRequire = `
import ece = require('ece-simulator');
import client = require('ece-simulator/client');
export const doors = [ece.startSimulator, client.createNodes];
`;

export const typeScriptImport = `
export const doors = async () => [(await import('ece-simulator')).startSimulator, (await import('ece-simulator/client')).createNodes];
`;
