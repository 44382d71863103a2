import * as z from 'zod';
import { worldSchemas } from '../doors/world-schema.ts';
import { messageTypes } from '../protocol/callbacks.ts';
import { once } from '../protocol/once.ts';
import { weekdays } from '../world/opening-hours.ts';
import type { WorldState } from '../world/world.ts';

/** The end of the year 9999: time goes on from there, and JavaScript must be able to write it as a date. */
const latest = 253_402_300_799_999;
const details = ['level', 'role', 'pin', 'howReferred', 'industry', 'marketSegment', 'preferredAgent', 'entitlements'] as const;

function isHeader(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

/** A map whose keys are the ids of its values. */
function byId<Value extends z.ZodType<{ readonly id: string }>>(value: Value) {
  return z.map(z.string(), value).superRefine((things, context) => {
    for (const [key, { id: own }] of things)
      if (key !== own) context.addIssue({ code: 'custom', path: [key, 'id'], message: `must be "${key}", as its key` });
  });
}

/** What a snapshot holds of a world. It allows nothing else. */
export const stateSchemas = once(() => {
  const { httpUrl } = worldSchemas();
  const time = z.number().min(0).max(latest);
  const count = z.int().nonnegative();
  /** An id stands in URLs and headers. */
  const id = z.string().regex(/^[\w.-]{1,100}$/, 'must be an id');
  const ids = z.array(id);
  const textsByName = z.record(z.string(), z.array(z.string()));

  const callbackAuthentication = z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('none') }),
    z.strictObject({ type: z.literal('basic'), userName: z.string(), password: z.string() }),
    z.strictObject({
      type: z.literal('oauth'),
      tokenUrl: httpUrl,
      clientId: z.string(),
      clientSecret: z.string(),
      userName: z.string().optional(),
      password: z.string().optional(),
    }),
  ]);
  const callback = z.strictObject({
    url: httpUrl.nullable(),
    format: z.enum(['json', 'xml']),
    authentication: callbackAuthentication,
  });
  const application = z.strictObject({
    id,
    name: z.string(),
    type: z.string(),
    key: z.string(),
    secret: z.string(),
    tokenLifetimeSeconds: z.int().positive(),
    removed: z.literal(true).optional(),
    callback,
  });
  const adapter = z.strictObject({ id, name: z.string(), applicationId: id, entryPointIds: ids });
  const session = z.strictObject({
    id,
    kind: z.enum(['application', 'user']),
    ownerId: id,
    openedAt: time,
    lastUsedAt: time,
    ended: z.enum(['revoked', 'displaced', 'logged out', 'expired']).optional(),
  });
  const attachmentPolicy = z.strictObject({
    restriction: z.enum(['allowAll', 'blockAll', 'allowList']),
    extensions: z.array(z.string()).optional(),
    maxSize: z.int().positive().optional(),
  });
  const openingHours = z.strictObject({
    utcOffset: z.string().regex(/^[+-]\d\d:\d\d$/),
    days: z.array(
      z.strictObject({ day: z.enum(weekdays), from: z.string().regex(/^\d\d:\d\d$/), to: z.string().regex(/^\d\d:\d\d$/) }),
    ),
  });
  const entryPoint = z.strictObject({
    id,
    name: z.string(),
    active: z.boolean(),
    agentRequired: z.boolean(),
    queueId: id,
    maximumQueueDepth: z.int().positive().nullable(),
    attachmentPolicy,
    openingHours: openingHours.nullable().optional(),
    special: z.boolean().optional(),
    lastModified: time,
  });
  const queue = z.strictObject({
    id,
    name: z.string(),
    skill: z.string(),
    department: z.string(),
    waiting: ids,
    handlingTimes: z.array(z.number().nonnegative()),
  });
  const agent = z.strictObject({
    id,
    firstName: z.string(),
    lastName: z.string(),
    screenName: z.string(),
    skills: z.array(z.string()),
    loggedIn: z.boolean(),
    maximumLoad: count,
    behaviour: z.enum(['answers', 'silent', 'manual']),
    conversationIds: ids,
    reservedConversationIds: ids,
  });
  const user = z.strictObject({ id, userName: z.string(), password: z.string(), viewsAgentConsole: z.boolean() });
  const phone = z.strictObject({
    type: z.string().optional(),
    phoneNo: z.string(),
    countryCode: z.string().optional(),
    areaCode: z.string().optional(),
    extension: z.string().optional(),
  });
  const contactPoint = z.discriminatedUnion('kind', [
    z.strictObject({ id, kind: z.literal('phone'), phone }),
    z.strictObject({ id, kind: z.literal('email'), emailAddress: z.string() }),
    z.strictObject({ id, kind: z.literal('social'), socialKind: z.string(), socialId: z.string() }),
  ]);
  const customer = z.strictObject({
    id,
    type: z.string(),
    details: z.partialRecord(z.enum(details), z.string()),
    contactPersons: z.array(
      z.strictObject({
        id,
        firstName: z.string().optional(),
        lastName: z.string().optional(),
        contactPoints: z.array(contactPoint),
      }),
    ),
    customAttributes: textsByName,
    lastModified: time,
    isFromConversation: z.literal(true).optional(),
  });
  const messageType = z.enum(messageTypes);
  const transcriptEntry = z.strictObject({
    at: time,
    from: z.enum(['customer', 'agent', 'system']),
    type: messageType,
    agentId: id.optional(),
    content: z.string().optional(),
    attachmentIds: ids.optional(),
  });
  const conversation = z.strictObject({
    id,
    activityId: id,
    applicationId: id,
    sessionId: id.nullable(),
    entryPointId: id,
    queueId: id,
    attachmentPolicy: attachmentPolicy.optional(),
    customerId: id.nullable(),
    subject: z.string(),
    customAttributes: textsByName,
    typingRequested: z.boolean(),
    startedAt: time,
    state: z.enum(['queued', 'assigned', 'ended']),
    agentId: id.nullable(),
    reservedFor: id.nullable(),
    assignedAt: time.nullable(),
    lastActivityAt: time,
    transcript: z.array(transcriptEntry),
    simulation: z.strictObject({ busyUntil: time, silent: z.boolean(), rejectsFiles: z.enum(['none', 'next', 'all']) }),
  });
  const attachment = z
    .strictObject({
      id,
      conversationId: id,
      from: z.enum(['customer', 'agent']),
      fileName: z.string(),
      contentType: z.string(),
      size: z.number().nonnegative(),
      contentUrl: z.string().nullable(),
      offeredAt: time,
      decision: z.enum(['none', 'accepted', 'rejected']),
      content: z.instanceof(Uint8Array).nullable(),
      fetch: z.union([z.enum(['not asked', 'under way', 'done']), z.strictObject({ failed: z.string() })]),
    })
    .refine(({ from, contentType }) => from === 'customer' || isHeader(contentType), {
      path: ['contentType'],
      error: 'must be a text that a header can carry',
    });

  const shownAgent = z.strictObject({ id, firstName: z.string(), lastName: z.string(), screenName: z.string() });
  const callbackMessage = z.strictObject({
    id,
    conversationId: id,
    type: messageType,
    content: z.string().optional(),
    sender: shownAgent.optional(),
    transferredTo: z
      .discriminatedUnion('type', [
        z.strictObject({ type: z.literal('agent'), agent: shownAgent }),
        z.strictObject({
          type: z.literal('queue'),
          queue: z.strictObject({ id, name: z.string() }),
          department: z.string().optional(),
        }),
      ])
      .optional(),
    assignedTo: shownAgent.optional(),
    url: z.string().optional(),
    timeStamp: time,
    attachmentIds: ids.optional(),
  });
  const callbackQueue = z.strictObject({
    applicationId: id,
    pending: z.array(callbackMessage),
    sent: z.array(callbackMessage),
    failuresInARow: count,
    lastFailure: z.string().nullable(),
    failingSince: time.nullable(),
    deactivatedAt: time.nullable(),
  });
  const uint32 = z.int().min(0).max(0xffffffff);

  /** The whole state of a world, as a snapshot holds it. It allows nothing else. */
  const stateSchema = z.strictObject({
    applications: byId(application),
    adapters: byId(adapter),
    sessions: byId(session),
    entryPoints: byId(entryPoint),
    queues: byId(queue),
    agents: byId(agent),
    users: byId(user),
    customers: byId(customer),
    conversations: byId(conversation),
    attachments: byId(attachment),
    callbackQueues: z.map(z.string(), callbackQueue).superRefine((queues, context) => {
      for (const [key, { applicationId }] of queues)
        if (key !== applicationId)
          context.addIssue({ code: 'custom', path: [key], message: 'must have the id of its application as key' });
    }),
    customAttributes: z.strictObject({ activity: z.array(z.string()).nullable(), customer: z.array(z.string()) }),
    assignmentServiceRunning: z.boolean(),
    random: z.map(z.string(), z.tuple([uint32, uint32, uint32, uint32])),
  }) satisfies z.ZodType<WorldState>;

  const intention = z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('greet') }),
    z.strictObject({ do: z.literal('answer'), text: z.string() }),
    z.strictObject({ do: z.literal('decide'), attachmentIds: ids }),
    z.strictObject({
      do: z.literal('say'),
      type: z.enum(['plainText', 'html']),
      text: z.string(),
      then: z.enum(['nothing', 'end']),
    }),
  ]);

  /** What the clock of a world has to do, one form for each kind. */
  const dueSchema = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('agent'), conversationId: id, agentId: id.nullable(), intention }),
    z.strictObject({ kind: z.literal('assignment'), conversationId: id, agentId: id }),
    z.strictObject({ kind: z.literal('idle-timeout'), conversationId: id }),
    z.strictObject({ kind: z.literal('callback-retry'), applicationId: id, lane: z.string() }),
    z.strictObject({ kind: z.literal('callback-reactivation'), applicationId: id, deactivatedAt: time }),
  ]);

  return { stateSchema, dueSchema, time };
});
