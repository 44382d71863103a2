import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { runReal } from '../leases/real-run.ts';
import { FindingsCollector } from './harness/findings.ts';
import type { Question } from './harness/question.ts';
import { readCount } from './harness/usage-error.ts';
import { BenchmarkError } from './harness/question.ts';

/**
 * Several hundred conversations on PostgreSQL, followed by two processes that are killed and paused:
 * `ECE_TEST_POSTGRES_URL=postgres://... npm run benchmark -- two-processes [conversations] [seed] [longest pause in ms]`.
 */
async function measureProcesses(rest: readonly string[]): Promise<void> {
  const url = process.env['ECE_TEST_POSTGRES_URL'];
  if (url === undefined) throw new BenchmarkError('ECE_TEST_POSTGRES_URL is not set: give the URL of a PostgreSQL.');
  const conversations = readCount(rest[0] ?? '500', 'conversations');
  const seed = readCount(rest[1] ?? '1', 'seed');
  const pauseMs = readCount(rest[2] ?? '2500', 'longest pause in ms');
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
  console.log(
    `${handled} events in ${seconds.toFixed(1)} s (${(handled / seconds).toFixed(0)}/s), ${twice} of them handled twice`,
  );
  if (sorted.length > 0) {
    console.log(
      `an event under way passed on to the other process after ${sorted[sorted.length >> 1]!} ms (median), ${sorted.at(-1)!} ms at most`,
    );
  }
  if (faults.length > 0) throw new BenchmarkError(faults.join('\n'));
}

export const question: Question = {
  asks: 'how fast do two processes on PostgreSQL follow 500 conversations while they are killed? [conversations] [seed] [pause in ms]',
  isOfSources: true,
  run: async ({ rest }) => {
    await measureProcesses(rest);
    return new FindingsCollector();
  },
};
