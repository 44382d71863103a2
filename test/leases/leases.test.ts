import { expect, it } from 'vitest';
import { describePostgres, postgres, postgresUrl } from '../client/databases.ts';
import { runReal } from './real-run.ts';
import { runSimulated } from './simulated-run.ts';

/** `node test/leases/command.ts` makes a thousand runs, and twenty real ones. */
const simulatedRuns = 60;

it('two processes that are killed and paused at random handle every event, and twice only what was under way', async () => {
  const reports = [];
  for (let seed = 1; seed <= simulatedRuns; seed++) reports.push(await runSimulated({ seed }));
  expect(reports.flatMap(({ faults }) => faults)).toEqual([]);
  // What is tested has happened.
  expect(reports.filter(({ twice, deaths, pauses }) => twice * deaths * pauses > 0).length).toBeGreaterThan(simulatedRuns / 2);
});

describePostgres('two processes', () => {
  it('do so on the clock of the test', async () => {
    const schema = postgres.records().settings.schema!;
    const report = await runSimulated({ seed: 1, postgres: { url: postgresUrl!, schema } });
    expect(report.faults).toEqual([]);
  });

  it('do so when the operating system kills and pauses them', async () => {
    const schema = postgres.records().settings.schema!;
    const report = await runReal({ seed: 1, url: postgresUrl!, schema, conversations: 8, incidents: 4 });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ handled: 40, deaths: 2, pauses: 2 });
  });
});
