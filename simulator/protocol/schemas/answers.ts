import * as z from 'zod';
import { once } from '../once.ts';

const digits = once(() => z.string().regex(/^\d+$/).describe('a string of digits'));

/** Spec 3: key order and types as observed. */
export const token = once(() =>
  z.strictObject({
    access_token: z.uuid().describe('lower-case UUID'),
    expires_in: z.int().positive().describe('seconds'),
    token_type: z.literal('Bearer'),
  }),
);

/** Spec 5: an array at top level, a numeric id, a date to be sent back verbatim. */
export const configuration = once(() =>
  z.strictObject({
    entryPointConfiguration: z.array(
      z.strictObject({
        entryPoint: z.strictObject({ id: z.int() }),
        lastModified: z.strictObject({ date: z.string().describe('opaque to clients') }),
        attachmentPolicies: z.strictObject({
          restrictionType: z.strictObject({ value: z.string() }),
          fileExtensions: z.string().optional().describe('lower case, without dot, with a comma between them'),
          chatPolicy: z.strictObject({ isEnabled: z.boolean(), attachmentSize: z.int().describe('bytes') }).optional(),
        }),
      }),
    ),
  }),
);

/** Spec 6.4: the conversation id is the last key. */
export const started = once(() => z.strictObject({ activity: z.strictObject({ id: digits() }), id: z.uuid() }));

export const agentAvailability = once(() =>
  z.strictObject({
    available: z.boolean(),
    businesscalendar: z
      .strictObject({ state: z.string(), openingTime: z.string().optional(), closingTime: z.string().optional() })
      .optional()
      .describe('with businessCalendar=true, where the entry point has opening hours'),
  }),
);
export const capacity = once(() => z.strictObject({ count: z.int().nonnegative() }));
export const liveSessionStatus = once(() =>
  z.strictObject({
    waitTime: z.number().nonnegative().describe('seconds'),
    queueDepth: z.int().nonnegative().describe('chats waiting for assignment'),
  }),
);
/** 0 the queue can take chats, 1 no agent available, 2 maximum queue depth reached: spec 11.4. */
export const eligibility = once(() => z.strictObject({ responseType: z.literal([0, 1, 2]) }));
export const chatAllowed = once(() =>
  z.strictObject({
    allowed: z.boolean(),
    reason: z.string().optional().describe('only when no chat is allowed'),
  }),
);

const customAttributes = once(() =>
  z.strictObject({
    customAttribute: z.array(
      z.strictObject({
        attribName: z.string(),
        attribValues: z.strictObject({ attribValue: z.array(z.strictObject({ value: z.string() })) }),
      }),
    ),
  }),
);

/** Spec 12.3. */
export const customers = once(() =>
  z.strictObject({
    link: z.strictObject({ rel: z.literal('self'), href: z.string() }),
    paginationInfo: z.record(z.string(), z.int()),
    customer: z.array(
      z.looseObject({
        id: digits(),
        lastModified: z.strictObject({ date: z.iso.datetime() }),
        customerName: z.string(),
        type: z.strictObject({ value: z.string() }),
        department: z.strictObject({ id: digits(), name: z.string() }),
        contactPersons: z.strictObject({ contactPerson: z.array(z.looseObject({ id: digits() })) }).optional(),
        customAttributes: customAttributes().optional(),
      }),
    ),
  }),
);

/** The body of every refusal but those of token, login and logout: spec 2.4. */
export const error = once(() =>
  z.strictObject({
    code: z.string().regex(/^\d{3}-\d{3,4}$/),
    developerMessage: z.string(),
    details: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional(),
    userMessage: z.string().optional(),
  }),
);
