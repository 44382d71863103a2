import * as z from 'zod';
import { changeSettings, defaultSettings, SettingError, type SettingValues } from './protocol/settings.ts';
import { nearest } from './protocol/nearest.ts';
import { clockFactor } from './doors/clock.ts';
import { wrongWithUrl } from './world/applications.ts';
import { defaultWorld } from './world/default-world.ts';
import type { ClockMode } from './timekeeper.ts';
import type { WorldDefinition } from './world/definition.ts';

/** Names the path of the value that is wrong, why, and what is allowed. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/** An object whose unknown keys are errors that name the nearest known key. */
function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
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

const text = z.string().min(1).max(200);
const httpUrl = z.string().superRefine((value, context) => {
  const message = wrongWithUrl(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
const origin = httpUrl.refine(
  (value) => URL.canParse(value) && new URL(value).origin === value,
  'must be an origin, such as https://shop.example.com',
);
const behaviour = z.enum(['answers', 'silent', 'manual']);

const clockWords =
  'must be "real", "manual", a factor such as "60x" (above 0, at most 100000), or { mode: manual, start: <ISO date> }';
const clock = z.union(
  [
    z.string().refine((word) => ['real', 'manual'].includes(word) || clockFactor.safeParse(factorIn(word)).success, clockWords),
    object({ mode: z.literal('manual'), start: z.iso.datetime() }),
  ],
  clockWords,
);

function factorIn(word: string): number {
  return /^\d+(\.\d+)?x$/.test(word) ? Number(word.slice(0, -1)) : NaN;
}

const authentication = z.discriminatedUnion('type', [
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

const entryPointId = z.int().min(1).max(9999);

const application = object({
  name: text,
  type: text.default('Chat'),
  key: text,
  secret: text,
  tokenLifetimeSeconds: z.int().positive().default(86_400),
  callback: object({
    url: httpUrl.nullable().default(null),
    format: z.enum(['json', 'xml']).default('json'),
    authentication: authentication.default({ type: 'none' }),
  }).default({ url: null, format: 'json', authentication: { type: 'none' } }),
  entryPoints: z.array(entryPointId).default([]),
});

const attachmentPolicy = object({
  restriction: z.enum(['allowAll', 'blockAll', 'allowList']),
  extensions: z.array(z.string().regex(/^[a-z0-9]+$/, 'must be lower case, without a dot')).optional(),
  maxSize: z.int().positive().optional(),
});

const entryPoint = object({
  id: entryPointId,
  name: text,
  active: z.boolean().default(true),
  agentRequired: z.boolean().default(true),
  queue: text,
  maximumQueueDepth: z.int().positive().nullable().default(null),
  attachmentPolicy: attachmentPolicy.default({ restriction: 'allowAll' }),
});

const agent = object({
  firstName: text,
  lastName: text,
  screenName: text,
  skills: z.array(text),
  loggedIn: z.boolean().default(true),
  maximumLoad: z.int().positive().default(5),
  behaviour: behaviour.default('answers'),
});

const phone = object({
  type: text.optional(),
  phoneNo: text,
  countryCode: text.optional(),
  areaCode: text.optional(),
  extension: text.optional(),
});

const customer = object({
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

/** A world: each section that is given stands in place of that of the default world. */
export const worldSchema = object({
  applications: z.array(application).optional(),
  queues: z.array(object({ name: text, skill: text })).optional(),
  entryPoints: z.array(entryPoint).optional(),
  agents: z.array(agent).optional(),
  users: z.array(object({ userName: text, password: text, viewsAgentConsole: z.boolean().default(true) })).optional(),
  customers: z.array(customer).optional(),
  customAttributes: object({ activity: z.array(text).optional(), customer: z.array(text).optional() }).optional(),
  specialEntryPoints: z.boolean().optional(),
  chats: z.array(object({ application: text, entryPoint: entryPointId, count: z.int().positive().max(1000) })).optional(),
});

const seed = z.union([text, z.number().transform(String)]);

/** A partition to be made. */
export const partitionRequestSchema = object({
  name: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens and underscores')
    .optional(),
  seed: seed.optional(),
  clock: clock.optional(),
  world: worldSchema.optional(),
});

export interface PartitionRequest {
  /** Default: `partition-<number>`. */
  name?: string;
  /** Default: that of the simulator. */
  seed?: string | number;
  /** Default: that with which the simulator was made. */
  clock?: Configuration['clock'];
  /** Sections of the default world to replace. */
  world?: WorldConfiguration;
}

export const configurationSchema = object({
  port: z.int().min(0).max(65_535).optional(),
  host: text.optional(),
  publicUrl: httpUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  callbackUrl: httpUrl.optional(),
  seed: seed.optional(),
  tls: z.boolean().optional(),
  controlToken: z.string().min(16, 'must have at least 16 characters').optional(),
  clock: clock.optional(),
  agents: behaviour.optional(),
  allowedOrigins: z.union([z.literal('*'), z.array(origin)]).optional(),
  allowedHosts: z.array(text).optional(),
  fetchFrom: z.union([z.literal('*'), z.array(text)]).optional(),
  journalCapacity: z.int().positive().max(1_000_000).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  world: worldSchema.optional(),
});

/**
 * What a simulator is made with, in code or in a configuration file. Everything is optional.
 *
 * - `port`: 0 picks a free one. Default 8080.
 * - `host`: address to listen on. Default `127.0.0.1`. Another needs `controlToken`.
 * - `publicUrl`: where clients reach the simulator, when that is not `host` and `port`; the base of content URLs.
 * - `callbackUrl`: where the events of the first application go. Default: nowhere; they are kept, readable.
 * - `seed`: the same seed and the same calls give the same ids, phrases and pace. Default: a new one each time.
 * - `tls`: HTTPS with a self-signed certificate.
 * - `controlToken`: what callers of the control API must send, 16 characters or more. Default: none is asked for on loopback.
 * - `clock`: `real` (default), `manual`, a factor such as `60x`, or `{ mode: manual, start }`.
 * - `agents`: the behaviour of the agents who would answer: `answers`, `silent` or `manual`.
 * - `allowedOrigins`: origins of pages that may call ECE (CORS). Default: all.
 * - `allowedHosts`: further values of the `Host` header.
 * - `fetchFrom`: hosts from which customers' files may be read. Default: any on loopback, none off it.
 * - `journalCapacity`: calls and callbacks that each partition keeps for reading. Default 10,000, at most 1,000,000.
 * - `settings`: values for facts that public sources do not state, by name.
 * - `world`: sections of the default world to replace.
 */
export type Configuration = z.input<typeof configurationSchema>;
export type CheckedConfiguration = z.output<typeof configurationSchema>;
export type WorldConfiguration = z.input<typeof worldSchema>;
export type CheckedWorld = z.output<typeof worldSchema>;

/** @throws {ConfigurationError} with every problem: its path, what is wrong and what is allowed */
export function checkConfiguration(value: unknown): CheckedConfiguration {
  const configuration = checked(configurationSchema, value, '');
  settingsOf(configuration);
  worldOf(configuration.world);
  return configuration;
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, path: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // An unknown key is often the cause of the missing one beside it.
  const issues = result.error.issues.toSorted((one, other) => Number(isMisspelling(other)) - Number(isMisspelling(one)));
  throw new ConfigurationError(issues.map((issue) => `${dotted(path, issue.path)}: ${inWords(issue)}`));
}

function isMisspelling({ code }: z.core.$ZodIssue): boolean {
  return code === 'unrecognized_keys';
}

function inWords({ message }: z.core.$ZodIssue): string {
  return message.endsWith('received undefined') ? 'is missing' : message.replace(/^Invalid (input|option): /, '');
}

function dotted(start: string, path: PropertyKey[]): string {
  const rest = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return (start + rest).replace(/^\./, '') || 'configuration';
}

/** @throws {ConfigurationError} */
export function settingsOf({ settings = {} }: CheckedConfiguration): SettingValues {
  try {
    return changeSettings(defaultSettings, settings);
  } catch (error) {
    if (error instanceof SettingError) throw new ConfigurationError([`settings.${error.path}: ${error.message}`]);
    throw error;
  }
}

/**
 * The default world with the sections that are given in place of its own.
 * @throws {ConfigurationError} when a name refers to nothing or stands for two things
 */
export function worldOf(given: z.output<typeof worldSchema> | undefined, path = 'world'): WorldDefinition {
  const standard = standardWorld(given);
  const world = {
    ...standard,
    ...withoutUndefined(given ?? {}),
    customAttributes: { ...standard.customAttributes, ...withoutUndefined(given?.customAttributes ?? {}) },
  };
  const problems = danglingNames(world, path);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return world;
}

/** The default world, as far as it fits the sections that are given: its applications use the entry points that there are. */
function standardWorld(given: z.output<typeof worldSchema> | undefined): WorldDefinition {
  const standard = defaultWorld();
  const isChanged = given?.entryPoints !== undefined || given?.applications !== undefined || given?.agents !== undefined;
  const ids = given?.entryPoints?.map(({ id }) => id);
  return {
    ...standard,
    chats: isChanged ? [] : standard.chats,
    applications: standard.applications.map((application, at) => ({
      ...application,
      entryPoints: ids === undefined ? application.entryPoints : at === 0 ? ids : [],
    })),
  };
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

function danglingNames(world: WorldDefinition, path: string): string[] {
  const queues = world.queues.map(({ name }) => name);
  const entryPoints = world.entryPoints.map(({ id }) => String(id));
  const applications = world.applications.map(({ name }) => name);
  return [
    ...twice(queues, `${path}.queues`, 'name'),
    ...twice(entryPoints, `${path}.entryPoints`, 'id'),
    ...twice(applications, `${path}.applications`, 'name'),
    ...twice(
      world.applications.map(({ key }) => key),
      `${path}.applications`,
      'key',
    ),
    ...twice(
      world.users.map(({ userName }) => userName),
      `${path}.users`,
      'userName',
    ),
    ...world.entryPoints.flatMap(({ queue }, at) => unknownName(queue, queues, `${path}.entryPoints[${at}].queue`)),
    ...world.applications.flatMap(({ entryPoints: ids }, at) =>
      ids.flatMap((id, place) => unknownName(String(id), entryPoints, `${path}.applications[${at}].entryPoints[${place}]`)),
    ),
    ...world.customers.flatMap(({ customAttributes }, at) =>
      Object.keys(customAttributes).flatMap((name) =>
        unknownName(name, world.customAttributes.customer, `${path}.customers[${at}].customAttributes`),
      ),
    ),
    ...world.chats.flatMap(({ application: name, entryPoint: id }, at) => [
      ...unknownName(name, applications, `${path}.chats[${at}].application`),
      ...unknownName(String(id), entryPoints, `${path}.chats[${at}].entryPoint`),
    ]),
  ];
}

function twice(names: string[], path: string, member: string): string[] {
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  return repeated === undefined ? [] : [`${path}: the ${member} "${repeated}" stands twice`];
}

function unknownName(name: string, known: string[], path: string): string[] {
  if (known.includes(name)) return [];
  const meant = nearest(name, known);
  return [`${path}: "${name}" is not defined${meant === undefined ? '' : `; did you mean "${meant}"?`} (${known.join(', ')})`];
}

/** What the words of a configuration mean for a clock. */
export function clockMode(clock: Configuration['clock']): ClockMode {
  if (clock === undefined || clock === 'real') return { mode: 'real' };
  if (clock === 'manual') return { mode: 'manual' };
  if (typeof clock === 'string') return { mode: 'scaled', factor: factorIn(clock) };
  return { mode: 'manual', start: Date.parse(clock.start) };
}
