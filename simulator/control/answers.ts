import * as z from 'zod';
import { faultSchemas } from '../faults/fault-schema.ts';
import { worldSchemas } from '../doors/world-schema.ts';
import { messageTypes } from '../protocol/callbacks.ts';
import type { ErrorKey } from '../protocol/errors.ts';
import { errors } from '../protocol/errors.ts';
import type { OperationId } from '../protocol/operations.ts';
import { operations } from '../protocol/operations.ts';
import { certainties } from '../protocol/setting.ts';

const { agentSchema, entryPointChangeSchema, entryPointSchema, queueSchema, userSchema } = worldSchemas();
const { faultActionSchema, faultFireSchema, faultMatchSchema } = faultSchemas();

const id = z.string();
const time = z.number().describe('epoch milliseconds of the partition');
const count = z.int().nonnegative();
const localId = z.int().describe('as the world defines it; the same in each partition that is made alike');
const attributes = z.record(z.string(), z.array(z.string()));
const texts = z.record(z.string(), z.string());

const callback = z.object({
  url: z.string().nullable(),
  format: z.enum(['json', 'xml']),
  authentication: z.object({ type: z.enum(['none', 'basic', 'oauth']) }),
});
const application = z.object({
  id,
  name: z.string(),
  type: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  tokenLifetimeSeconds: count,
  callback,
  entryPoints: z.array(id),
});

const shownAgent = z.object({ id, firstName: z.string(), lastName: z.string(), screenName: z.string() });
const callbackMessage = z.object({
  id,
  conversationId: id,
  type: z.enum(messageTypes),
  content: z.string().optional(),
  sender: shownAgent.optional(),
  transferredTo: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('agent'), agent: shownAgent }),
      z.object({ type: z.literal('queue'), queue: z.object({ id, name: z.string() }), department: z.string().optional() }),
    ])
    .optional(),
  assignedTo: shownAgent.optional(),
  url: z.string().optional().describe('of the page that the agent pushed'),
  timeStamp: time,
  attachmentIds: z.array(id).optional(),
});

const phone = z.object({
  type: z.string().optional(),
  phoneNo: z.string(),
  countryCode: z.string().optional(),
  areaCode: z.string().optional(),
  extension: z.string().optional(),
});
const contactPoint = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('phone'), phone }),
  z.object({ id, kind: z.literal('email'), emailAddress: z.string() }),
  z.object({ id, kind: z.literal('social'), socialKind: z.string(), socialId: z.string() }),
]);
const customer = z.object({
  id,
  type: z.string(),
  details: texts,
  contactPersons: z.array(
    z.object({ id, firstName: z.string().optional(), lastName: z.string().optional(), contactPoints: z.array(contactPoint) }),
  ),
  customAttributes: attributes,
  lastModified: time,
  isFromConversation: z.literal(true).optional(),
});

const conversation = z.object({
  id,
  activityId: id,
  applicationId: id,
  entryPointId: id.describe('it may have been deleted since'),
  attachmentPolicy: entryPointChangeSchema.shape.attachmentPolicy.describe('kept since its entry point was deleted'),
  queueId: id,
  customerId: id.nullable().describe('null for an anonymous conversation, and when the customer was deleted'),
  customerName: z.string().nullable(),
  subject: z.string(),
  customAttributes: attributes,
  typingRequested: z.boolean(),
  startedAt: time,
  state: z.enum(['queued', 'assigned', 'ended']),
  agentId: id.nullable(),
  reservedFor: id.nullable().describe('the agent who gets it in a moment'),
  assignedAt: time.nullable(),
  lastActivityAt: time,
  simulation: z.object({ busyUntil: time, silent: z.boolean(), rejectsFiles: z.enum(['none', 'next', 'all']) }),
});
const transcriptEntry = z.object({
  at: time,
  from: z.enum(['customer', 'agent', 'system']),
  type: z.enum(messageTypes),
  agentId: id.optional(),
  content: z.string().optional(),
  attachmentIds: z.array(id).optional(),
});
const file = z.object({
  id,
  conversationId: id,
  from: z.enum(['customer', 'agent']),
  fileName: z.string(),
  contentType: z.string(),
  size: count,
  contentUrl: z.string().nullable(),
  offeredAt: time,
  decision: z.enum(['none', 'accepted', 'rejected']),
  fetch: z.union([z.enum(['not asked', 'under way', 'done']), z.object({ failed: z.string() })]),
  stored: count.nullable().describe('bytes that the simulator has of it'),
});

const clockMembers = z.object({
  now: time,
  time: z.iso.datetime(),
  nextDue: time.nullable().describe('when the next thing is due'),
  underway: z.object({ calls: count, waiting: count, hanging: count, held: z.array(z.string()), outgoing: count }),
  isQuiet: z.boolean().describe('only time moves the partition on: nothing is under way but what waits for the clock or hangs'),
});
const clockMode = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('real') }),
  z.object({ mode: z.literal('scaled'), factor: z.number() }),
  z.object({ mode: z.literal('manual'), start: time.optional() }),
]);

const due = z.object({
  at: time,
  kind: z.string().describe('e.g. agent, callback-retry, idle-timeout'),
  about: z.looseObject({}).describe('what it concerns, e.g. conversationId'),
});

const fault = z.object({
  id,
  match: z.strictObject({ ...faultMatchSchema.shape, entryPoint: id.optional(), conversation: id.optional() }),
  fire: faultFireSchema,
  action: faultActionSchema,
  when: z.enum(['before', 'after']),
  seen: count,
  fired: count,
});

const message = { headers: texts, body: z.string() };
const journalEntry = z.object({
  number: count,
  at: time,
  kind: z.enum(['call', 'callback', 'callback-token', 'file']),
  operation: z.enum(Object.keys(operations) as [OperationId, ...OperationId[]]).nullable(),
  who: z.string().nullable(),
  entryPointId: id.nullable(),
  conversationIds: z.array(id),
  request: z.object({ method: z.string(), target: z.string(), ...message }),
  answer: z.object({ status: count, ...message }).nullable(),
  problem: z.string().nullable().describe('why no answer came, or what was wrong with it'),
  refusal: z
    .object({
      key: z.enum(Object.keys(errors) as [ErrorKey, ...ErrorKey[]]),
      reason: z.object({ rule: z.string(), wouldWork: z.unknown().optional() }).describe('what a caller of ECE never hears'),
    })
    .nullable(),
  faultId: id.nullable(),
});
const happening = z.discriminatedUnion('source', [
  z.object({ source: z.literal('journal'), number: count, at: time, entry: journalEntry }),
  z.object({ source: z.literal('world'), number: count, at: time, event: z.looseObject({ type: z.string() }) }),
]);

const memory = z.object({
  budget: z.number().describe('the most bytes'),
  used: z.number(),
  buffers: z.array(
    z.object({
      buffer: z.string(),
      used: z.number(),
      limit: z.number().describe('the most bytes of this buffer'),
      dropped: count.describe('things that were dropped to make room, since the beginning'),
      droppedBytes: count,
    }),
  ),
});

const namedValues = z.array(z.object({ name: z.string(), value: z.string() }));
const harMessage = {
  httpVersion: z.string(),
  cookies: z.tuple([]),
  headers: namedValues,
  headersSize: z.int(),
  bodySize: z.int(),
};
const harEntry = z.object({
  startedDateTime: z.iso.datetime(),
  time: z.number().min(0),
  request: z.object({
    method: z.string(),
    url: z.string(),
    ...harMessage,
    queryString: namedValues,
    postData: z.object({ mimeType: z.string(), text: z.string() }).optional(),
  }),
  response: z.object({
    status: z.int(),
    statusText: z.string(),
    ...harMessage,
    content: z.object({ size: z.int(), mimeType: z.string(), text: z.string() }),
    redirectURL: z.string(),
  }),
  cache: z.object({}),
  timings: z.object({ send: z.number(), wait: z.number(), receive: z.number() }),
  comment: z.string(),
});

/** The answers of the calls, by their names in the OpenAPI document. */
export const answers = {
  World: z.object({
    assignmentServiceRunning: z.boolean(),
    customAttributes: z.object({
      activity: z.array(z.string()).nullable().describe('null: those of the setting customAttributes.activityDefaults'),
      customer: z.array(z.string()),
    }),
    counts: z.record(z.string(), count),
  }),
  Application: application,
  Callbacks: z.object({
    active: z.boolean(),
    failuresInARow: count,
    lastFailure: z.string().nullable(),
    pending: z.array(callbackMessage),
    sent: z.array(callbackMessage),
  }),
  Expired: z.object({ expired: count }),
  EntryPoint: z.object({
    ...entryPointSchema.omit({ queue: true }).shape,
    id: id.describe('as clients send it'),
    localId,
    queueId: id,
    special: z.literal(true).optional(),
    lastModified: z.string(),
    agentAvailable: z.boolean(),
    capacity: count,
    queueDepth: count,
    waitTimeSeconds: count,
  }),
  Queue: z.object({ id, ...queueSchema.shape, waiting: z.array(id), handlingTimes: z.array(z.number()) }),
  QueueHistory: z.object({
    queueId: id,
    samples: z.array(z.object({ at: time, queueDepth: count, waitTimeSeconds: count })).describe('a second apart at least'),
  }),
  Agent: z.object({ id, ...agentSchema.shape, conversationIds: z.array(id), reservedConversationIds: z.array(id) }),
  User: z.object({ id, ...userSchema.shape }),
  Session: z.object({
    token: z.string(),
    kind: z.enum(['application', 'user']),
    owner: z.string(),
    state: z.enum(['live', 'revoked', 'displaced', 'logged out', 'expired']),
    openedAt: time,
    lastUsedAt: time,
    expiresAt: time,
  }),
  Customer: customer,
  Conversation: conversation,
  WholeConversation: z.object({ ...conversation.shape, transcript: z.array(transcriptEntry), files: z.array(file) }),
  File: file,
  FileContent: z.object({
    ...file.shape,
    content: z.base64().nullable().describe('the bytes in Base64; null when the simulator does not have them'),
  }),
  Clock: z.discriminatedUnion(
    'mode',
    clockMode.options.map((option) =>
      z.object({ ...option.shape, ...clockMembers.shape }),
    ) as unknown as typeof clockMode.options,
  ) as unknown as z.ZodType<z.output<typeof clockMode> & z.output<typeof clockMembers>>,
  Fault: fault,
  JournalEntry: journalEntry,
  Due: due,
  PartName: z.string(),
  PartAnswer: z.unknown(),
  Har: z.object({
    log: z.object({
      version: z.literal('1.2'),
      creator: z.object({ name: z.string(), version: z.string() }),
      entries: z.array(harEntry),
    }),
  }),
  Happening: happening,
  Partition: z.object({
    name: z.string(),
    number: count,
    seed: z.string(),
    clock: clockMode,
    applications: z.array(z.object({ name: z.string(), clientId: z.string(), clientSecret: z.string() })),
    entryPoints: z.array(z.object({ id: id.describe('as clients send it'), localId, name: z.string() })),
    users: z.array(z.object({ userName: z.string(), password: z.string() })),
  }),
  Settings: z.record(
    z.string(),
    z.object({
      value: z.unknown(),
      default: z.unknown(),
      values: z.array(z.unknown()),
      allowed: z.string(),
      reason: z.string(),
      certainty: z.enum(certainties),
    }),
  ),
  State: z.object({ memory, partitions: z.array(z.object({ name: z.string(), memory })) }),
  Url: z.object({ url: z.string() }),
  SettingValues: z.record(z.string(), z.unknown()),
  SnapshotName: z.string(),
  Document: z.looseObject({ openapi: z.literal('3.1.0') }),
  Snapshot: z.looseObject({ format: z.literal('ece-simulator-snapshot'), version: z.int() }),
  Problem: z.object({
    error: z.object({
      kind: z.enum(['invalid', 'unknown', 'impossible', 'timeout', 'refused', 'busy', 'defect']),
      path: z.string().describe('dotted path of the offending value; empty for the whole request'),
      message: z.string(),
      allowed: z.unknown().optional().describe('what is allowed, or which ids exist'),
    }),
  }),
};

export type AnswerName = keyof typeof answers;
