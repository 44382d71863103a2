import * as z from 'zod';
import type { Options } from '../../client/options.ts';
import { completeOptions } from '../../client/options.ts';

const field = z.string().nullable().optional();

/** Fields of the authorization that differ from those of the application; null leaves a field out. */
export const authorizationSchema = z.strictObject({
  authorizationName: z.string().optional().describe('authorizations with different names have different tokens'),
  application: z.string().optional().describe('name of the client application; default: the first of the world'),
  clientId: field,
  clientSecret: field,
  accessTokenUrl: field,
  refreshTokenUrl: field,
  hostName: field,
  userName: field,
  password: field,
});
export type AuthorizationOverrides = z.output<typeof authorizationSchema>;

const optionNames = Object.keys(completeOptions({})) as [keyof Options, ...(keyof Options)[]];

/** Options of the client library, see client/README.md. */
export const clientOptions = z.partialRecord(z.enum(optionNames), z.unknown()).superRefine((options, context) => {
  try {
    completeOptions(options as Partial<Options>);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});
