import * as z from 'zod';
import { once } from '../protocol/once.ts';
import { findUrlProblem } from '../world/applications.ts';
import { defaultDepartment } from '../world/definition.ts';
import { weekdays } from '../world/opening-hours.ts';

const wordsOfEce = [
  ['clientId', 'key'],
  ['clientSecret', 'secret'],
] as const;
type Credentials = Partial<Record<'clientId' | 'clientSecret' | 'key' | 'secret', string | undefined>>;

function checkCredentials(given: Credentials, context: z.RefinementCtx, isNeeded: boolean): void {
  for (const [word, ofEce] of wordsOfEce) {
    if (given[word] !== undefined && given[ofEce] !== undefined)
      context.addIssue({ code: 'custom', path: [ofEce], message: `is ECE's word for "${word}": give one of them` });
    if (isNeeded && given[word] === undefined && given[ofEce] === undefined)
      context.addIssue({ code: 'invalid_type', expected: 'string', path: [word], input: undefined });
  }
}

type WithCredentials<Given> = Omit<Given, keyof Credentials> &
  ({ readonly clientId: string; readonly clientSecret: string } | { readonly key: string; readonly secret: string });

const noCallback = { url: null, format: 'json', authentication: { type: 'none' } } as const;
/** Each is made when the world is. */
const mostChats = 10_000;
const mostMembers = 10_000;

/** Everything in a world is made in one piece of work, so that the number is bounded. */
function section<Member extends z.ZodType>(member: Member) {
  return z.array(member).max(mostMembers, `must have at most ${mostMembers} members: all are made at once`).optional();
}

/** What callers may say of a world and of its members. */
export const worldSchemas = once(() => {
  const text = z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters');
  /** A text that can be the part before the colon of Basic credentials. */
  const basicName = text.refine((name) => !name.includes(':'), 'must not contain a colon: Basic credentials cannot carry it');
  const httpUrl = z.string().superRefine((value, context) => {
    const message = findUrlProblem(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
  /** Where clients reach the simulator, without a slash at its end. */
  const publicUrl = httpUrl.transform((url) => url.replace(/\/+$/, ''));
  const behaviour = z.enum(['answers', 'silent', 'manual']);

  const callbackAuthentication = z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('none') }),
    z.strictObject({ type: z.literal('basic'), userName: basicName, password: text }),
    z.strictObject({
      type: z.literal('oauth'),
      tokenUrl: httpUrl,
      clientId: basicName,
      clientSecret: text,
      userName: text.optional(),
      password: text.optional(),
    }),
  ]);

  const callbackMembers = {
    url: httpUrl.nullable(),
    format: z.enum(['json', 'xml']),
    authentication: callbackAuthentication,
  };

  const applicationMembers = {
    name: text,
    type: text.describe('only applications of the type Chat may use the messaging API'),
    tokenLifetimeSeconds: z.int().positive(),
  };

  const localId = z.int().min(1).max(9999);

  /** ECE's own words for the credentials of an application are taken too. */
  const secretMembers = { clientSecret: text.optional(), secret: text.optional().describe("ECE's word for clientSecret") };
  const credentialMembers = {
    // A client may form-encode its id, and a colon with it (setting `token.basicDecoding`).
    clientId: text.optional(),
    key: text.optional().describe("ECE's word for clientId"),
    ...secretMembers,
  };

  /** An application with its credentials in the words of clients or in ECE's; read, they are in ECE's. */
  function withCredentials<Shape extends z.ZodRawShape>(shape: Shape) {
    const schema = z
      .strictObject({ ...shape, ...credentialMembers })
      .superRefine((given, context) => checkCredentials(given as Credentials, context, true))
      .transform((given) => {
        const { clientId, clientSecret, key = clientId, secret = clientSecret, ...rest } = given as Credentials;
        return { ...rest, key, secret };
      });
    type Read = z.output<z.ZodObject<Shape>> & { key: string; secret: string };
    return schema as unknown as z.ZodType<Read, WithCredentials<z.input<z.ZodObject<Shape>>>>;
  }

  const applicationShape = {
    ...applicationMembers,
    type: applicationMembers.type.default('Chat'),
    tokenLifetimeSeconds: applicationMembers.tokenLifetimeSeconds.default(86_400),
    callback: z
      .strictObject({
        url: callbackMembers.url.default(noCallback.url),
        format: callbackMembers.format.default(noCallback.format),
        authentication: callbackMembers.authentication.default(noCallback.authentication),
      })
      .default(noCallback),
  };
  const application = withCredentials({ ...applicationShape, entryPoints: z.array(localId).default([]) });

  /** Ids of entry points as callers see them: with the partition's number in front. */
  const entryPointIds = z.array(z.union([text, z.int().transform(String)])).describe('ids of the entry points that it may use');

  const newApplicationSchema = withCredentials({ ...applicationShape, entryPoints: entryPointIds.default([]) });
  const applicationChangeSchema = z
    .strictObject({
      ...applicationMembers,
      ...secretMembers,
      callback: z.strictObject(callbackMembers).partial(),
      entryPoints: entryPointIds,
    })
    .partial()
    .superRefine((given, context) => checkCredentials(given, context, false))
    .transform(({ clientSecret, secret = clientSecret, ...rest }) => ({ ...rest, ...(secret !== undefined && { secret }) }));

  const queueMembers = { name: text, skill: text, department: text };
  const queueSchema = z.strictObject({
    ...queueMembers,
    department: queueMembers.department
      .default(defaultDepartment)
      .describe("a transfer to another department's queue names the department"),
  });
  const queueChangeSchema = z.strictObject(queueMembers).partial();

  const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day, from 00:00 to 24:00');
  const openingHours = z
    .strictObject({
      utcOffset: z
        .string()
        .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, 'must be an offset, such as +01:00')
        .default('+00:00')
        .describe('local time minus UTC; there is no summer time'),
      days: z.array(
        z
          .strictObject({ day: z.enum(weekdays), from: timeOfDay, to: timeOfDay })
          .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be later than "from"; a night is two items' }),
      ),
    })
    .nullable()
    .optional()
    .describe('what agentAvailability answers with businessCalendar=true; it changes no other answer');

  const entryPointMembers = {
    name: text,
    active: z.boolean(),
    agentRequired: z.boolean(),
    queue: text,
    maximumQueueDepth: z.int().positive().nullable(),
    attachmentPolicy: z.strictObject({
      restriction: z.enum(['allowAll', 'blockAll', 'allowList']),
      extensions: z.array(z.string().regex(/^[a-z0-9]+$/, 'must be lower case, without a dot')).optional(),
      maxSize: z.int().positive().optional(),
    }),
    openingHours,
  };
  const entryPointSchema = z.strictObject({
    id: localId.describe("in other partitions than the default one the partition's number goes in front"),
    ...entryPointMembers,
    active: entryPointMembers.active.default(true),
    agentRequired: entryPointMembers.agentRequired.default(true),
    maximumQueueDepth: entryPointMembers.maximumQueueDepth.default(null),
    attachmentPolicy: entryPointMembers.attachmentPolicy.default({ restriction: 'allowAll' }),
  });
  const entryPointChangeSchema = z.strictObject(entryPointMembers).partial();

  const agentMembers = {
    firstName: text,
    lastName: text,
    screenName: text,
    skills: z.array(text),
    loggedIn: z.boolean(),
    maximumLoad: z.int().min(0).max(100_000).describe('chats at a time that are assigned'),
    behaviour,
  };
  const agentSchema = z.strictObject({
    ...agentMembers,
    loggedIn: agentMembers.loggedIn.default(true),
    maximumLoad: agentMembers.maximumLoad.default(5),
    behaviour: agentMembers.behaviour.default('answers'),
  });
  const agentChangeSchema = z.strictObject(agentMembers).partial();

  const userMembers = { userName: text, password: text, viewsAgentConsole: z.boolean() };
  const userSchema = z.strictObject({ ...userMembers, viewsAgentConsole: userMembers.viewsAgentConsole.default(true) });
  const userChangeSchema = z.strictObject(userMembers).omit({ userName: true }).partial();

  const phone = z.strictObject({
    type: text.optional(),
    phoneNo: text,
    countryCode: text.optional(),
    areaCode: text.optional(),
    extension: text.optional(),
  });

  const customerSchema = z.strictObject({
    type: text.optional(),
    contacts: z
      .array(
        z.strictObject({
          firstName: text.optional(),
          lastName: text.optional(),
          emails: z.array(text).default([]),
          phones: z.array(phone).default([]),
          socials: z.array(z.strictObject({ kind: text, id: text })).default([]),
        }),
      )
      .default([]),
    customAttributes: z.record(z.string(), z.array(z.string())).default({}),
  });

  /** JavaScript takes this name for the prototype of an object, so that a value under it would be lost. */
  const attributeName = text.refine((name) => name !== '__proto__', 'is a reserved name');

  /** Names of the custom attributes that the administrator configured. */
  const customAttributesSchema = z.strictObject({
    activity: z.array(attributeName).optional(),
    customer: z.array(attributeName).optional(),
  });
  /** `activity` null: the attributes that the setting names. */
  const allCustomAttributesSchema = z.strictObject({
    activity: z.array(attributeName).nullable(),
    customer: z.array(attributeName),
  });

  /** A world. Each section that is given replaces the section of the default world. */
  const worldSchema = z.strictObject({
    applications: section(application),
    queues: section(queueSchema),
    entryPoints: section(entryPointSchema),
    agents: section(agentSchema),
    users: section(userSchema),
    customers: section(customerSchema),
    customAttributes: customAttributesSchema.optional(),
    specialEntryPoints: z.boolean().optional(),
    chats: z
      .array(z.strictObject({ application: text, entryPoint: localId, count: z.int().positive().max(1000) }))
      .refine(
        (chats) => chats.reduce((sum, { count }) => sum + count, 0) <= mostChats,
        `must be ${mostChats} chats at most, in all`,
      )
      .optional(),
  });

  /** A world, or the one with nothing in it but an application. */
  const givenWorldSchema = z.union([z.literal('empty'), worldSchema]);

  return {
    text,
    httpUrl,
    publicUrl,
    behaviour,
    newApplicationSchema,
    applicationChangeSchema,
    queueSchema,
    queueChangeSchema,
    entryPointSchema,
    entryPointChangeSchema,
    agentSchema,
    agentChangeSchema,
    userSchema,
    userChangeSchema,
    customerSchema,
    customAttributesSchema,
    allCustomAttributesSchema,
    worldSchema,
    givenWorldSchema,
  };
});

export type WorldSchemas = ReturnType<typeof worldSchemas>;
export type WorldConfiguration = z.input<WorldSchemas['worldSchema']>;
export type CheckedWorld = z.output<WorldSchemas['worldSchema']>;
export type GivenWorld = z.output<WorldSchemas['givenWorldSchema']>;
