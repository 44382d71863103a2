import * as z from 'zod';
import { checkBySchema } from '../doors/schema-problems.ts';
import { ConfigurationError } from '../errors.ts';
import { once } from '../protocol/once.ts';
import { checkSettings, defaultSettings } from '../protocol/settings.ts';

/** When and how `ece-simulator calibrate` found the settings: for people, nobody acts on it. */
export const calibrationSchema = once(() =>
  z.strictObject({
    date: z.string().optional(),
    by: z.string().optional(),
    eceVersion: z.string().optional(),
    evidence: z.record(z.string(), z.string()).optional(),
  }),
);

/**
 * What is known about one installation of ECE, for the simulator and for the client library: docs/site-file.md. The simulator checks its own
 * part, `settings`, and leaves `client` to the library.
 */
export const siteSchema = once(() =>
  z.strictObject({
    version: z.literal(1, 'must be 1'),
    about: z.string().max(10_000).optional(),
    calibration: calibrationSchema().optional(),
    settings: z.record(z.string(), z.unknown()).optional(),
    client: z.record(z.string(), z.unknown()).optional(),
  }),
);

/**
 * What is known about one installation of ECE.
 *
 * - `version`: 1, the form of the file.
 * - `about`: a text for people, e.g. which installation it is and where the values come from.
 * - `calibration`: when and how the settings were found, which nobody acts on.
 * - `settings`: settings of the simulator, by name.
 * - `client`: options of the client library, which the simulator does not read.
 */
export type Site = z.input<ReturnType<typeof siteSchema>>;

/** @throws {ConfigurationError} with every problem */
export function checkSite(value: unknown): Site {
  const result = checkBySchema(siteSchema(), value, 'The site file');
  if ('problems' in result) throw new ConfigurationError(result.problems);
  const { problems } = checkSettings(defaultSettings, result.data.settings ?? {});
  if (problems.length === 0) return result.data;
  throw new ConfigurationError(problems.map(({ name, message }) => ({ path: ['settings', name], message })));
}
