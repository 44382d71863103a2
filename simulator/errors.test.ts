import { describe, expect, it } from 'vitest';
import * as errors from './errors.ts';
import * as simulator from './index.ts';
import * as msw from './msw.ts';

const { ConfigurationError, InvalidInputError, isSimulatorError, SimulatorError, UnknownIdError } = errors;

describe('the family of errors', () => {
  const classes = Object.entries(errors).filter(([name]) => name.endsWith('Error') && !name.startsWith('is'));

  it.each(classes)('%s has its name, belongs to the family and is exported by the package', (name, type) => {
    const { prototype } = type as typeof SimulatorError;
    expect(type === SimulatorError || prototype instanceof SimulatorError).toBe(true);
    expect((simulator as Record<string, unknown>)[name]).toBe(type);
  });

  it('differs from other errors', () => {
    expect(isSimulatorError(new InvalidInputError([]))).toBe(true);
    expect(isSimulatorError(new Error('other'))).toBe(false);
    expect(msw.isSimulatorError).toBe(isSimulatorError);
  });
});

describe('the message', () => {
  it('has a line for each problem, with its place where the sentence alone does not say it', () => {
    const problems = [
      { path: ['port'], message: '"port" is missing.' },
      { path: ['world', 'agents', 0, 'skills'], message: '"skills" is missing.' },
    ];
    expect(new InvalidInputError(problems).message).toBe('"port" is missing.\nworld.agents[0].skills: "skills" is missing.');
    expect(new ConfigurationError([problems[0]!], 'ece.yaml').message).toBe('ece.yaml: "port" is missing.');
  });

  it('of an unknown id names the nearest; the problem lists the first ids that there are', () => {
    const ids = Array.from({ length: 30 }, (_, at) => String(1001 + at));
    const error = new UnknownIdError('entry point', ['match', 'entryPoint'], '10001', ids);
    expect(error.message).toBe('There is no entry point "10001". Did you mean "1001"?');
    expect(error.problems).toEqual([{ path: ['match', 'entryPoint'], message: error.message, allowed: ids.slice(0, 20) }]);
  });

  it('of an id that is near to none gives no advice', () => {
    expect(new UnknownIdError('agent', ['agent'], 'Zoë', []).message).toBe('There is no agent "Zoë".');
  });
});
