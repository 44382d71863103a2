import { readLastRun } from './last-run.ts';

/** `npm run slowest`: the twenty slowest tests and files of the last run. */
const count = 20;

function slowest<Timed extends { readonly milliseconds: number }>(timed: readonly Timed[]): Timed[] {
  return timed.toSorted((one, other) => other.milliseconds - one.milliseconds).slice(0, count);
}

const run = readLastRun();
if (run === undefined) {
  console.error('No run of the tests has ended yet: run `npm test` first.');
  process.exitCode = 1;
} else {
  const inSeconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
  console.log('Slowest tests');
  for (const { milliseconds, file, name } of slowest(run.tests)) console.log(`${inSeconds(milliseconds)}  ${file}: ${name}`);
  console.log('\nSlowest files, loading included');
  for (const { milliseconds, file } of slowest(run.files)) console.log(`${inSeconds(milliseconds)}  ${file}`);
}
