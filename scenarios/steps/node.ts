import * as z from 'zod';
import type { MethodEntry, ResolvedMethod } from '../../client/index.ts';
import { resolveInput, resolveMethod, resolveOutcome, UnknownNameError } from '../../client/index.ts';
import { authorizationSchema, clientOptions } from '../format/client-settings.ts';
import { checkResult, compileOutputs } from './result-check.ts';
import type { Path } from '../../simulator/doors/problems.ts';
import { WrongStepError } from '../format/problems.ts';
import type { Names } from '../format/names.ts';
import type { Stage } from '../stage/stage.ts';
import type { Action } from './step-kind.ts';
import { stepKind } from './step-kind.ts';
import type { Undo } from '../stage/undo.ts';
import { inputs, name, outputs, text } from '../format/values.ts';
import { fault } from './fault.ts';
import { file } from './file.ts';
import { network } from './network.ts';
import { platform } from './platform.ts';
import { receiver } from './receiver.ts';

/** Steps that can be conditions: they hold only while the node runs. */
const conditions = [fault, network, platform, receiver, file] as const;
const condition = z.union([fault.schema, network.schema, platform.schema, receiver.schema, file.schema]);
type Condition = z.output<typeof condition>;

const call = {
  inputs: inputs.default({}),
  while: z.array(condition).default([]).describe('conditions that hold only while the node runs, e.g. a fault'),
  authorization: authorizationSchema.optional().describe('fields that differ from those of the scenario'),
  options: clientOptions.optional(),
  unwired: z
    .array(z.enum(['Conflict', 'Not Found']))
    .optional()
    .describe('outcomes that the flow has not wired'),
  outputs: outputs.default({}),
  as: name.optional().describe('keeps the outputs as ${name.output}; with Start Conversation it also names the conversation'),
};

const schema = z.strictObject({ node: text.describe('name of a method'), ...call, expect: text.describe('outcome') });
type NodeStep = z.output<typeof schema>;

export const node = stepKind({
  key: 'node',
  about:
    'Calls a method of a node and asserts its outcome. `each` is a table: one call per row, with the members that the rows share beside it.',
  schema,
  compile,
});

/** Turns an unknown name into a problem of the step. */
function lookUp<Found>(path: Path, find: () => Found, more = ''): Found {
  try {
    return find();
  } catch (error) {
    if (error instanceof UnknownNameError) throw new WrongStepError(path, error.message + more);
    throw error;
  }
}

/** Beside a misspelt input: which required ones are not given. */
function describeMissingInputs({ inputs: known }: MethodEntry, given: NodeStep['inputs']): string {
  const missing = known.filter(
    ({ required, name, key, aliases = [] }) => required && ![name, key, ...aliases].some((one) => one in given),
  );
  if (missing.length === 0) return '';
  const list = missing.map(({ key }) => `"${key}"`).join(', ');
  return ` ${list} ${missing.length === 1 ? 'is' : 'are'} required, and missing.`;
}

function requireEntryPoints(method: MethodEntry, given: NodeStep['inputs'], names: Names): void {
  for (const [key, value] of Object.entries(given))
    if (resolveInput(method, key).key === 'entryPointId') names.requireEntryPoint(value, ['inputs', key]);
}

function compileCondition(one: Condition, names: Names): Action {
  const kind = conditions.find(({ key }) => key in one)!;
  return (kind.compile as (one: Condition, names: Names) => Action)(one, names);
}

function compile(step: NodeStep, names: Names): Action {
  const resolved = lookUp(['node'], () => resolveMethod(step.node));
  const { method } = resolved;
  for (const given of Object.keys(step.inputs))
    lookUp(['inputs', given], () => resolveInput(method, given), describeMissingInputs(method, step.inputs));
  const { name: outcome, kind } = lookUp(['expect'], () => resolveOutcome(method, step.expect));
  // What ECE says of an entry point that does not exist is a story too.
  if (kind === 'success' && method.requests.length > 0) requireEntryPoints(method, step.inputs, names);
  const expected = compileOutputs(method, step.outputs);
  const actions = step.while.map((one) => compileCondition(one, names));
  const isStart = method.longRunning === true;
  names.define(step.as, {
    description: `a result of ${method.method}`,
    keys: method.outputs.map(({ key }) => key),
    ...(isStart && { startedBy: resolved }),
  });
  if (isStart) names.define(undefined, { description: '', keys: [], startedBy: resolved });
  return {
    title: `${method.method} leaves by ${outcome}`,
    run: async (stage) => {
      const undos: (Undo | undefined)[] = [];
      try {
        for (const action of actions) undos.unshift(await action.run(stage));
        await run(stage);
      } finally {
        for (const undo of undos) await undo?.();
      }
      return undefined;
    },
  };

  async function run(stage: Stage): Promise<void> {
    const given = translateInputs(resolved, stage.values.resolve(step.inputs), stage);
    const settings = { authorization: stage.values.resolve(step.authorization), options: step.options };
    const result = await stage.process.call(resolved, given, { ...settings, unwired: step.unwired, as: step.as });
    stage.tell({ type: 'result', method: resolved.path, name: step.as ?? null, ...result });
    checkResult(result, outcome, stage.values.resolve(expected), stage);
    stage.values.keep(step.as, result.outputs);
    stage.recordProof(resolved.path, outcome, stage.evidence.cause);
  }
}

/** Replaces the world's number of an entry point by its id in the partition. */
function translateInputs({ method }: ResolvedMethod, given: NodeStep['inputs'], stage: Stage): NodeStep['inputs'] {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const isEntryPoint = resolveInput(method, key).key === 'entryPointId' && value !== null;
      return [key, isEntryPoint ? stage.partition.entryPointId(String(value)) : value];
    }),
  );
}
