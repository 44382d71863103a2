import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder for pacts of a test. */
export class PactFolder implements AsyncDisposable {
  readonly path: string;

  private constructor(place: string) {
    this.path = place;
  }

  static async open(): Promise<PactFolder> {
    return new PactFolder(await mkdtemp(path.join(tmpdir(), 'ece-pacts-')));
  }

  /** Writes a pact of these interactions and returns its path. */
  async write(interactions: readonly object[], { name = 'shop.json', provider = 'ece-v19' } = {}): Promise<string> {
    const metadata = { pactSpecification: { version: '4.0' } };
    return this.writeText(
      JSON.stringify({ consumer: { name: 'shop' }, provider: { name: provider }, interactions, metadata }),
      name,
    );
  }

  async writeText(text: string, name = 'shop.json'): Promise<string> {
    const file = path.join(this.path, name);
    await writeFile(file, text);
    return file;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.path, { recursive: true });
  }
}

function json(content: unknown) {
  return { content, contentType: 'application/json', encoded: false };
}

interface Parts {
  states?: readonly (string | { name: string; params: object })[];
  request?: object;
  response?: object;
}

function given(states: Parts['states'] = []) {
  return {
    providerStates: states.map((state) => (typeof state === 'string' ? { name: state } : state)),
  };
}

/** Whether an agent is available: a call that needs no state. */
export function availability({ states, request, response }: Parts = {}, available: unknown = true) {
  return {
    type: 'Synchronous/HTTP',
    description: 'somebody asks for an agent',
    ...given(states),
    request: {
      method: 'GET',
      path: '/egain/chat/entrypoint/agentAvailability/1001',
      headers: { Accept: ['application/json'] },
      ...request,
    },
    response: { status: 200, body: json({ available }), ...response },
  };
}

/** A token call with a form, whose credentials stand in the pact. */
export function tokenCall({ states = ['a client application'], request, response }: Parts = {}) {
  return {
    type: 'Synchronous/HTTP',
    description: 'a token is obtained',
    ...given(states),
    request: {
      method: 'POST',
      path: '/system/ws/v19/clientapplications/authentication/oauth2/token',
      headers: {
        Authorization: [`Basic ${btoa('demo-client:demo-secret')}`],
        'Content-Type': ['application/x-www-form-urlencoded'],
      },
      body: { content: 'grant_type=client_credentials', contentType: 'application/x-www-form-urlencoded', encoded: false },
      ...request,
    },
    response: {
      status: 200,
      body: json({ access_token: 'any', expires_in: 86400, token_type: 'Bearer' }),
      matchingRules: { body: { '$.access_token': { combine: 'AND', matchers: [{ match: 'type' }] } } },
      ...response,
    },
  };
}

/** A message to a conversation, with a token that was valid when the pact was written. */
export function sendCall({ states = ['an access token', 'an ongoing conversation'], response }: Parts = {}) {
  return {
    type: 'Synchronous/HTTP',
    description: 'the customer writes',
    ...given(states),
    request: {
      method: 'POST',
      path: '/system/ws/v19/clientapplications/messaging/sendmessage',
      headers: {
        Authorization: ['Bearer 5a0f0bc4-dc21-44c8-a50b-b12bad7ae41e'],
        Accept: ['application/json'],
        'Content-Type': ['application/json'],
      },
      body: json({ conversation: { id: 'any' }, type: { value: 'text/plain' }, content: 'Grüße 1.0' }),
      generators: {
        body: { '$.conversation.id': { type: 'ProviderState', expression: '${conversationId}', dataType: 'STRING' } },
      },
    },
    response: { status: 204, ...response },
  };
}

/** A callback. */
export function message(description = 'the agent ends the conversation', type: unknown = 'complete') {
  return {
    type: 'Asynchronous/Messages',
    description,
    ...given(),
    contents: json({ message: [{ type: { value: type } }] }),
    metadata: { contentType: 'application/json' },
  };
}
