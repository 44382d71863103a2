import * as z from 'zod';
import { nearest } from '../protocol/nearest.ts';
import { wrongWithUrl } from '../world/applications.ts';

/** An object whose unknown keys are errors that name the nearest known key. */
export function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const keys = (issue as unknown as { keys: string[] }).keys.map((key) => {
        const meant = nearest(key, Object.keys(shape));
        return `unknown key "${key}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
      });
      return keys.join('; ');
    },
  });
}

export const text = z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters');
export const httpUrl = z.string().superRefine((value, context) => {
  const message = wrongWithUrl(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
export const behaviour = z.enum(['answers', 'silent', 'manual']);

const callbackAuthentication = z.discriminatedUnion('type', [
  object({ type: z.literal('none') }),
  object({ type: z.literal('basic'), userName: text, password: text }),
  object({
    type: z.literal('oauth'),
    tokenUrl: httpUrl,
    clientId: text,
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
const noCallback = { url: null, format: 'json', authentication: { type: 'none' } } as const;

const applicationMembers = {
  name: text,
  type: text.describe('only applications of the type Chat may use the messaging API'),
  secret: text,
  tokenLifetimeSeconds: z.int().positive(),
};

const localId = z.int().min(1).max(9999);

const application = object({
  ...applicationMembers,
  key: text,
  type: applicationMembers.type.default('Chat'),
  tokenLifetimeSeconds: applicationMembers.tokenLifetimeSeconds.default(86_400),
  callback: object({
    url: callbackMembers.url.default(noCallback.url),
    format: callbackMembers.format.default(noCallback.format),
    authentication: callbackMembers.authentication.default(noCallback.authentication),
  }).default(noCallback),
  entryPoints: z.array(localId).default([]),
});

/** Ids of entry points as callers see them: with the partition's number in front. */
const entryPointIds = z.array(z.union([text, z.int().transform(String)])).describe('ids of the entry points that it may use');

export const newApplicationSchema = object({ ...application.shape, entryPoints: entryPointIds.default([]) });
export const applicationChangeSchema = object({
  ...applicationMembers,
  callback: object(callbackMembers).partial(),
  entryPoints: entryPointIds,
}).partial();

export const queueSchema = object({ name: text, skill: text });
export const queueChangeSchema = queueSchema.partial();

const entryPointMembers = {
  name: text,
  active: z.boolean(),
  agentRequired: z.boolean(),
  queue: text,
  maximumQueueDepth: z.int().positive().nullable(),
  attachmentPolicy: object({
    restriction: z.enum(['allowAll', 'blockAll', 'allowList']),
    extensions: z.array(z.string().regex(/^[a-z0-9]+$/, 'must be lower case, without a dot')).optional(),
    maxSize: z.int().positive().optional(),
  }),
};
export const entryPointSchema = object({
  id: localId.describe("in other partitions than the default one the partition's number goes in front"),
  ...entryPointMembers,
  active: entryPointMembers.active.default(true),
  agentRequired: entryPointMembers.agentRequired.default(true),
  maximumQueueDepth: entryPointMembers.maximumQueueDepth.default(null),
  attachmentPolicy: entryPointMembers.attachmentPolicy.default({ restriction: 'allowAll' }),
});
export const entryPointChangeSchema = object(entryPointMembers).partial();

const agentMembers = {
  firstName: text,
  lastName: text,
  screenName: text,
  skills: z.array(text),
  loggedIn: z.boolean(),
  maximumLoad: z.int().min(0).max(100_000).describe('chats at a time that are assigned'),
  behaviour,
};
export const agentSchema = object({
  ...agentMembers,
  loggedIn: agentMembers.loggedIn.default(true),
  maximumLoad: agentMembers.maximumLoad.default(5),
  behaviour: agentMembers.behaviour.default('answers'),
});
export const agentChangeSchema = object(agentMembers).partial();

const userMembers = { userName: text, password: text, viewsAgentConsole: z.boolean() };
export const userSchema = object({ ...userMembers, viewsAgentConsole: userMembers.viewsAgentConsole.default(true) });
export const userChangeSchema = object(userMembers).omit({ userName: true }).partial();

const phone = object({
  type: text.optional(),
  phoneNo: text,
  countryCode: text.optional(),
  areaCode: text.optional(),
  extension: text.optional(),
});

export const customerSchema = object({
  type: text.optional(),
  contacts: z
    .array(
      object({
        firstName: text.optional(),
        lastName: text.optional(),
        emails: z.array(text).default([]),
        phones: z.array(phone).default([]),
        socials: z.array(object({ kind: text, id: text })).default([]),
      }),
    )
    .default([]),
  customAttributes: z.record(z.string(), z.array(z.string())).default({}),
});

/** Names of the custom attributes that the administrator configured. */
export const customAttributesSchema = object({ activity: z.array(text).optional(), customer: z.array(text).optional() });

/** A world: each section that is given stands in place of that of the default world. */
export const worldSchema = object({
  applications: z.array(application).optional(),
  queues: z.array(queueSchema).optional(),
  entryPoints: z.array(entryPointSchema).optional(),
  agents: z.array(agentSchema).optional(),
  users: z.array(userSchema).optional(),
  customers: z.array(customerSchema).optional(),
  customAttributes: customAttributesSchema.optional(),
  specialEntryPoints: z.boolean().optional(),
  chats: z.array(object({ application: text, entryPoint: localId, count: z.int().positive().max(1000) })).optional(),
});

export type WorldConfiguration = z.input<typeof worldSchema>;
export type CheckedWorld = z.output<typeof worldSchema>;
