import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { ChatStoreSettings } from '../../client/index.ts';
import { createAuthorization, createCallbackReceiver, createNodes, openChatStore, requireOutcome } from '../../client/index.ts';

/**
 * A process of the customer's side: the callback receiver, the flow, or both. It writes what happens as lines of JSON. The flow starts a
 * conversation, or goes on with the one that is not over, as soon as it is free; it asks for the next event when it is sent a line.
 */
interface CustomerSide {
  roles: ('receiver' | 'flow')[];
  chatStore: ChatStoreSettings;
  goesOn: boolean;
  credentials: { clientId: string; clientSecret: string; hostName: string };
}

const { roles, chatStore: settings, goesOn, credentials } = JSON.parse(process.argv[2]!) as CustomerSide;
const chatStore = await openChatStore(settings);
function tell(what: object) {
  console.log(JSON.stringify(what));
}

if (roles.includes('receiver')) {
  const server = createServer(createCallbackReceiver({ chatStore }).router);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tell({ callbackUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback` });
}

if (roles.includes('flow')) {
  const nodes = createNodes({ authorization: createAuthorization({ authorizationName: 'demo', ...credentials }), chatStore });
  const entryPointId = 1001;
  const lastModified = async () => {
    const configuration = await nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId });
    return requireOutcome(configuration, 'onEntryPointConfigSuccess').lastModifiedDate;
  };
  const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
  const free = async (): Promise<string> => {
    for (;;) {
      const [conversationId] = await chatStore.inbox.ongoing();
      if (conversationId !== undefined) return conversationId;
      await setTimeout(100);
    }
  };
  const customer = { phoneNumber: '5550100', countryCode: '1' };
  const { startConversationOnSms } = nodes.startConversation;
  const conversation = goesOn
    ? startConversationOnSms.resume(await free())
    : startConversationOnSms({ entryPointId, lastModifiedDate: await lastModified(), ...customer });
  for await (const { outcome, outputs } of conversation) {
    tell({ outcome, ...outputs });
    await lines.next();
  }
  process.exit(0);
}
