import type { SpecialBehaviour } from '../agents/special-behaviour.ts';
import type { CallbackFaultAction, CallFaultAction, Fault, FaultDefinition } from './faults.ts';
import type { ErrorKey } from '../protocol/errors.ts';
import type { OperationId } from '../protocol/operations.ts';
import { operations, operationsOf } from '../protocol/operations.ts';
import type { WorldDefinition } from '../world/definition.ts';
import type { World } from '../world/world.ts';

/**
 * Entry points that fail on demand, for clients that can choose nothing but the id, as test cards do for payments. One id fails one
 * call; every other call on that id succeeds. The first digit names the call. The other three name the failure: an HTTP status, a number
 * of its own where several refusals have the same status, or 900 to 907 for failures of the connection.
 */
export interface SpecialEntryPoint {
  /** The id without the number of the partition in front. */
  readonly id: number;
  /** The call that fails, or the part of ECE that behaves in another way. */
  readonly call: string;
  readonly about: string;
  readonly faults: readonly Omit<FaultDefinition, 'fire'>[];
  readonly behaviour?: SpecialBehaviour;
}

interface FailingCall {
  readonly digit: number;
  readonly name: string;
  readonly operations: readonly OperationId[];
  readonly refusals: readonly {
    readonly number: number;
    readonly error: ErrorKey;
    readonly status?: number;
    readonly about: string;
  }[];
}

const unauthorized = { number: 401, error: 'unauthorized', about: '401: the token is refused' } as const;
const tooManyRequests = { number: 429, error: 'tooManyRequests', about: '429: too many requests' } as const;
const internalError = { number: 500, error: 'internalError', about: '500: internal error' } as const;
const unavailable = { number: 503, error: 'internalError', status: 503, about: '503: overloaded' } as const;

const failingCalls: readonly FailingCall[] = [
  {
    digit: 2,
    name: 'configuration',
    operations: ['getConfiguration'],
    refusals: [
      { number: 400, error: 'entryPointInactive', about: '400: the entry point is inactive' },
      unauthorized,
      { number: 403, error: 'entryPointNotAllowed', about: '403: the application may not use the entry point' },
      { number: 404, error: 'unknownId', about: '404: no such entry point' },
      tooManyRequests,
      internalError,
      unavailable,
    ],
  },
  {
    digit: 3,
    name: 'start conversation',
    operations: ['startConversation'],
    refusals: [
      { number: 112, error: 'entryPointInactive', about: '400: the entry point is inactive' },
      { number: 113, error: 'noAgentAvailable', about: '400: no agent is available' },
      { number: 114, error: 'callbackDeactivated', about: '400: the callback URL is deactivated' },
      { number: 161, error: 'assignmentServiceDown', about: '500: the assignment service is not running' },
      { number: 400, error: 'invalidElement', about: '400: bad request' },
      unauthorized,
      { number: 403, error: 'entryPointNotAllowed', about: '403: the application may not use the entry point' },
      { number: 404, error: 'unknownId', about: '404: no such entry point' },
      { number: 409, error: 'staleLastModified', about: '409: lastModified is stale' },
      tooManyRequests,
      internalError,
      unavailable,
    ],
  },
  {
    digit: 4,
    name: 'send message',
    operations: ['sendMessage'],
    refusals: [
      { number: 104, error: 'illegalUnquotedCharacter', about: '400: illegal unquoted character' },
      { number: 122, error: 'attachmentRefusedByPolicy', about: '400: attachment refused by policy' },
      { number: 400, error: 'invalidElement', about: '400: bad request' },
      unauthorized,
      { number: 403, error: 'foreignConversation', about: '403: conversation of another application' },
      { number: 404, error: 'conversationNotOngoing', status: 404, about: '404: the conversation is not ongoing' },
      { number: 630, error: 'conversationNotOngoing', about: '400: the conversation is not ongoing' },
      { number: 409, error: 'staleLastModified', about: '409: conflict' },
      tooManyRequests,
      internalError,
      unavailable,
    ],
  },
  {
    digit: 5,
    name: 'end conversation',
    operations: ['endConversation'],
    refusals: [
      { number: 400, error: 'missingElement', about: '400: bad request' },
      unauthorized,
      { number: 403, error: 'foreignConversation', about: '403: conversation of another application' },
      { number: 404, error: 'conversationNotOngoing', status: 404, about: '404: the conversation is not ongoing' },
      { number: 630, error: 'conversationNotOngoing', about: '400: the conversation is not ongoing' },
      tooManyRequests,
      internalError,
      unavailable,
    ],
  },
  {
    digit: 6,
    name: 'availability (all five checks)',
    operations: operationsOf('availability'),
    refusals: [
      { number: 400, error: 'availabilityEntryPoint', about: '400: no such entry point' },
      unauthorized,
      { number: 404, error: 'unknownPath', about: '404: no such resource' },
      { number: 406, error: 'notAcceptable', about: '406: the media type is not supported' },
      tooManyRequests,
      internalError,
      unavailable,
    ],
  },
  {
    digit: 7,
    name: "reading an agent's file",
    operations: ['getAttachment'],
    refusals: [
      unauthorized,
      { number: 403, error: 'foreignAttachment', about: '403: not accessible' },
      { number: 404, error: 'unknownIdInPath', about: '404: no such file' },
      tooManyRequests,
      internalError,
    ],
  },
];

const slowMs = 3000;

const connectionFailures: readonly { readonly number: number; readonly about: string; readonly action: CallFaultAction }[] = [
  { number: 900, about: 'never answers', action: { do: 'hang' } },
  { number: 901, about: 'closes the connection before the answer', action: { do: 'close', at: 'start' } },
  { number: 902, about: 'closes the connection in the middle of the answer', action: { do: 'close', at: 'middle' } },
  { number: 903, about: `answers after ${slowMs / 1000} seconds`, action: { do: 'delay', ms: slowMs } },
  { number: 904, about: 'answers with a malformed body', action: { do: 'corrupt', how: 'malformed' } },
  { number: 905, about: 'answers with half of the body', action: { do: 'corrupt', how: 'truncated' } },
  { number: 906, about: 'resets the connection before the answer', action: { do: 'reset', at: 'start' } },
  { number: 907, about: 'answers 20 bytes a second', action: { do: 'trickle', bytes: 20, everyMs: 1000 } },
];

function makeFailingEntryPoints({ digit, name, operations: ids, refusals }: FailingCall): SpecialEntryPoint[] {
  const special = (number: number, about: string, action: CallFaultAction): SpecialEntryPoint => ({
    id: digit * 1000 + number,
    call: name,
    about,
    faults: ids.map((operation) => ({ match: { operation }, action, when: 'before' })),
  });
  return [
    ...refusals.map(({ number, error, status, about }) =>
      special(number, about, { do: 'refuse', error, ...(status !== undefined && { status }) }),
    ),
    ...connectionFailures
      .filter(({ action }) => !needsBody(action) || answersBody(ids))
      .map(({ number, about, action }) => special(number, about, action)),
  ];
}

/** Whether the action shows only in an answer that has a body. */
function needsBody(action: CallFaultAction): boolean {
  return action.do === 'trickle' || (action.do === 'corrupt' && action.how === 'truncated');
}

/** A call that answers 204 has no body. */
function answersBody(ids: readonly OperationId[]): boolean {
  return ids.some((id) => operations[id].answer.status !== 204);
}

function makeAgentEntryPoint(id: number, about: string, behaviour: SpecialBehaviour): SpecialEntryPoint {
  return {
    id,
    call: 'the agent',
    about,
    faults: [],
    behaviour,
  };
}

function makeCallbackEntryPoint(
  id: number,
  about: string,
  action: CallbackFaultAction,
  callback: 'any' | 'plainText' | 'complete' = 'any',
): SpecialEntryPoint {
  return {
    id,
    call: 'callbacks',
    about,
    faults: [{ match: { callback }, action, when: 'before' }],
  };
}

/** Every special entry point; docs/reference/special-entry-points.md is made from this. */
export const specialEntryPoints: readonly SpecialEntryPoint[] = [
  ...failingCalls.flatMap(makeFailingEntryPoints),
  makeAgentEntryPoint(8001, 'never answers', 'silent'),
  makeAgentEntryPoint(8002, 'transfers the chat at once', 'transfers'),
  makeAgentEntryPoint(8003, 'ends the chat at once', 'ends'),
  makeAgentEntryPoint(8004, 'rejects every file', 'rejects files'),
  makeAgentEntryPoint(8005, 'sends a file at once', 'sends a file'),
  makeAgentEntryPoint(8006, 'pushes a page at once', 'pushes a page'),
  makeAgentEntryPoint(8007, 'writes HTML', 'writes HTML'),
  {
    id: 8101,
    call: 'the token',
    about: 'expires as soon as a conversation is started',
    faults: [{ match: { operation: 'startConversation' }, action: { do: 'end-sessions', how: 'expire' }, when: 'after' }],
  },
  {
    id: 8102,
    call: 'start conversation',
    about: 'starts the conversation, but its answer is lost',
    faults: [{ match: { operation: 'startConversation' }, action: { do: 'close', at: 'start' }, when: 'after' }],
  },
  {
    id: 8103,
    call: 'send message',
    about: 'delivers the message, but its answer is lost',
    faults: [{ match: { operation: 'sendMessage' }, action: { do: 'close', at: 'start' }, when: 'after' }],
  },
  makeCallbackEntryPoint(8201, 'arrive twice', { do: 'duplicate' }),
  makeCallbackEntryPoint(8202, 'arrive in the wrong order', { do: 'reorder' }, 'plainText'),
  makeCallbackEntryPoint(8203, `arrive ${slowMs / 1000} seconds late`, { do: 'delay', ms: slowMs }),
  makeCallbackEntryPoint(8204, 'complete is lost', { do: 'drop' }, 'complete'),
];

/** Adds the special entry points to a world. They are copies of its first entry point, with failures added. */
export function addSpecialEntryPoints(definition: WorldDefinition): WorldDefinition {
  const model = definition.entryPoints[0];
  if (!definition.specialEntryPoints || model === undefined) return definition;
  const taken = new Set(definition.entryPoints.map(({ id }) => id));
  const special = specialEntryPoints.filter(({ id }) => !taken.has(id));
  const ids = special.map(({ id }) => id);
  return {
    ...definition,
    entryPoints: [
      ...definition.entryPoints,
      ...special.map(({ id, call, about }) => ({ ...model, id, name: `${call}: ${about}`, active: true, special: true })),
    ],
    applications: definition.applications.map((application, at) =>
      at === 0 ? { ...application, entryPoints: [...application.entryPoints, ...ids] } : application,
    ),
  };
}

/** The faults of each special entry point, by the id that it has in the partition. */
export function findBuiltInFaults(world: World): (entryPointId: string) => readonly Fault[] {
  const faults = indexByEntryPoint(world, ({ id, faults: definitions }, entryPoint) =>
    definitions.map((fault): Fault => {
      const match = { ...fault.match, entryPoint };
      return { ...fault, id: `entry-point-${id}`, match, fire: 'always', seen: 0, fired: 0 };
    }),
  );
  return (entryPointId) => faults(entryPointId) ?? [];
}

/** How the agents of a partition behave on its special entry points. */
export function findBehaviours(world: World): (entryPointId: string) => SpecialBehaviour | undefined {
  return indexByEntryPoint(world, ({ behaviour }) => behaviour);
}

/** Finds the value of a special entry point; undefined for another entry point that has the same number. */
function indexByEntryPoint<Value>(
  world: World,
  valueOf: (special: SpecialEntryPoint, entryPointId: string) => Value,
): (entryPointId: string) => Value | undefined {
  const values = new Map(
    specialEntryPoints.map((special) => {
      const entryPointId = world.ids.entryPoint(special.id);
      return [entryPointId, valueOf(special, entryPointId)];
    }),
  );
  return (entryPointId) => (world.state.entryPoints.get(entryPointId)?.special === true ? values.get(entryPointId) : undefined);
}
