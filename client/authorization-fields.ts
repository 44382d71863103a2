import * as z from 'zod';
import { requests } from './catalogue/requests.ts';

const scheme = /^[a-z][a-z\d+.-]*:\/\//i;

/** Without a scheme, `https://` is put in front (nodes spec 1.2). */
const address = z.string().transform((typed, context): string => {
  const given = typed.trim();
  const url = URL.parse(scheme.test(given) ? given : `https://${given}`);
  const fault = !url
    ? 'is no URL'
    : !['http:', 'https:'].includes(url.protocol)
      ? 'must begin with https:// or http://'
      : url.username || url.password
        ? 'must not hold a user name or password'
        : url.search || url.hash
          ? 'must not hold a query or fragment'
          : undefined;
  if (!url || fault !== undefined) {
    context.addIssue({ code: 'custom', message: fault ?? '' });
    return z.NEVER;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
});

const text = z.string().min(1, 'is empty');

/**
 * The fields of a Node Authorization (nodes spec 1.2), checked:
 * Authorization Name, Client ID, Client Secret, Access Token URL, Refresh Token URL, Host Name; User Name and Password for ECE Login.
 */
export const authorizationSchema = z
  .strictObject({
    authorizationName: text,
    clientId: text.regex(/^[^:]*$/, 'must not hold a colon, which Basic authentication cannot carry').optional(),
    clientSecret: text.optional(),
    accessTokenUrl: address.optional(),
    refreshTokenUrl: address.optional(),
    hostName: address.optional(),
    userName: text.optional(),
    password: text.optional(),
  })
  .superRefine((fields, context) => {
    const needs = (field: keyof typeof fields, needed: string) => {
      if (fields[field] === undefined)
        context.addIssue({ code: 'custom', path: [field], message: `is missing beside ${needed}` });
    };
    if (fields.clientId !== undefined) needs('clientSecret', 'clientId');
    if (fields.clientSecret !== undefined) needs('clientId', 'clientSecret');
    if (fields.clientId !== undefined || fields.userName !== undefined) needs('hostName', 'the credentials');
  })
  .transform((fields) => {
    const accessTokenUrl =
      fields.accessTokenUrl ?? (fields.hostName === undefined ? undefined : fields.hostName + requests.token.path);
    return { ...fields, accessTokenUrl, refreshTokenUrl: fields.refreshTokenUrl ?? accessTokenUrl };
  });

/** The fields as a caller writes them. */
export interface AuthorizationFields {
  /** Unique name of the authorization; the only field that nodes without credentials need. */
  authorizationName: string;
  /** From registering the application in ECE's administration console. */
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  /** Default: `<hostName>/ws/v19/clientapplications/authentication/oauth2/token`. */
  accessTokenUrl?: string | undefined;
  /** Where a token is renewed; ECE has no refresh grant, so it is the same call. Default: `accessTokenUrl`. */
  refreshTokenUrl?: string | undefined;
  /** Public endpoint of the ECE cluster, used as given, so it may end in `/system`. Without a scheme, `https://` is put in front. */
  hostName?: string | undefined;
  /** ECE user of ECE Login. */
  userName?: string | undefined;
  password?: string | undefined;
}

export type CheckedFields = z.output<typeof authorizationSchema>;
