import * as z from 'zod';
import type { OperationId } from '../simulator/protocol/operations.ts';
import { operations } from '../simulator/protocol/operations.ts';

/**
 * The values that a state gives to the interaction, for `fromProviderState`. Ids, tokens and dates are made by the provider, so a pact holds only examples of them.
 */
export const stateValues = {
  clientId: 'client key',
  clientSecret: 'client secret',
  basicCredentials: 'base64 of client key, colon, client secret: what follows `Basic `',
  accessToken: 'what follows `Bearer `',
  entryPointId: 'digits',
  lastModifiedDate: "date of the entry point's last change, as the configuration tells it",
  conversationId: 'UUID',
  attachmentId: 'digits',
  fileName: "name of the agent's file",
  contentUrl: 'where ECE serves the file',
  contentPath: "path of the file's content URL, percent-encoded, with `/system`",
  userName: 'name of an ECE user',
  password: 'the password of that user',
  session: 'value of the header X-egain-session',
  customerId: 'digits',
  contactPersonId: 'digits',
  contactPointId: 'digits: the contact point that holds the phone number',
} as const;

export type StateValue = keyof typeof stateValues;

/** A situation of the provider before a request: documented here, brought about by the handlers in `provider/`. */
export interface ProviderState {
  /** What holds then, in a sentence. */
  readonly about: string;
  readonly parameters: z.ZodObject;
  /** What it returns. Of two states of an interaction that return the same value, the later one counts. */
  readonly returns: readonly StateValue[];
}

const none = z.strictObject({});
const text = z.string().min(1);
const operation = z.enum(Object.keys(operations) as [OperationId, ...OperationId[]]);

function state<const Returns extends readonly StateValue[], Parameters extends z.ZodObject = typeof none>(
  about: string,
  returns: Returns,
  parameters: Parameters = none as unknown as Parameters,
) {
  return { about, returns, parameters };
}

const entryPoint = ['entryPointId', 'lastModifiedDate'] as const;
const agentFile = ['conversationId', 'attachmentId', 'fileName', 'contentUrl', 'contentPath'] as const;
const application = ['clientId', 'clientSecret', 'basicCredentials'] as const;
const customer = ['customerId', 'contactPersonId'] as const;

/** "The client application" is the one of `a client application`: tokens are its tokens, entry points are bound to it, unless the state says otherwise. */
export const states = {
  'a client application': state('A client application of type Chat has these credentials.', application),
  'a client application whose secret has changed': state('The credentials hold the secret that was valid before.', application),
  'no such client application': state('No client application has the key.', application),
  'a client application with ten sessions': state('As many access tokens as an application may have are valid.', application),
  'a client application that gave one of ten tokens back': state('Nine of its access tokens are valid.', application),

  'an access token': state('The access token is valid.', ['accessToken']),
  'an expired access token': state('The life of the access token is over.', ['accessToken']),
  'a revoked access token': state('The access token was revoked.', ['accessToken']),
  "a user's session as access token": state('The access token is the session of an ECE user, not of a client application.', [
    'accessToken',
  ]),
  'an access token of an application that is not of type Chat': state(
    'The access token belongs to a client application of another type; the entry point is bound to it.',
    ['accessToken', ...entryPoint],
  ),

  'an entry point with agents ready': state(
    'The entry point is active, takes any attachment, and agents with free slots are logged in.',
    entryPoint,
  ),
  'an entry point that blocks attachments': state('Its attachment policy is block_all; agents are ready.', entryPoint),
  'an entry point with a list of attachments': state(
    'Its attachment policy is allow_list with the extension pdf and at most 1000000 bytes; agents are ready.',
    entryPoint,
  ),
  'an entry point that requires an agent and has none': state('No agent with its skill is logged in.', entryPoint),
  'an entry point that requires no agent and has none': state(
    'No agent with its skill is logged in, and chats may be started all the same.',
    entryPoint,
  ),
  'an entry point whose agents are at full load': state('Agents are logged in, and none has a free slot.', entryPoint),
  'an entry point with chats in its queue': state('At least two chats wait for an agent.', entryPoint),
  'an entry point whose queue is at its maximum': state(
    'As many chats wait as its maximum queue depth allows; agents are logged in.',
    entryPoint,
  ),
  'an entry point that is open': state(
    'Agents are ready. It opens on Mondays and Wednesdays from 9:00 to 17:00 at UTC+1, and it is Wednesday, 11:00 there.',
    ['entryPointId'],
  ),
  'an entry point that is closed': state(
    'Agents are ready. It opens on Mondays and Wednesdays from 9:00 to 17:00 at UTC-5, and it is Wednesday, 18:00 there.',
    ['entryPointId'],
  ),
  'an inactive entry point': state('The entry point exists and is not active.', entryPoint),
  'an entry point that was changed since': state(
    'The date returned is the one before an administrator changed the entry point.',
    entryPoint,
  ),
  'an entry point of another application': state('The entry point is not bound to the client application.', entryPoint),
  'no such entry point': state('No entry point has the id.', ['entryPointId']),
  'the callback URL is deactivated': state('ECE has deactivated the callback URL of the client application.', []),
  'the assignment service is not running': state('The assignment service of the partition has been stopped.', []),

  'an ongoing conversation': state('An agent has the chat, on an entry point that takes any attachment.', ['conversationId']),
  'a queued conversation': state('The chat waits for an agent.', ['conversationId']),
  'a conversation that has ended': state('The client application started it, and it is over.', ['conversationId']),
  'no such conversation': state('No conversation has the id.', ['conversationId']),
  'a conversation of another application': state('It is ongoing, and another client application started it.', ['conversationId']),
  'a conversation that takes no attachments': state('An agent has the chat, and the attachment policy is block_all.', [
    'conversationId',
  ]),
  'a conversation that takes listed attachments': state(
    'An agent has the chat, and the attachment policy is allow_list with the extension pdf and at most 1000000 bytes.',
    ['conversationId'],
  ),

  "an agent's file": state('The agent of an ongoing conversation has sent offer.pdf; nobody has decided about it.', agentFile),
  "an agent's file that was accepted": state('As before, and the customer has accepted it.', agentFile),
  "an agent's file that was rejected": state('As before, and the customer has rejected it.', agentFile),
  "an agent's file for another application": state(
    'The file was sent in a conversation of another client application.',
    agentFile,
  ),
  'no such file': state('The conversation is ongoing, and no file has the id.', agentFile),

  'a user': state('An ECE user who may view the agent console, without a session.', ['userName', 'password']),
  'a user whose password has changed': state('The password returned is the one that was valid before.', ['userName', 'password']),
  'no such user': state('No user has the name.', ['userName', 'password']),
  'a user with five sessions': state('As many sessions as a user may have are valid.', ['userName', 'password']),
  'a user session': state('The session of a user who may view the agent console is valid.', ['session']),
  'a user session that has ended': state('The user has logged out.', ['session']),
  'a session of a user without permission': state('The session is valid; the user may not view the agent console.', ['session']),

  'a customer with a phone number': state(
    'The one customer with the phone number, which stands in a contact point of the contact person.',
    [...customer, 'contactPointId'],
    z.strictObject({ phoneNumber: text.describe('as the contact point holds it, without country code') }),
  ),
  'a customer with a custom attribute': state(
    'The one customer whose custom attribute has the value.',
    customer,
    z.strictObject({ attribute: text.describe('name of a custom attribute of the customer object'), value: text }),
  ),
  'two customers with the phone number': state(
    'Two customers, and no other, have the phone number in a contact point of their contact person.',
    [],
    z.strictObject({ phoneNumber: text.describe('as the contact points hold it, without country code') }),
  ),
  'a customer who was created': state(
    'The one customer with the e-mail address, made by the call that creates customers.',
    ['customerId'],
    z.strictObject({ email: text, body: text.describe('of that call, in JSON or XML, with the e-mail address') }),
  ),
  'no customer with the phone number': state('No contact point holds it.', [], z.strictObject({ phoneNumber: text })),
  'no such customer': state('No customer has the id.', customer),

  'an internal error': state(
    'The next calls of the operation fail inside ECE.',
    [],
    z.strictObject({ operation: operation.describe('as the simulator names its calls') }),
  ),
  'a gateway in front of ECE that fails': state(
    'The next calls of the operation do not reach ECE: the gateway answers them itself, without a body.',
    [],
    z.strictObject({ operation, status: z.enum(['502', '503', '504']) }),
  ),
  'a conflicting change': state(
    'The next calls of the operation find that somebody else has changed what they refer to. ECE is not expected to do so by itself.',
    [],
    z.strictObject({ operation: operation.extract(['sendMessage', 'editCustomer']) }),
  ),
} as const satisfies Record<string, ProviderState>;

export type StateName = keyof typeof states;

/** What a pact gives to a state. */
export type StateParameters<Name extends StateName> = z.output<(typeof states)[Name]['parameters']>;

/** What a state must return. */
export type StateReturns<Name extends StateName> = Record<(typeof states)[Name]['returns'][number], string>;
