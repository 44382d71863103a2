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
  return {
    outline,
    problems: [...settingProblems, ...worldProblems, ...findApplicationProblems(outline), ...findFlowProblems(value)],
  };
}

function findSettingProblems({ settings }: Mapping): Problem[] {
  if (typeof settings !== 'object' || settings === null) return [];
  const { problems } = checkSettings(defaultSettings, settings as Mapping);
  return problems.map(({ name, message }) => ({ path: ['settings', name], message }));
}

/** Sections of the head about a world and a client that the scenario makes itself. */
const ownSections = ['world', 'agents', 'settings', 'authorization', 'options'] as const;
/** What happens inside of a client. */
const ownSteps = ['network', 'platform', 'receiver', 'received', 'unclaimed', 'process', 'file'];

function findFlowProblems({ flow, steps, ...head }: Mapping): Problem[] {
  if (flow !== 'external') return [];
  const sections = ownSections.filter((section) => section in head);
  const inHead = sections.map((section) => ({
    path: [section],
    message: `"${section}" has no effect on a flow that runs by itself: it has its world and its client already. Leave it out.`,
  }));
  const inSteps = (Array.isArray(steps) ? steps : []).flatMap((step: unknown, index) => {
    const key = Object.keys(step ?? {}).find((one) => ownSteps.includes(one));
    const message = `The step "${key}" is not possible beside a flow that runs by itself, because it happens inside of the flow.`;
    return key === undefined ? [] : [{ path: ['steps', index, key], message }];
  });
  return [...inHead, ...inSteps];
}

function findApplicationProblems({ authorization: { application }, world }: Outline): Problem[] {
  if (application === undefined) return [];
  const names = (world.applications ?? defaultWorld().applications).map(({ name }) => name);
  if (names.includes(application)) return [];
  const message = `No application is called "${application}".${didYouMeanOrValid(application, names)}`;
  return [{ path: ['authorization', 'application'], message, allowed: names }];
}
