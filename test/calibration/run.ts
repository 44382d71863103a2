import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { interpret } from '../../calibration/interpret/interpret.ts';
import { makeTwinViewer } from '../../calibration/interpret/twin-observer.ts';
import { findVisibleIn, settingNames } from '../../calibration/interpret/visibility.ts';
import { visibleSettings } from '../../calibration/interpret/visible-settings.ts';
import { plan } from '../../calibration/plan/plan.ts';
import { randomSettings, recordSite } from '../../calibration/testing/random-site.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';

const table = path.join(import.meta.dirname, '../../calibration/interpret/visible-settings.ts');
const head = `import type { SettingName } from '../../simulator/protocol/settings.ts';

/** The probes that can see a setting: two simulators that differ in it alone look different to them. \`npm run calibration -- visible\` writes this. */
export const visibleSettings: Readonly<Record<SettingName, readonly string[]>> = `;

/** Asks each probe of the plan for each value of each setting, which takes some minutes. */
async function writeVisible(): Promise<void> {
  const viewTwin = makeTwinViewer('/system');
  const found: Record<string, string[]> = {};
  for (const name of settingNames) found[name] = await findVisibleIn(name, plan, viewTwin);
  const options = { ...(await resolveConfig(table)), parser: 'typescript' };
  await writeFile(table, await format(`${head}${JSON.stringify(found)};\n`, options));
  console.log(
    `${Object.values(found).filter((probes) => probes.length > 0).length} of ${settingNames.length} settings are visible.`,
  );
}

/** Finds the settings of simulators that are changed at random. @returns how many were guessed wrongly */
async function findSeeds(from: number, to: number): Promise<number> {
  let wrong = 0;
  for (let seed = from; seed <= to; seed++) {
    const site = randomSettings(seed);
    const { findings, unexplained } = await interpret(await recordSite(site, plan));
    const found = findings.filter((one) => one.verdict === 'found');
    const guesses = found.filter(({ name, value }) => JSON.stringify(value) !== JSON.stringify(site[name]));
    const changed = settingNames.filter((name) => site[name] !== defaultSettings[name]);
    const missed = changed.filter((name) => visibleSettings[name].length > 0 && !found.some((one) => one.name === name));
    wrong += guesses.length;
    console.log(
      `seed ${seed}: ${changed.length} settings changed; ${found.length} found, ${guesses.length} of them wrong; ${missed.length} changed ones are hidden; ${unexplained.length} places are not explained`,
    );
    for (const { name, value } of guesses)
      console.log(`  ${name} is ${JSON.stringify(site[name])}, not ${JSON.stringify(value)}`);
  }
  return wrong;
}

/** Spreads the seeds over processes, one for each core. @returns whether none was guessed wrongly */
async function spreadSeeds(from: number, to: number): Promise<boolean> {
  const processes = Math.min(availableParallelism(), to - from + 1);
  const size = Math.ceil((to - from + 1) / processes);
  const codes = Array.from({ length: processes }, async (_, at) => {
    const begin = from + at * size;
    if (begin > to) return 0;
    const slice = ['slice', String(begin), String(Math.min(to, begin + size - 1))];
    const [code] = (await once(spawn(process.execPath, [import.meta.filename, ...slice], { stdio: 'inherit' }), 'exit')) as [
      number,
    ];
    return code;
  });
  return (await Promise.all(codes)).every((code) => code === 0);
}

const [command, first = '20', last] = process.argv.slice(2);
const range = [last === undefined ? 1 : Number(first), Number(last ?? first)] as const;
if (command === 'visible') await writeVisible();
else if (command === 'slice') process.exitCode = (await findSeeds(...range)) === 0 ? 0 : 1;
else if (command === 'seeds') process.exitCode = (await spreadSeeds(...range)) ? 0 : 1;
else {
  console.error('npm run calibration -- visible, or seeds <count>, or seeds <from> <to>');
  process.exitCode = 2;
}
