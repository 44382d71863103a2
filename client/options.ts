import * as z from 'zod';
import { startConversation } from './catalogue/conversation-nodes.ts';
import type { Retries } from './retries.ts';
import { retriesSchema } from './retries.ts';
import { outcomeNames } from './catalogue/outcomes.ts';
import type { FormOptions } from './form-options.ts';
import { formOptionsShape } from './form-options.ts';
import { checkSettings } from './settings.ts';

const [{ outcomes }] = startConversation.methods;
const events = outcomes.filter((outcome) => outcome.kind === 'event');
type EventOutcome = (typeof events)[number]['name'];

const longestTimer = 2 ** 31 - 1;
function milliseconds(least: number) {
  return z.int().min(least).max(longestTimer);
}

/** @internal */
export const optionsSchema = z.strictObject({
  retries: retriesSchema,
  retryDelayMs: milliseconds(0).default(1000),
  retryMaxDelayMs: milliseconds(0).default(30_000),
  retryBudgetMs: milliseconds(0).default(60_000),
  timeoutMs: milliseconds(1).default(10_000),
  tokenMarginMs: milliseconds(0).default(60_000),
  tokenServerError: z.enum([outcomeNames.noUsableAnswer, outcomeNames.noToken]).default(outcomeNames.noUsableAnswer),
  trimInputs: z.boolean().default(true),
  rawBody: z.boolean().default(false),
  chatHistoryAttribute: z.string().min(1).default('chathistory'),
  smsSearchAttribute: z.string().min(1).default('mobile.phone'),
  messengerSearchAttribute: z
    .string()
    .regex(/^(custom\..+|social\..+Id)$/, 'must be custom.<attribute> or social.<kind>Id')
    .default('custom.facebookpsid'),
  ...formOptionsShape,
  eventWords: z.record(z.string(), z.enum(events.map(({ name }) => name) as [EventOutcome])).default({}),
  eventWaitMs: milliseconds(1).nullable().default(null),
  silenceMs: milliseconds(1000).nullable().default(900_000),
  wireFormat: z.enum(['json', 'xml']).default('json'),
  allowPrivateAddresses: z.boolean().default(false),
  maxFileBytes: z
    .int()
    .min(1)
    .default(25 * 1024 * 1024),
  tenant: z.string().min(1).nullable().default(null),
});

/** Every option, complete. */
export interface Options extends FormOptions {
  /**
   * Repeats after a connection failure, a time-out, a 429 or a 5xx: 0 to 10, `vendor`, or these by `default`, `node` and `node.method`.
   * Default 2, because the vendor's number is not public. A start that may have reached ECE is repeated with `vendor` only.
   */
  retries: Retries;
  /** Longest pause before the first repeat, in milliseconds; it doubles with each further one. The pause is random from 0 to it. Default 1000. */
  retryDelayMs: number;
  /** Longest pause between tries that the library chooses itself, in milliseconds. `Retry-After` may ask for more. Default 30000. */
  retryMaxDelayMs: number;
  /** No repeat begins later than this after the first try of a request, in milliseconds. Default 60000. */
  retryBudgetMs: number;
  /** Time limit of one try, in milliseconds. Default 10000. The vendor's field Timeout is in seconds. */
  timeoutMs: number;
  /** Time between the renewal of a token and its expiry, in milliseconds; at most half the life of the token. Default 60000. */
  tokenMarginMs: number;
  /** Outcome of a token URL that answers 5xx, also after the repeats. Default `onError` (decision 17). */
  tokenServerError: typeof outcomeNames.noUsableAnswer | typeof outcomeNames.noToken;
  /** Removes white space around ids, dates, phone numbers and URLs among the inputs; never around texts and names. Default true. */
  trimInputs: boolean;
  /** Writes the inputs of Send Message into the JSON unescaped, as the vendor's node does with MESSAGE. Default false. */
  rawBody: boolean;
  /** Activity custom attribute that carries CHAT HISTORY. Default `chathistory`. */
  chatHistoryAttribute: string;
  /**
   * `searchContactOnAttribute` of Start Conversation on SMS. `home.phone` and `office.phone` also send the number as a phone of that type; all
   * others send it as a mobile one. Default `mobile.phone`.
   */
  smsSearchAttribute: string;
  /** The same on Messenger: `custom.<attribute>` or `social.<kind>Id`. Default `custom.facebookpsid`. */
  messengerSearchAttribute: string;
  /** Further values of `type.value`, compared without case, and their outcomes. Default: none beyond nodes spec 1.9. */
  eventWords: Record<string, EventOutcome>;
  /** Longest wait for the next event of a conversation, in milliseconds; then `onTimeout`. Default null: no limit. */
  eventWaitMs: number | null;
  /**
   * A flow that waits is told by the hook `onSilence` when no event of its conversation has come for this time, in milliseconds: 1000 or more;
   * null: never. It goes on waiting. Default 900000 (15 minutes).
   */
  silenceMs: number | null;
  /** Format of the bodies of v19 requests and of Agent Availability. v12 requests always use JSON. Default `json`. */
  wireFormat: 'json' | 'xml';
  /** Lets Get File Info and Get Attachment URL reach private addresses. Default false. */
  allowPrivateAddresses: boolean;
  /** Largest file that Get Attachment URL stores, in bytes. Default 26214400 (25 MiB). */
  maxFileBytes: number;
  /** Tenant identifier that Process ECE Event requires in `client`. Default null: no check. */
  tenant: string | null;
}

/** @throws {InvalidSettingsError} naming unknown options and values out of range. */
export function completeOptions(given: Partial<Options>): Options {
  return checkSettings('An option', optionsSchema, given);
}
