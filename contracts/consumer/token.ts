import { allMethods } from '../../client/index.ts';
import { json } from './answers.ts';
import { attachment } from './attachment.ts';
import { configuration } from './configuration.ts';
import { customerEdit } from './customer-edit.ts';
import { customerSearch } from './customer-search.ts';
import { endConversation } from './end-conversation.ts';
import { state, type Answer, type GivenState, type Interaction, type Request, type Use } from './interaction.ts';
import { sendMessage } from './send-message.ts';
import { startConversation } from './start-conversation.ts';
import { examples, like, text } from './templates.ts';
import { userLogin } from './user-login.ts';

/** The token call, which every method with credentials makes first (ece-v19 section 3). */

const request: Request = {
  method: 'POST',
  path: '/system/ws/v19/clientapplications/authentication/oauth2/token',
  query: { forceLogin: 'yes' },
  headers: {
    Accept: 'application/json',
    'Content-Type': 'application/x-www-form-urlencoded',
    Authorization: 'Basic {basicCredentials}',
  },
  body: { form: 'grant_type=client_credentials' },
};

const inputsOf = new Map(
  [
    ...configuration,
    ...startConversation,
    ...sendMessage,
    ...endConversation,
    ...attachment,
    ...userLogin,
    ...customerSearch,
    ...customerEdit,
  ].flatMap(({ uses }) => (uses === 'authorize' ? [] : uses.map(({ method, inputs }) => [method, inputs] as const))),
);

/** What every method that asks for a token makes of none. */
const withoutToken: readonly Use[] = allMethods()
  .filter(({ method }) => method.calls.includes('token'))
  .map(({ path }) => ({
    method: path,
    inputs: inputsOf.get(path)!,
    outcome: path === 'getFileInfo.getAttachmentUrl' ? 'createAttachmentInfoOnFailure' : 'onauthorizationfail',
  }));

const token = (when: string, states: readonly GivenState[]) => ({
  description: `a token ${when}`,
  operation: 'obtainToken' as const,
  states,
  request,
});

const granted = {
  answer: json(200, {
    access_token: text(/[!-~]+/, examples.accessToken),
    expires_in: like(86_400),
    token_type: 'Bearer',
  }),
  uses: 'authorize' as const,
};

const refused = (status: number, error: string, description: string): { answer: Answer; uses: readonly Use[] } => ({
  answer: json(status, { error, error_description: like(description) }),
  uses: withoutToken,
});

const application = state('a client application');

export const tokens: readonly Interaction[] = [
  { ...token('for a client application', [application]), ...granted },
  { ...token('beyond the tenth', [state('a client application with ten sessions')]), ...granted },
  {
    ...token('with a secret that has changed', [state('a client application whose secret has changed')]),
    ...refused(401, 'invalid_client', 'Client authentication failed.'),
  },
  {
    ...token('for an unknown client application', [state('no such client application')]),
    ...refused(401, 'invalid_client', 'Client authentication failed.'),
  },
  {
    ...token('while ECE fails inside', [application, state('an internal error', { operation: 'obtainToken' })]),
    ...refused(500, 'server_error', 'Internal server error.'),
  },
];
