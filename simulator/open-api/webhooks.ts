import * as z from 'zod';

const text = z.string();

const agent = z.looseObject({
  id: text.optional(),
  firstName: text.optional(),
  lastName: text.optional(),
  screenName: text.optional(),
});

const message = z.looseObject({
  conversation: z.strictObject({ id: z.uuid() }),
  type: z.looseObject({ value: text }),
  content: text.optional(),
  attachments: z.strictObject({ attachment: z.array(z.looseObject({ fileName: text, contentUrl: text })) }).optional(),
  sender: z.union([z.strictObject({ type: z.literal('system') }), z.strictObject({ type: z.literal('user'), user: agent })]),
  timeStamp: z.int().describe('epoch milliseconds'),
  id: text,
});

/** What ECE sends to the callback URL of a client application: spec 9.3. */
export const callbackSchema = z.strictObject({ message: z.array(message).min(1).max(1000) });

export const callbackExample = {
  message: [
    {
      conversation: { id: '645ac530-7520-4daa-b95c-8e8cad6fcda7' },
      type: { value: 'text/plain' },
      content: 'Hello, how can I help you?',
      sender: { type: 'user', user: { id: '1005', firstName: 'Sara', lastName: 'Jones', screenName: 'Sara' } },
      timeStamp: 1_768_469_400_000,
      id: '3118908847',
    },
  ],
};
