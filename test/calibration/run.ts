import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { makeTwinViewer } from '../../calibration/interpret/twin-observer.ts';
import { findVisibleIn, settingNames } from '../../calibration/interpret/visibility.ts';
import { plan } from '../../calibration/plan/plan.ts';
import { findSeeds } from './seeds.ts';

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

const [command, first = '200', last] = process.argv.slice(2);
const [from, to] = [last === undefined ? 1 : Number(first), Number(last ?? first)];
if (command === 'visible') await writeVisible();
else if (command === 'seeds') process.exitCode = (await findSeeds(from, to)) ? 0 : 1;
else {
  console.error('npm run calibration -- visible, or seeds <count>, or seeds <from> <to>');
  process.exitCode = 2;
}
