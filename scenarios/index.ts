/**
 * Scenarios: stories that CI asserts and trainers show.
 *
 * @module
 */
export type { ScenarioProblem } from './errors.ts';
export { InvalidScenarioError, isScenarioError, ScenarioError, SimulatorUnavailableError } from './errors.ts';
export type { ScenarioEvent } from './events.ts';
export type { ScenarioSimulator, SimulatorOptions } from './stage/scenario-simulator.ts';
export { openSimulator } from './stage/scenario-simulator.ts';
export { loadScenario, loadScenarios, parseScenario } from './format/load.ts';
export { formatReport } from './telling/report.ts';
export type { RunOptions, ScenarioFailure, ScenarioResult } from './runner.ts';
export { runScenario } from './runner.ts';
export type { Scenario, Step } from './format/scenario.ts';
