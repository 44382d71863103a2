import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { runReal } from './real-run.ts';
import type { RunReport } from './simulated-run.ts';
import { runSimulated } from './simulated-run.ts';

/**
 * Twenty conversations, two processes that are killed and paused at random: `node test/leases/command.ts`.
 * With `ECE_TEST_POSTGRES_URL` it makes the real runs too; `--postgres` makes the simulated ones on PostgreSQL.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    real: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
});
const url = process.env['ECE_TEST_POSTGRES_URL'];
const first = Number(values.seed);
const faults: string[] = [];

async function inSchema<Result>(work: (postgres: { url: string; schema: string }) => Promise<Result>): Promise<Result> {
  const schema = `leases_${randomUUID().slice(0, 8)}`;
  try {
    return await work({ url: url!, schema });
  } finally {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`drop schema if exists "${schema}" cascade`);
    await client.end();
  }
}

async function repeat(what: string, runs: number, run: (seed: number) => Promise<RunReport>) {
  const sum = { handled: 0, twice: 0, deaths: 0, pauses: 0 };
  const began = performance.now();
  for (let seed = first; seed < first + runs; seed++) {
    const report = await run(seed);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += report[key];
    for (const fault of report.faults) console.log(fault);
    faults.push(...report.faults);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `${runs} ${what} runs from seed ${first}: ${sum.handled} events, ${sum.twice} handled twice, ${sum.deaths} deaths, ${sum.pauses} pauses, ${seconds} s`,
  );
}

if (values.postgres) {
  await inSchema((postgres) => repeat('simulated', Number(values.runs), (seed) => runSimulated({ seed, postgres })));
} else await repeat('simulated', Number(values.runs), (seed) => runSimulated({ seed }));
if (url === undefined) console.log('No real runs: ECE_TEST_POSTGRES_URL is not set.');
else await repeat('real', Number(values.real), (seed) => inSchema((postgres) => runReal({ seed, ...postgres })));
console.log(faults.length === 0 ? 'No fault.' : `${faults.length} faults.`);
process.exit(faults.length === 0 ? 0 : 1);
