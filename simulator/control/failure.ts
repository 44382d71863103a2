import type * as z from 'zod';
import { dottedPath } from '../doors/problems.ts';
import type { SimulatorError } from '../errors.ts';
import { BusyError, ConflictError, isSimulatorError, UnknownIdError, WaitTimeoutError } from '../errors.ts';
import type { answers } from './answers.ts';

type FailureBody = z.output<typeof answers.Problem>['error'];
type Failure = { readonly status: number } & FailureBody;

/**
 * The answer to a control call that failed.
 * @param parameters of its path: an unknown id among them means that there is no such resource
 */
export function failureOf(error: unknown, parameters: Readonly<Record<string, unknown>>): Failure {
  if (error instanceof WaitTimeoutError) return { status: 408, kind: 'timeout', path: 'match', message: error.message };
  if (error instanceof BusyError) return { status: 503, kind: 'busy', path: '', message: error.message };
  if (isSimulatorError(error)) return { ...meaningOf(error, parameters), ...firstProblemOf(error) };
  const { status, message, limit } = error as { status?: number; message: string; limit?: number };
  if (status === 413) return { status, kind: 'invalid', path: '', message: `The body is larger than ${limit} bytes.` };
  // Express reads the request. When it cannot, the request is wrong.
  if (status !== undefined && status < 500) return { status: 400, kind: 'invalid', path: '', message };
  return { status: 500, kind: 'defect', path: '', message: 'The simulator failed; its log says why.' };
}

function meaningOf(error: SimulatorError, parameters: object): { status: number; kind: FailureBody['kind'] } {
  if (error instanceof UnknownIdError) return { status: isAboutOneOf(parameters, error) ? 404 : 400, kind: 'unknown' };
  if (error instanceof ConflictError) return { status: 409, kind: 'impossible' };
  return { status: 400, kind: 'invalid' };
}

function isAboutOneOf(parameters: object, { problems }: SimulatorError): boolean {
  return problems.some(({ path }) => path.length === 1 && Object.hasOwn(parameters, path[0]!));
}

function firstProblemOf({ problems, message }: SimulatorError): Omit<FailureBody, 'kind'> {
  const [first = { path: [], message }] = problems;
  return { ...first, path: dottedPath(first.path) };
}
