import type { OutcomeAndOutputs, MethodEntry } from '../../client/index.ts';
import { resolveOutput, UnknownNameError } from '../../client/index.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { WrongStepError } from '../format/problems.ts';
import type { ActorStage } from '../stage/stage.ts';
import type { ExpectedValue } from '../format/values.ts';
import { describeExpected, matchesExpected } from '../format/values.ts';

type Outputs = Readonly<Record<string, ExpectedValue>>;

/** Output of every outcome that is no success. */
const error = 'error';

function convertToType(name: string, type: string, value: ExpectedValue): ExpectedValue {
  if (type === 'number' && typeof value === 'string' && Number.isFinite(Number(value)))
    throw new WrongStepError(['outputs', name], `"${name}" must be a number, not a text: write ${Number(value)}.`);
  return type === 'string' && typeof value !== 'object' ? String(value) : value;
}

/**
 * The expected outputs by key, each with the type of the catalogue.
 * @throws {WrongStepError} when the method has no output of a name, or a text is expected where the output is a number
 */
export function compileOutputs(method: MethodEntry, outputs: Outputs): Record<string, ExpectedValue> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]): [string, ExpectedValue] => {
      if (name === error) return [error, value];
      try {
        const { key, type } = resolveOutput(method, name);
        return [key, convertToType(name, type, value)];
      } catch (cause) {
        if (cause instanceof UnknownNameError) throw new WrongStepError(['outputs', name], cause.message);
        throw cause;
      }
    }),
  );
}

/** @throws {StepFailedError} */
export function checkResult({ outcome, outputs }: OutcomeAndOutputs, expected: string, wanted: Outputs, stage: ActorStage): void {
  if (outcome !== expected) {
    const why = outputs[error] === undefined ? '' : `: ${outputs[error]}`;
    throw new StepFailedError(`the outcome ${expected}`, `${outcome}${why}`);
  }
  for (const [key, value] of Object.entries(wanted)) {
    const expectedOutput =
      key === 'entryPointId' && typeof value !== 'object' ? stage.partition.entryPointId(String(value)) : value;
    if (!matchesExpected(outputs[key], expectedOutput))
      throw new StepFailedError(
        `${key} to be ${describeExpected(expectedOutput)}`,
        outputs[key] === undefined ? 'nothing' : JSON.stringify(outputs[key]),
      );
  }
}
