import { ConfigurationError } from '../simulator/configuration-error.ts';
import { worldOf } from '../simulator/given-world.ts';
import { changeSettings, defaultSettings, SettingError } from '../simulator/protocol/settings.ts';
import type { Outline } from './outline.ts';
import { outlineSchema } from './outline.ts';
import type { Path } from './problems.ts';
import { worldOfScenario } from './scenario-world.ts';
import type { PlacedProblem } from './zod-problems.ts';
import { checked } from './zod-problems.ts';

type Raw = Readonly<Record<string, unknown>>;

/** The head of a scenario, checked, and what is wrong with it. */
export function checkHead(value: Raw): { outline: Outline | undefined; problems: Problem[] } {
  const result = checkBySchema(outlineSchema, value, 'The scenario');
  const wrongSettings = settingProblems(value);
  if ('problems' in result) return { outline: undefined, problems: [...result.problems, ...wrongSettings] };
  return { outline: result.data, problems: [...wrongSettings, ...problemsOfWorld(worldOfScenario(result.data))] };
}

function settingProblems({ settings }: Raw): Problem[] {
  if (typeof settings !== 'object' || settings === null) return [];
  return checkSettings(defaultSettings, settings as Raw).problems.map(({ name, message }) => ({
    path: ['settings', name],
    message,
  }));
}
