/**
 * A flow in a process of its own, as a test needs one: a customer on SMS writes a line (standard input), the flow does what a Webex Connect
 * flow does, and what the customer reads stands on standard output.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { createAuthorization, createCallbackReceiver, createNodes, openChatStore } from '../../client/index.ts';

const { ECE_URL: hostName = '', ENTRY_POINT: entryPointId = '1001' } = process.env;
const credentials = { clientId: 'demo-client', clientSecret: 'demo-secret', hostName };
const chatStore = await openChatStore();
const nodes = createNodes({ authorization: createAuthorization({ authorizationName: 'own', ...credentials }), chatStore });
const receiver = createCallbackReceiver({ chatStore });
const server = createServer((request, response) => receiver.router(request, response));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`);

let conversationId: string | undefined;

async function begin(): Promise<void> {
  const { outcome } = await nodes.agentAvailability.getAgentAvailability({ entryPointId });
  if (outcome !== 'AgentAvailable') {
    console.log('Nobody is there.');
    return;
  }
  const { outputs } = await nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId });
  const lastModifiedDate = String((outputs as { lastModifiedDate?: string }).lastModifiedDate);
  const phone = { phoneNumber: '7700900123', countryCode: '44' };
  void nodes.startConversation.startConversationOnSms(
    { entryPointId, lastModifiedDate, ...phone },
    {
      on: {
        onStartConversationSuccess: (started) => {
          conversationId = started.conversationId;
          console.log('Please wait.');
        },
        Message: ({ content }) => console.log(content),
        Complete: () => {
          console.log('Bye.');
          server.close();
          server.closeAllConnections();
        },
      },
    },
  );
}

for await (const line of createInterface(process.stdin)) {
  if (conversationId === undefined) await begin();
  else await nodes.sendMessage.sendPlainTextMessage({ conversationId, message: line });
}
