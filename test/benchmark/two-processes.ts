import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { runReal } from '../leases/real-run.ts';

/**
 * Several hundred conversations on PostgreSQL, followed by two processes that are killed and paused:
 * `ECE_TEST_POSTGRES_URL=postgres://... node test/benchmark/two-processes.ts [conversations] [seed] [longest pause in ms]`.
 */
const url = process.env['ECE_TEST_POSTGRES_URL'];
if (url === undefined) {
  console.error('ECE_TEST_POSTGRES_URL is not set: give the URL of a PostgreSQL.');
  process.exit(1);
}
const conversations = Number(process.argv[2] ?? 500);
const seed = Number(process.argv[3] ?? 1);
const pauseMs = Number(process.argv[4] ?? 2500);
const events = 6;
const schema = `two_processes_${randomUUID().slice(0, 8)}`;
const { faults, handled, twice, deaths, pauses, milliseconds, handOvers } = await runReal({
  seed,
  url,
  schema,
  conversations,
  events,
  incidents: 6,
  betweenMs: 4000,
  pauseMs,
  handlerMs: 500,
});
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query(`drop schema "${schema}" cascade`);
await client.end();

const seconds = milliseconds / 1000;
const sorted = handOvers.toSorted((one, other) => one - other);
console.log(
  `${conversations} conversations of ${events} events, two processes, ${deaths} kills, ${pauses} pauses of at most ${pauseMs} ms, lease 1000 ms`,
);
console.log(`${handled} events in ${seconds.toFixed(1)} s (${(handled / seconds).toFixed(0)}/s), ${twice} of them handled twice`);
if (sorted.length > 0) {
  console.log(
    `an event under way passed on to the other process after ${sorted[sorted.length >> 1]!} ms (median), ${sorted.at(-1)!} ms at most`,
  );
}
for (const fault of faults) console.log(fault);
process.exit(faults.length === 0 ? 0 : 1);
