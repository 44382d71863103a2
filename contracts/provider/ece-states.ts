import { randomUUID } from 'node:crypto';
import type { StateName, StateParameters, StateReturns } from '../states.ts';
import { basicCredentials } from './ece-client.ts';
import type { Need } from './ece-needs.ts';
import type { EceSituation } from './ece-situation.ts';

/** How a client brings a state of a real ECE about by itself, or what a person would have to do for it. */
export type EceState<Name extends StateName = StateName> =
  | {
      readonly needs: readonly Need[];
      readonly enter: (ece: EceSituation, parameters: StateParameters<Name>) => Promise<StateReturns<Name>>;
    }
  | { readonly person: string };

const sessionsOfApplication = 10;
const sessionsOfUser = 5;
const longAgo = '2001-01-01T00:00:00.000Z';
const fileName = 'offer.pdf';

/** A file that ECE does not know, in a conversation of one's own or in none. */
export function makeUpFile(conversationId: string): StateReturns<"an agent's file"> {
  const contentPath = `/system/ws/v19/clientapplications/messaging/attachment/999999/${fileName}`;
  return { conversationId, attachmentId: '999999', fileName, contentPath, contentUrl: `http://ece.invalid${contentPath}` };
}

function nobody() {
  const credentials = { clientId: `no-such-client-${randomUUID()}`, clientSecret: 'no-such-secret' };
  return { ...credentials, basicCredentials: basicCredentials(credentials) };
}

const application: readonly Need[] = ['credentials'];
const user: readonly Need[] = ['user'];
const chat: readonly Need[] = ['credentials', 'ready'];
const customer: readonly Need[] = ['credentials', 'ready', 'user'];

function onEntryPoint(situation: Exclude<Need, 'credentials' | 'user'>) {
  return {
    needs: ['credentials', situation] as const,
    enter: (ece: EceSituation) => ece.entryPoint(situation),
  };
}

export const eceStates: { readonly [Name in StateName]: EceState<Name> } = {
  'a client application': { needs: application, enter: (ece) => Promise.resolve(ece.client) },
  'a client application whose secret has changed': {
    needs: application,
    enter: ({ client: { clientId, clientSecret } }) => {
      const changed = { clientId, clientSecret: `not ${clientSecret}` };
      return Promise.resolve({ ...changed, basicCredentials: basicCredentials(changed) });
    },
  },
  'no such client application': { needs: [], enter: () => Promise.resolve(nobody()) },
  'a client application with ten sessions': {
    needs: application,
    enter: async (ece) => {
      for (let made = 0; made < sessionsOfApplication; made++) await ece.token();
      return ece.client;
    },
  },
  'a client application that gave one of ten tokens back': {
    needs: application,
    enter: async (ece) => {
      for (let made = 1; made < sessionsOfApplication; made++) await ece.token();
      await ece.calls.revoke(await ece.token());
      return ece.client;
    },
  },
  'an access token': { needs: application, enter: async (ece) => ({ accessToken: await ece.token() }) },
  // ECE has no session for a token that has expired, as for one that never existed.
  'an expired access token': { needs: [], enter: () => Promise.resolve({ accessToken: randomUUID() }) },
  'a revoked access token': {
    needs: application,
    enter: async (ece) => {
      const accessToken = await ece.token();
      await ece.calls.revoke(accessToken);
      return { accessToken };
    },
  },
  "a user's session as access token": { needs: user, enter: async (ece) => ({ accessToken: await ece.session() }) },
  'an access token of an application that is not of type Chat': {
    person: 'an administrator registers a client application of another type than Chat',
  },

  'an entry point with agents ready': onEntryPoint('ready'),
  'an entry point that blocks attachments': onEntryPoint('block-all'),
  'an entry point with a list of attachments': onEntryPoint('allow-list'),
  'an entry point that requires an agent and has none': onEntryPoint('no-agent'),
  'an entry point that requires no agent and has none': onEntryPoint('not-required'),
  'an entry point whose agents are at full load': onEntryPoint('full'),
  'an entry point with chats in its queue': onEntryPoint('waiting'),
  'an entry point whose queue is at its maximum': onEntryPoint('at-maximum'),
  'an entry point that is open': { person: 'an administrator gives an entry point opening hours that are open now' },
  'an entry point that is closed': { person: 'an administrator gives an entry point opening hours that are closed now' },
  'an inactive entry point': onEntryPoint('inactive'),
  'an entry point that was changed since': {
    needs: chat,
    enter: async (ece) => ({ ...(await ece.entryPoint('ready')), lastModifiedDate: longAgo }),
  },
  'an entry point of another application': onEntryPoint('foreign'),
  'no such entry point': { needs: [], enter: () => Promise.resolve({ entryPointId: '999999' }) },
  'the callback URL is deactivated': { person: 'nobody answers at the callback URL until ECE deactivates it' },
  'the assignment service is not running': { person: 'an administrator stops the assignment service' },

  'an ongoing conversation': { needs: chat, enter: async (ece) => ({ conversationId: await ece.conversation('ready') }) },
  'a queued conversation': {
    needs: ['credentials', 'full'],
    enter: async (ece) => ({ conversationId: await ece.conversation('full') }),
  },
  'a conversation that has ended': {
    needs: chat,
    enter: async (ece) => {
      const conversationId = await ece.conversation('ready');
      await ece.endConversations();
      return { conversationId };
    },
  },
  'no such conversation': { needs: [], enter: () => Promise.resolve({ conversationId: randomUUID() }) },
  'a conversation of another application': { person: 'another client application starts a conversation' },
  'a conversation that takes no attachments': {
    needs: ['credentials', 'block-all'],
    enter: async (ece) => ({ conversationId: await ece.conversation('block-all') }),
  },
  'a conversation that takes listed attachments': {
    needs: ['credentials', 'allow-list'],
    enter: async (ece) => ({ conversationId: await ece.conversation('allow-list') }),
  },
  "an agent's file": { person: 'an agent takes the chat and sends offer.pdf' },
  "an agent's file that was accepted": { person: 'an agent sends offer.pdf, and the customer accepts it' },
  "an agent's file that was rejected": { person: 'an agent sends offer.pdf, and the customer rejects it' },
  "an agent's file for another application": { person: 'an agent sends offer.pdf in a chat of another client application' },
  'no such file': { needs: chat, enter: async (ece) => makeUpFile(await ece.conversation('ready')) },

  'a user': { needs: user, enter: (ece) => Promise.resolve(ece.user) },
  'a user whose password has changed': {
    needs: user,
    enter: ({ user: { userName, password } }) => Promise.resolve({ userName, password: `not ${password}` }),
  },
  'no such user': {
    needs: [],
    enter: () => Promise.resolve({ userName: `nobody-${randomUUID()}`, password: 'no-such-password' }),
  },
  'a user with five sessions': {
    needs: user,
    enter: async (ece) => {
      for (let made = 0; made < sessionsOfUser; made++) await ece.session();
      return ece.user;
    },
  },
  'a user session': { needs: user, enter: async (ece) => ({ session: await ece.session() }) },
  'a user session that has ended': {
    needs: user,
    enter: async (ece) => {
      const session = await ece.session();
      await ece.calls.logOut(session);
      return { session };
    },
  },
  'a session of a user without permission': { person: 'an administrator makes a user who may not view the agent console' },

  'a customer with a phone number': {
    needs: customer,
    enter: async (ece, { phoneNumber }) => {
      const contact = [{ firstName: 'Ann', lastName: 'Lee', phone: [{ type: { value: 'mobile' }, phoneNo: phoneNumber }] }];
      const found = await ece.customer('phone', phoneNumber, 'mobile.phone', { contacts: { contact } });
      return { ...found, contactPointId: found.contactPointId ?? '' };
    },
  },
  'a customer with a custom attribute': {
    needs: customer,
    enter: (ece, { attribute, value }) => {
      const customAttribute = [{ attribName: attribute, attribValues: { attribValue: [{ value }] } }];
      const contact = [{ firstName: 'Ann', lastName: 'Lee' }];
      const wanted = { contacts: { contact }, customAttributes: { customAttribute } };
      return ece.customer(`custom.${attribute}`, value, `custom.${attribute}`, wanted);
    },
  },
  'two customers with the phone number': { person: 'an agent makes two customers with that phone number' },
  'a customer who was created': {
    needs: user,
    enter: async (ece, { email, body }) => {
      const session = await ece.session();
      const found = await ece.calls.search(session, 'email', email);
      return { customerId: found?.customerId ?? (await ece.calls.createCustomer(session, body)) };
    },
  },
  'no customer with the phone number': {
    needs: user,
    enter: async (ece, { phoneNumber }) => {
      const found = await ece.calls.search(await ece.session(), 'phone', phoneNumber);
      if (found !== undefined) throw new Error(`a customer has the number ${phoneNumber}`);
      return {};
    },
  },
  'no such customer': { needs: [], enter: () => Promise.resolve({ customerId: '999999999', contactPersonId: '999999999' }) },
  'an internal error': { person: 'something breaks inside ECE' },
  'a gateway in front of ECE that fails': { person: 'ECE is stopped behind its gateway' },
  'a conflicting change': { person: 'somebody else changes the same thing at the same moment, if ECE notices that at all' },
};

/** States because of which ECE refuses a call before it looks at the file that the call names. */
export const refusedBeforeTheFile: ReadonlySet<string> = new Set<StateName>([
  'no such conversation',
  'a conversation that has ended',
  'an expired access token',
  'a revoked access token',
  "a user's session as access token",
]);
