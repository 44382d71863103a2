import { resolveMethod } from '../../client/index.ts';
import type { Scenario } from '../../scenarios/index.ts';
import { loadScenarios } from '../../scenarios/index.ts';
import { libraryFolder } from '../../scenarios/library.ts';
import { collectTexts, tellStep } from '../../scenarios/telling/steps.ts';
import type { ScenarioSummary, StepSummary } from './player-view.ts';

export function loadLibrary(): ReadonlyMap<string, Scenario> {
  return new Map(loadScenarios(libraryFolder).map((scenario) => [scenario.name, scenario]));
}

export function stepSummaries(scenario: Scenario): StepSummary[] {
  const texts = collectTexts(scenario);
  return scenario.steps.map((step) => {
    const { does, then } = tellStep(step, texts);
    return { number: step.number, kind: step.kind, does, then };
  });
}

export function summaryOf(scenario: Scenario): ScenarioSummary {
  const { name, title, teaches, steps, settings } = scenario;
  const words = steps.flatMap((step) => {
    if (step.kind === 'node') return [resolveMethod(step.data.node).method.method, step.data.expect];
    return step.kind === 'event' ? [step.data.event] : [];
  });
  const hasSettings = Object.keys(settings).length > 0;
  return { name, title, teaches, words: [...new Set(words)], steps: stepSummaries(scenario), hasSettings };
}
