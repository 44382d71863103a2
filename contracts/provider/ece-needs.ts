import type { Credentials } from './ece-client.ts';

/** Situations of an entry point that a real ECE may have, as `--entry-point situation=id` names them. */
export const entryPointSituations = {
  ready: 'an active entry point with agents logged in',
  'no-agent': 'one that requires an agent, where nobody is logged in',
  'not-required': 'one that requires no agent, where nobody is logged in',
  full: 'one whose agents are all at full load',
  waiting: 'one with at least two chats in its queue',
  'at-maximum': 'one with agents logged in, whose queue is at its maximum',
  inactive: 'one that is not active',
  'block-all': 'one whose attachment policy is block_all',
  'allow-list': 'one whose attachment policy is allow_list with the extension pdf and at most 1000000 bytes',
  foreign: 'one that another client application uses, but not this one',
} as const;
export type EntryPointSituation = keyof typeof entryPointSituations;

/** What the caller knows of a real ECE. */
export interface EceKnowledge {
  /** A client application. */
  readonly credentials?: Credentials | undefined;
  /** A user who may view the agent console. */
  readonly user?: { readonly userName: string; readonly password: string } | undefined;
  readonly entryPoints?: Readonly<Partial<Record<EntryPointSituation, string>>> | undefined;
}

export type Need = 'credentials' | 'user' | EntryPointSituation;

/** The flag that gives what is missing; undefined when nothing is. */
export function findMissing(need: Need, { credentials, user, entryPoints = {} }: EceKnowledge): string | undefined {
  if (need === 'credentials') return credentials === undefined ? '--client-id and --client-secret' : undefined;
  if (need === 'user') return user === undefined ? '--user-name and --password' : undefined;
  if (entryPoints[need] !== undefined) return undefined;
  return need === 'ready' ? '--entry-point <id>' : `--entry-point ${need}=<id>, ${entryPointSituations[need]}`;
}
