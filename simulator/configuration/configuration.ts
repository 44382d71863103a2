import * as z from 'zod';
import { locales } from '../agents/locales.ts';
import { clockFactor } from '../doors/clock.ts';
import { checkBySchema } from '../doors/schema-problems.ts';
import type { WorldConfiguration } from '../doors/world-schema.ts';
import { worldSchemas } from '../doors/world-schema.ts';
import { ConfigurationError } from '../errors.ts';
import { worldOf } from './given-world.ts';
import { once } from '../protocol/once.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { checkSettings, defaultSettings } from '../protocol/settings.ts';
import type { ClockMode } from '../time/timekeeper.ts';
import { siteSchema } from './site.ts';

const clockWords =
  'must be "real", "manual", a factor such as "60x" (above 0, at most 100000), or { mode: manual, start: <ISO date> }';
const sizeWords = 'must be a number of bytes, or a size such as 64MB, from 1 MB up';
const unitBytes: Readonly<Record<string, number>> = { kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 };

function factorIn(word: string): number {
  return /^\d+(\.\d+)?x$/.test(word) ? Number(word.slice(0, -1)) : NaN;
}

/** What a simulator and a partition are made with. */
const schemas = once(() => {
  const { behaviour, givenWorldSchema, httpUrl, publicUrl, text } = worldSchemas();
  const origin = httpUrl.refine(
    (value) => URL.canParse(value) && new URL(value).origin === value,
    'must be an origin, such as https://shop.example.com',
  );

  const hostName = z
    .string()
    .regex(/^(\*\.)?[\w-]+(\.[\w-]+)*\.?$|^[\da-f:.]*:[\da-f:.]*$/i, 'must be a host name or an address, without port');

  const clock = z.union(
    [
      z
        .string()
        .refine((word) => ['real', 'manual'].includes(word) || clockFactor().safeParse(factorIn(word)).success, clockWords),
      z.strictObject({ mode: z.literal('manual'), start: z.iso.datetime() }),
    ],
    clockWords,
  );

  const memorySize = z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\d{1,15}(\.\d{1,3})? ?([kmg]i?b)?$/i)
          .transform((text) => parseFloat(text) * (unitBytes[/[a-z]+$/i.exec(text)?.[0].toLowerCase() ?? ''] ?? 1)),
      ],
      sizeWords,
    )
    .refine((bytes) => Number.isSafeInteger(bytes) && bytes >= 1e6, sizeWords);

  const certificates = z.string().min(1, 'must not be empty').max(1_000_000, 'must have at most 1000000 characters');

  const seed = z.union([text, z.number().transform(String)]);

  /** A partition to be made. */
  const partitionRequestSchema = z.strictObject({
    name: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens and underscores')
      .optional(),
    seed: seed.optional(),
    clock: clock.optional(),
    world: givenWorldSchema.optional(),
  });

  const configurationSchema = z.strictObject({
    port: z.int().min(0).max(65_535).optional(),
    host: text.optional(),
    publicUrl: publicUrl.optional(),
    callbackUrl: httpUrl.optional(),
    clientId: text.optional(),
    clientSecret: text.optional(),
    seed: seed.optional(),
    tls: z.boolean().optional(),
    tlsNames: z.array(hostName).optional(),
    tlsCert: text.optional(),
    tlsKey: text.optional(),
    controlToken: z
      .string()
      .min(16, 'must have at least 16 characters')
      .regex(/^[\x21-\x7E]*$/, 'must hold only printable ASCII characters without spaces: no header can carry others')
      .optional(),
    clock: clock.optional(),
    agents: behaviour.optional(),
    locale: z.enum(locales).optional(),
    allowedOrigins: z.union([z.literal('*'), z.array(origin)]).optional(),
    allowedHosts: z.array(text).optional(),
    fetchFrom: z.union([z.literal('*'), z.array(text)]).optional(),
    trust: z.union([certificates, z.array(certificates)]).optional(),
    journalCapacity: z.int().positive().max(1_000_000).optional(),
    site: z.union([text, siteSchema()]).optional(),
    memoryBudget: memorySize.optional(),
    partitionMemoryBudget: memorySize.optional(),
    metrics: z.boolean().optional(),
    settings: z.record(z.string(), z.unknown()).optional(),
    world: givenWorldSchema.optional(),
  });

  return { partitionRequestSchema, configurationSchema };
});

export function partitionRequestSchema() {
  return schemas().partitionRequestSchema;
}
export type CheckedPartitionRequest = z.output<ReturnType<typeof partitionRequestSchema>>;

export function configurationSchema() {
  return schemas().configurationSchema;
}

export interface PartitionRequest {
  /** Default: `partition-<number>`. */
  name?: string;
  /** Default: the seed of the simulator. */
  seed?: string | number;
  /** Default: the clock with which the simulator was made. */
  clock?: Configuration['clock'];
  /** Sections of the default world to replace; `empty` for nothing but an application. */
  world?: WorldConfiguration | 'empty';
}

/**
 * What a simulator is made with, in code or in a configuration file. Everything is optional.
 *
 * - `port`: 0 picks a free one. Default 8080.
 * - `host`: address to listen on. Default: both loopbacks, `127.0.0.1` and `::1`, as with `localhost`. One that others reach needs `controlToken`.
 * - `publicUrl`: where clients reach the simulator, when that is not where they call; the base of content URLs. Default: where the client of the conversation calls.
 * - `callbackUrl`: where the events of the first application go. Default: nowhere; they are kept, readable.
 * - `clientId`, `clientSecret`: the credentials of the first application. Default: `demo-client`, `demo-secret`; off loopback the secret is random.
 * - `seed`: the same seed and the same calls give the same ids, phrases and pace. Default: a new one each time.
 * - `tls`: HTTPS with a self-signed certificate for this machine's own names, `host` and the host of `publicUrl`.
 * - `tlsNames`: further host names and addresses in that certificate. They switch `tls` on.
 * - `tlsCert`, `tlsKey`: files with a certificate of one's own and its key, in PEM, in place of that certificate.
 * - `controlToken`: what callers of the control API must send, 16 characters or more. Default: none is asked for on loopback.
 * - `clock`: `real` (default), `manual`, a factor such as `60x`, or `{ mode: manual, start }`.
 * - `agents`: the behaviour of the agents that would answer: `answers`, `silent` or `manual`.
 * - `locale`: the language of simulated agents: `en` (default), `de` or `es`. Nothing else changes.
 * - `allowedOrigins`: origins of pages that may call ECE (CORS), or `*` for all. Default: those of loopback on a socket, all without one. Every
 *   page may ask about availability.
 * - `allowedHosts`: further values of the `Host` header. Loopback names are always answered; off loopback also addresses, names without a dot,
 *   `host.docker.internal` and the host of `publicUrl`.
 * - `fetchFrom`: hosts from which customers' files may be read. `*`, also in a list, is every host whose addresses are public or loopback.
 *   Default: `*` on loopback, none off it. Link-local addresses are never reached.
 * - `trust`: certificates of HTTPS servers that callbacks and fetches of files trust beside those of Node (which reads `NODE_EXTRA_CA_CERTS`):
 *   names of files in PEM, or the PEM itself.
 * - `journalCapacity`: calls and callbacks that each partition keeps for reading. Default 10,000, at most 1,000,000.
 * - `site`: a site file, or what stands in one: settings of one installation, which `settings` override. `createSimulator` takes no file.
 * - `memoryBudget`: the most bytes that the simulator keeps of what grows with use, as a number or a size such as `64MB`; see docs/bounds.md. Default 512 MB.
 * - `partitionMemoryBudget`: the most of it that one partition keeps. Default: all of it.
 * - `metrics`: whether `GET /metrics` gives figures for Prometheus. Default: false. Where a control token is set, it asks for it.
 * - `settings`: values for facts that public sources do not state, by name.
 * - `world`: sections of the default world to replace; `empty` for a world that has nothing but the application `demo`.
 */
export type Configuration = z.input<ReturnType<typeof configurationSchema>>;
export type CheckedConfiguration = z.output<ReturnType<typeof configurationSchema>>;

/** Values that most starts give, and that the schema reads as they are. A start that gives no others makes no schemas, which take a tenth of it. */
const usual: { readonly [Key in keyof CheckedConfiguration]: (value: unknown) => boolean } = {
  port: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535,
  clock: (value) => value === 'real' || value === 'manual',
  seed: (value) => typeof value === 'string' && /^[\w.-]{1,100}$/.test(value),
  metrics: (value) => typeof value === 'boolean',
};

function isUsual(value: unknown): value is CheckedConfiguration {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.entries(value).every(([key, member]) => Object.hasOwn(usual, key) && usual[key as keyof typeof usual]!(member));
}

/** @throws {ConfigurationError} with every problem */
export function checkConfiguration(value: unknown): CheckedConfiguration {
  if (isUsual(value)) return { ...value };
  const result = checkBySchema(configurationSchema(), value, 'The configuration');
  if ('problems' in result) throw new ConfigurationError(result.problems);
  const configuration = result.data;
  settingsOf(configuration);
  worldOf(configuration.world);
  return configuration;
}

/** The settings of the site, and over them those of the configuration. @throws {ConfigurationError} */
export function settingsOf({ site, settings = {} }: CheckedConfiguration): SettingValues {
  const ofSite = checkSettings(defaultSettings, typeof site === 'object' ? (site.settings ?? {}) : {});
  const { values, problems } = checkSettings(ofSite.values, settings);
  if (ofSite.problems.length + problems.length === 0) return values;
  throw new ConfigurationError([
    ...ofSite.problems.map(({ name, message }) => ({ path: ['site', 'settings', name], message })),
    ...problems.map(({ name, message }) => ({ path: ['settings', name], message })),
  ]);
}

/** The mode of a clock from the words of a configuration. */
export function clockMode(clock: Configuration['clock']): ClockMode {
  if (clock === undefined || clock === 'real') return { mode: 'real' };
  if (clock === 'manual') return { mode: 'manual' };
  if (typeof clock === 'string') return { mode: 'scaled', factor: factorIn(clock) };
  return { mode: 'manual', start: Date.parse(clock.start) };
}
