/** Situations of an entry point, as `--entry-point situation=id` names them. */
export const situations = {
  ready: 'an active entry point with an agent logged in',
  'no-agent': 'one that requires an agent, where nobody is logged in',
  full: 'one whose agents are all at full load and whose queue is open',
  waiting: 'one whose queue is at its maximum of three chats, which wait for one agent',
  inactive: 'one that is not active',
  'block-all': 'one whose attachment policy is block_all',
  'allow-list': 'one whose attachment policy is allow_list with the extensions jpg and pdf and at most 5000 bytes',
  foreign: 'one that this client application may not use',
} as const;
export type Situation = keyof typeof situations;

/** What a probe needs beside an application and an entry point with agents. */
export type Need = Exclude<Situation, 'ready'> | 'callbacks' | 'files' | 'user' | 'odd-secret';

/** What the calibration knows of the ECE, and what it has learnt of it on the way. */
export interface Known {
  /** The context root, such as `/system`, or empty. */
  readonly root: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly user?: { readonly userName: string; readonly password: string } | undefined;
  readonly entryPoints: Readonly<Partial<Record<Situation, string>>>;
  /** Where ECE reaches the client's files; undefined when it cannot. */
  readonly filesUrl?: string | undefined;
  /** Makes the customers of this run its own. */
  readonly run: string;
  token?: string | undefined;
  /** The token before the latest. */
  formerToken?: string | undefined;
  /** Every token of the run, to be revoked. */
  readonly tokens: string[];
  session?: string | undefined;
  /** Every session of a user, to be logged out. */
  readonly sessions: string[];
  /** `lastModified.date` of the entry points, by id. */
  readonly dates: Record<string, string>;
  conversation?: string | undefined;
  formerConversation?: string | undefined;
  activity?: string | undefined;
  file?: { readonly id: string; readonly url: string } | undefined;
  customer?: { readonly id: string; readonly person?: string; readonly point?: string } | undefined;
  /** How ECE wants the id of an entry point, as far as it is known. */
  idForm: 'string' | 'number';
  /** Which word a text has, and which form an end. */
  textWord: string;
}

/** What a run has learnt when it begins. */
export function nothingLearnt(): Pick<Known, 'tokens' | 'sessions' | 'dates' | 'idForm' | 'textWord'> {
  return { tokens: [], sessions: [], dates: {}, idForm: 'string', textWord: 'text/plain' };
}

/** A request cannot be made, because an earlier one did not give what it needs. */
export class MissingError extends Error {
  override readonly name = 'MissingError';
}

/** @throws {MissingError} when it is not known */
export function take<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new MissingError(`no ${what} is known`);
  return value;
}
