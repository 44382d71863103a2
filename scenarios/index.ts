/**
 * Scenarios: stories that CI asserts and trainers show.
 *
 * @module
 */
export { type ScenarioEvent } from './events.ts';
export { openHouse, type House, type HouseOptions } from './house.ts';
export { loadScenario, loadScenarios, parseScenario } from './load.ts';
export { type FileProblem, ScenarioError } from './problems.ts';
export { report } from './report.ts';
export { runScenario, type RunOptions, type ScenarioFailure, type ScenarioResult } from './runner.ts';
export { type Scenario, type Step } from './scenario.ts';
