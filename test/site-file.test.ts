import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createAuthorization, createNodes } from '../client/index.ts';
import { startCli } from './end-to-end/cli-process.ts';

const text = `version: 1
settings:
  availability.route.liveSessionStatus: livesessionstatus
client:
  liveSessionStatusRoute: livesessionstatus
`;

it('one site file sets the simulator of the command line and the client library alike', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'site-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const site = path.join(folder, 'site.yaml');
  await writeFile(site, text);
  await using ece = await startCli('--site', site);
  const authorization = createAuthorization({ authorizationName: 'site', hostName: `${ece.url}/system` });
  const outcomeWith = async (settings: object) => {
    const { agentAvailability } = createNodes({ authorization, ...settings });
    return (await agentAvailability.getQueueDepthAndWaitTime({ entryPointId: 1001 })).outcome;
  };
  expect(await outcomeWith({ site })).toBe('GetQueueDepthandWaitTimeSuccess');
  expect(await outcomeWith({})).toBe('onInvalidChoice');
});
