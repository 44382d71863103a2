import { expect, it } from 'vitest';
import { FireRun } from './callbacks-under-fire.ts';
import { guardDamagedFiles } from './damaged-files.ts';
import { guardAskingRequests, guardHostileRequests } from './hostile-requests.ts';

it('a damaged file that is accepted makes no later call fail', async () => {
  const { accepted, failures } = await guardDamagedFiles(60, 7);
  expect(failures).toEqual([]);
  expect(accepted).toBeGreaterThan(0);
});

it('no hostile request makes the simulator fail, and an innocent client is answered', async () => {
  const { failures, innocent } = await guardHostileRequests(1500, 7);
  expect(failures).toEqual([]);
  expect(innocent.answers).toBeGreaterThan(0);
});

it('no hostile request makes the simulator fail where calls fail on demand', async () => {
  const { failures, statuses } = await guardAskingRequests(600, 7);
  expect(failures).toEqual([]);
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 500]));
});

it('a webhook server that fails in every way loses no message that was not told, and stops no lane', async () => {
  for (let number = 0; number < 40; number++) expect(await new FireRun(`7/${number}`).all()).toBeUndefined();
});
