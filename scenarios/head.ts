import { ConfigurationError } from '../simulator/configuration-error.ts';
import { worldOf } from '../simulator/given-world.ts';
import { changeSettings, defaultSettings, SettingError } from '../simulator/protocol/settings.ts';
import type { Path } from './problems.ts';
import { worldOfScenario } from './scenario-world.ts';
import type { Outline } from './schema.ts';
import { outlineSchema } from './schema.ts';
import type { PlacedProblem } from './zod-problems.ts';
import { checked } from './zod-problems.ts';

type Raw = Readonly<Record<string, unknown>>;

/** The head of a scenario, checked, and what is wrong with it. */
export function checkHead(value: Raw): { outline: Outline | undefined; problems: PlacedProblem[] } {
  const result = checked(outlineSchema, value);
  const wrongSettings = settingProblems(value);
  if ('problems' in result) return { outline: undefined, problems: [...result.problems, ...wrongSettings] };
  return { outline: result.data, problems: [...wrongSettings, ...worldProblems(result.data)] };
}

function settingProblems({ settings }: Raw): PlacedProblem[] {
  if (typeof settings !== 'object' || settings === null) return [];
  try {
    changeSettings(defaultSettings, settings as Raw);
    return [];
  } catch (error) {
    if (error instanceof SettingError) return [{ at: ['settings', error.path], message: error.message }];
    throw error;
  }
}

/** Names that refer to nothing or stand twice. */
function worldProblems(outline: Outline): PlacedProblem[] {
  try {
    worldOf(worldOfScenario(outline));
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) => {
      const [place = '', ...words] = problem.split(': ');
      return { at: pathOf(place), message: `${words.join(': ')}.` };
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
