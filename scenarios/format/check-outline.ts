import type { Problem } from '../../simulator/doors/problems.ts';
import { checkBySchema } from '../../simulator/doors/schema-problems.ts';
import { problemsOfWorld } from '../../simulator/configuration/given-world.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { checkSettings, defaultSettings } from '../../simulator/protocol/settings.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import type { Outline } from './outline.ts';
import { outlineSchema } from './outline.ts';
import { createScenarioWorld } from './scenario-world.ts';
import type { Mapping } from './written-steps.ts';

/** Checks all of a scenario but its steps. The outline is undefined when the file does not have its form. */
export function checkOutline(value: Mapping): { outline: Outline | undefined; problems: Problem[] } {
  const result = checkBySchema(outlineSchema, value, 'The scenario');
  const settingProblems = findSettingProblems(value);
  if ('problems' in result) return { outline: undefined, problems: [...result.problems, ...settingProblems] };
  const outline = result.data;
  const worldProblems = problemsOfWorld(createScenarioWorld(outline));
  return { outline, problems: [...settingProblems, ...worldProblems, ...findApplicationProblems(outline)] };
}

function findSettingProblems({ settings }: Mapping): Problem[] {
  if (typeof settings !== 'object' || settings === null) return [];
  const { problems } = checkSettings(defaultSettings, settings as Mapping);
  return problems.map(({ name, message }) => ({ path: ['settings', name], message }));
}

function findApplicationProblems({ authorization: { application }, world }: Outline): Problem[] {
  if (application === undefined) return [];
  const names = (world.applications ?? defaultWorld().applications).map(({ name }) => name);
  if (names.includes(application)) return [];
  const message = `No application is called "${application}".${didYouMeanOrValid(application, names)}`;
  return [{ path: ['authorization', 'application'], message, allowed: names }];
}
