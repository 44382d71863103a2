import type { AnyResult, MethodEntry } from '../client/index.ts';
import { resolveOutput, UnknownNameError } from '../client/index.ts';
import { StepFailed } from './failure.ts';
import { WrongStep } from './problems.ts';
import type { Stage } from './stage.ts';
import type { ExpectedValue } from './values.ts';
import { expectedInWords, isAsExpected } from './values.ts';

type Outputs = Readonly<Record<string, ExpectedValue>>;

/** Of every outcome that is no success. */
const error = 'error';

function typed(type: string, value: ExpectedValue): ExpectedValue {
  return type === 'string' && typeof value !== 'object' ? String(value) : value;
}

/**
 * The expected outputs by key, each of the type that the catalogue gives it.
 * @throws {WrongStep} for a name that the method does not know
 */
export function compiledOutputs(method: MethodEntry, outputs: Outputs): Record<string, ExpectedValue> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]): [string, ExpectedValue] => {
      if (name === error) return [error, value];
      try {
        const { key, type } = resolveOutput(method, name);
        return [key, typed(type, value)];
      } catch (cause) {
        if (cause instanceof UnknownNameError) throw new WrongStep(['outputs', name], cause.message);
        throw cause;
      }
    }),
  );
}

/** @throws {StepFailed} */
export function checkResult({ outcome, outputs }: AnyResult, expected: string, wanted: Outputs, stage: Stage): void {
  if (outcome !== expected) {
    const why = outputs[error] === undefined ? '' : `: ${outputs[error]}`;
    throw new StepFailed(`the outcome ${expected}`, `${outcome}${why}`);
  }
  for (const [key, value] of Object.entries(wanted)) {
    const meant = key === 'entryPointId' && typeof value !== 'object' ? stage.partition.entryPointId(String(value)) : value;
    if (!isAsExpected(outputs[key], meant))
      throw new StepFailed(
        `${key} to be ${expectedInWords(meant)}`,
        outputs[key] === undefined ? 'nothing' : JSON.stringify(outputs[key]),
      );
  }
}
