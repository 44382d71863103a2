import type { Problem } from '../simulator/doors/problems.ts';
import { checkBySchema } from '../simulator/doors/schema-problems.ts';
import { problemsOfWorld } from '../simulator/given-world.ts';
import { checkSettings, defaultSettings } from '../simulator/protocol/settings.ts';
import { worldOfScenario } from './scenario-world.ts';
import type { Outline } from './schema.ts';
import { outlineSchema } from './schema.ts';

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
