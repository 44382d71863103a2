import { allMethods } from '../../client/index.ts';
import { json } from './answers.ts';
import type { GivenState, Interaction, Request, Use } from './interaction.ts';
import { state } from './interaction.ts';
import { examples, like, text } from './templates.ts';

/** The token call, which every method with credentials makes first (spec 3). */

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

const noToken = 'onauthorizationfail';

/** The outcome of each method when it gets no token, with the inputs of the method in these interactions. */
function withoutToken(interactions: readonly Interaction[]): readonly Use[] {
  const inputsOf = new Map(
    interactions.flatMap(({ uses }) => (uses === 'authorize' ? [] : uses.map(({ method, inputs }) => [method, inputs] as const))),
  );
  return allMethods()
    .filter(({ method }) => method.requests.includes('token'))
    .flatMap(({ path }) => {
      const inputs = inputsOf.get(path);
      const outcome = path === 'getFileInfo.getAttachmentUrl' ? 'createAttachmentInfoOnFailure' : noToken;
      return inputs === undefined ? [] : [{ method: path, inputs, outcome }];
    });
}

function token(when: string, states: readonly GivenState[]) {
  return {
    description: `a token ${when}`,
    operation: 'obtainToken' as const,
    states,
    request,
  };
}

const granted = {
  answer: json(200, {
    access_token: text(/[!-~]+/, examples.accessToken),
    expires_in: like(86_400),
    token_type: 'Bearer',
  }),
  uses: 'authorize' as const,
};

function refused(status: number, error: string, description: string) {
  return {
    answer: json(status, { error, error_description: like(description) }),
  };
}

const application = state('a client application');

/** @param interactions of the methods that need the token */
export function tokensFor(interactions: readonly Interaction[]): readonly Interaction[] {
  const uses = withoutToken(interactions);
  return [
    { ...token('for a client application', [application]), ...granted },
    { ...token('beyond the tenth', [state('a client application with ten sessions')]), ...granted },
    {
      ...token('with a secret that has changed', [state('a client application whose secret has changed')]),
      ...refused(401, 'invalid_client', 'Client authentication failed.'),
      uses,
    },
    {
      ...token('for an unknown client application', [state('no such client application')]),
      ...refused(401, 'invalid_client', 'Client authentication failed.'),
      uses,
    },
    {
      ...token('while ECE fails inside', [application, state('an internal error', { operation: 'obtainToken' })]),
      ...refused(500, 'server_error', 'System is unable to process this request. Please contact your administrator.'),
      uses: [
        ...uses.map((use) => ({ ...use, outcome: use.outcome === noToken ? 'onError' : use.outcome })),
        ...uses.map((use) => ({ ...use, options: { tokenServerError: noToken } as const })),
      ],
    },
  ];
}
