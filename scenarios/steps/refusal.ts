import { isControlError } from '../../simulator/control/control-error.ts';
import type { ExpectedValue } from '../format/values.ts';
import { describeExpected, expectedValue, matchesExpected } from '../format/values.ts';
import type { ActorStage } from '../stage/stage.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';

/** The member of a step that plays an act. */
export const refused = expectedValue.optional().describe('why ECE refuses the act; without it the act must be done');

/**
 * Plays an act that must be done, or refused for the expected reason, which is then told.
 * @throws {StepFailedError} when an act was done that had to be refused, or was refused for another reason
 * @throws {ControlError} when an act was refused that had to be done
 */
export async function playAct(
  { stage, who, expected }: { stage: Pick<ActorStage, 'tell'>; who: string; expected: ExpectedValue | undefined },
  act: () => Promise<unknown>,
): Promise<void> {
  if (expected === undefined) {
    await act();
    return;
  }
  const reason = await act().then(() => undefined, readReason);
  if (reason === undefined || !matchesExpected(reason, expected))
    throw new StepFailedError(
      `a refusal: ${describeExpected(expected)}`,
      reason === undefined ? 'that the act was done' : JSON.stringify(reason),
    );
  stage.tell({ type: 'act', who, does: `is refused: ${reason}`, text: '' });
}

function readReason(error: unknown): string {
  if (isControlError(error) && error.status !== null) return error.message;
  throw error;
}

/** What follows the act in its description. */
export function describeRefusal(expected: ExpectedValue | undefined): string {
  return expected === undefined ? '' : `, and is refused: ${describeExpected(expected)}`;
}
