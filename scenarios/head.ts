import { ConfigurationError } from '../simulator/configuration-error.ts';
import type { Path, Problem } from '../simulator/doors/problems.ts';
import { checkBySchema } from '../simulator/doors/schema-problems.ts';
import { worldOf } from '../simulator/given-world.ts';
import { changeSettings, defaultSettings, SettingError } from '../simulator/protocol/settings.ts';
import { worldOfScenario } from './scenario-world.ts';
import type { Outline } from './schema.ts';
import { outlineSchema } from './schema.ts';

type Raw = Readonly<Record<string, unknown>>;

/** The head of a scenario, checked, and what is wrong with it. */
export function checkHead(value: Raw): { outline: Outline | undefined; problems: Problem[] } {
  const result = checkBySchema(outlineSchema, value, 'The scenario');
  const wrongSettings = settingProblems(value);
  if ('problems' in result) return { outline: undefined, problems: [...result.problems, ...wrongSettings] };
  return { outline: result.data, problems: [...wrongSettings, ...worldProblems(result.data)] };
}

function settingProblems({ settings }: Raw): Problem[] {
  if (typeof settings !== 'object' || settings === null) return [];
  try {
    changeSettings(defaultSettings, settings as Raw);
    return [];
  } catch (error) {
    if (error instanceof SettingError) return [{ path: ['settings', error.path], message: error.message }];
    throw error;
  }
}

/** Names that refer to nothing or stand twice. */
function worldProblems(outline: Outline): Problem[] {
  try {
    worldOf(worldOfScenario(outline));
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) => {
      const [place = '', ...words] = problem.split(': ');
      return { path: pathOf(place), message: `${words.join(': ')}.` };
    });
  }
}

/** `world.agents[0].skills` */
function pathOf(place: string): Path {
  return place
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
