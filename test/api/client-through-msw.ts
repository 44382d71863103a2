import { createAuthorization, createNodes, openChatStore } from '../../client/index.ts';
import type { EceServer } from '../../simulator/http/ece-server.ts';
import { createSimulator } from '../../simulator/index.ts';
import { demo } from '../../simulator/testing/calls.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';

const baseUrl = 'https://ece.example.com';
const entryPointId = '1001';

/** Intercepts the calls of this process until it is closed, and refuses what no handler knows. */
export type Intercept = (simulator: EceServer, baseUrl: string) => Network | Promise<Network>;

interface Network {
  close(): void;
}

/** What the client and the callback server saw. */
export interface Passage {
  /** Outcomes of Get Entrypoint Configuration and Start Conversation. */
  readonly outcomes: readonly string[];
  /** Paths of the requests that reached the callback server. */
  readonly callbacks: readonly string[];
  /** Outcomes of the same nodes at the callback server, which no handler knows. */
  readonly elsewhere: readonly string[];
}

/** The client library calls an ECE that only MSW has, while the callbacks of that ECE go to a real server. */
export async function chatThroughMsw(intercept: Intercept): Promise<Passage> {
  await using receiver = await Receiver.open();
  await using simulator = createSimulator({ callbackUrl: `${receiver.url}/callback`, agents: 'silent', clock: 'manual' });
  const network = await intercept(simulator, baseUrl);
  try {
    const outcomes = await startChat(`${baseUrl}/system`);
    await receiver.until(1);
    const elsewhere = await startChat(receiver.url);
    return { outcomes, callbacks: receiver.received.map(({ path }) => path), elsewhere };
  } finally {
    network.close();
  }
}

/** The outcomes of two nodes; the second is not tried where the first fails. */
async function startChat(hostName: string): Promise<string[]> {
  const { key: clientId, secret: clientSecret } = demo;
  const authorization = createAuthorization({ authorizationName: 'demo', clientId, clientSecret, hostName });
  const chatStore = await openChatStore();
  try {
    const { entrypointConfiguration, startConversation } = createNodes({ authorization, chatStore, options: { retries: 0 } });
    const configuration = await entrypointConfiguration.getEntrypointConfiguration({ entryPointId });
    if (configuration.outcome !== 'onEntryPointConfigSuccess') return [configuration.outcome];
    const { lastModifiedDate } = configuration.outputs;
    const inputs = { entryPointId, lastModifiedDate, facebookPsid: 'psid-1' };
    for await (const { outcome } of startConversation.startConversationOnMessenger(inputs))
      return [configuration.outcome, outcome];
    return [configuration.outcome];
  } finally {
    await chatStore.close();
  }
}

/** What both versions of MSW must lead to: the request that no handler knows never leaves this process. */
export const expectedPassage: Passage = {
  outcomes: ['onEntryPointConfigSuccess', 'onStartConversationSuccess'],
  callbacks: ['/callback'],
  elsewhere: ['onError'],
};
