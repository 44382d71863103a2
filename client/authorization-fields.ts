import * as z from 'zod';
import { requests } from './catalogue/requests.ts';

const scheme = /^[a-z][a-z\d+.-]*:\/\//i;

/** What is wrong with an address; undefined when it can be used. */
function findProblem(url: URL | null): string | undefined {
  if (!url) return 'is no URL';
  if (!['http:', 'https:'].includes(url.protocol)) return 'must begin with https:// or http://';
  if (url.username || url.password) return 'must not hold a user name or password';
  if (url.search || url.hash) return 'must not hold a query or fragment';
  if (url.pathname.includes('//')) return 'has "//" twice';
  if (/^\.|\.\./.test(url.hostname)) return 'has a host name with an empty part';
  if (!/^([\w.-]+|\[[\da-f:.]+\])$/i.test(url.hostname)) return 'has a character that no host name has';
  return url.port === '0' ? 'has the port 0, on which nothing can listen' : undefined;
}

/** An address without a scheme gets `https://` (nodes spec 1.2). */
const address = z.string().transform((typed, context): string => {
  const given = typed.trim();
  const url = URL.parse(scheme.test(given) ? given : `https://${given}`);
  const problem = findProblem(url);
  if (!url || problem !== undefined) {
    context.addIssue({ code: 'custom', message: problem ?? '' });
    return z.NEVER;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
});

const hostName = address.refine(
  (url) => !/\/ws(\/|$)/.test(URL.parse(url)?.pathname ?? ''),
  'must end before /ws/; the nodes add the paths of the calls',
);

const text = z.string().min(1, 'is empty');

/**
 * Checks the fields of a Node Authorization (nodes spec 1.2):
 * Authorization Name, Client ID, Client Secret, Access Token URL, Refresh Token URL, Host Name; User Name and Password for ECE Login.
 */
export const authorizationSchema = z
  .strictObject({
    authorizationName: text,
    clientId: text.regex(/^[^:]*$/, 'must not hold a colon, which Basic authentication cannot carry').optional(),
    clientSecret: text.optional(),
    accessTokenUrl: address.optional(),
    refreshTokenUrl: address.optional(),
    hostName: hostName.optional(),
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

/** The fields of a Node Authorization (nodes spec 1.2). Values are text. */
export interface AuthorizationFields {
  /** Unique name of the authorization; the only field that nodes without credentials need. */
  authorizationName: string;
  /** From the registration of the application in ECE's administration console. Without a colon. */
  clientId?: string | undefined;
  /** Required with `clientId`. */
  clientSecret?: string | undefined;
  /** Default: `<hostName>/ws/v19/clientapplications/authentication/oauth2/token`. */
  accessTokenUrl?: string | undefined;
  /** URL that renews a token. ECE has no refresh grant, so the request is the same. Default: `accessTokenUrl`. */
  refreshTokenUrl?: string | undefined;
  /** Public endpoint of the ECE cluster; may end in `/system`. Gets `https://` when it has no scheme. Required with credentials. */
  hostName?: string | undefined;
  /** User name of the ECE user for ECE Login. */
  userName?: string | undefined;
  /** Password of the ECE user for ECE Login. */
  password?: string | undefined;
}

export type CheckedFields = z.output<typeof authorizationSchema>;
