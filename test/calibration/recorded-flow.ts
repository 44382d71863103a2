import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuthorization, createCallbackReceiver, createNodes, openChatStore, requireOutcome } from '../../client/index.ts';
import { Proxy } from '../../calibration/proxy/proxy.ts';
import type { Exchange, Recording } from '../../calibration/recording/exchange.ts';
import { Masker } from '../../calibration/recording/masker.ts';
import { startSimulator } from '../../simulator/index.ts';

export const planted = {
  phoneNumber: '4917112345678',
  subject: 'Kontoauszug von Wilhelmina',
  text: 'My account number is 44112233',
  agentText: 'Dear Wilhelmina, your balance is 7 EUR',
  secret: 'demo-secret',
};

/**
 * A flow with the real client library at a simulator, recorded by a proxy between them: availability, configuration, start, message, an
 * agent who answers and completes, and calls that are refused.
 * @param settings of the ECE
 */
export async function recordFlow(settings: Readonly<Record<string, unknown>> = {}): Promise<Recording> {
  const chatStore = await openChatStore();
  const client = createServer(createCallbackReceiver({ chatStore }).router);
  await new Promise<void>((resolve) => client.listen(0, '127.0.0.1', resolve));
  const ece = await startSimulator({ port: 0, agents: 'manual', settings });
  const exchanges: Exchange[] = [];
  const proxy = await Proxy.open({
    url: ece.url,
    port: 0,
    callbackForward: `http://127.0.0.1:${(client.address() as AddressInfo).port}/callback`,
    onExchange: (exchange) => exchanges.push(exchange),
  });
  try {
    ece.applications.setCallbackUrl('demo', proxy.callbackUrl);
    const nodes = createNodes({
      authorization: createAuthorization({
        authorizationName: 'demo',
        clientId: 'demo-client',
        clientSecret: planted.secret,
        hostName: `${proxy.url}/system`,
      }),
      chatStore,
      options: { retries: 0 },
    });
    const entryPointId = 1001;
    await nodes.agentAvailability.getAgentCapacity({ entryPointId });
    await nodes.agentAvailability.getQueueDepthAndWaitTime({ entryPointId: 1002 });
    const configured = await nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId });
    await nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: 9999 });
    const { lastModifiedDate } = requireOutcome(configured, 'onEntryPointConfigSuccess');
    const conversation = nodes.startConversation.startConversationOnSms({
      entryPointId,
      lastModifiedDate,
      phoneNumber: planted.phoneNumber,
      countryCode: '49',
      subject: planted.subject,
    });
    const started = await conversation.next();
    const { conversationId } = (started.value as { outputs: { conversationId: string } }).outputs;
    ece.conversations.take(conversationId, 'Ada');
    await nodes.sendMessage.sendPlainTextMessage({ conversationId, message: planted.text });
    ece.conversations.say(conversationId, planted.agentText);
    ece.conversations.complete(conversationId);
    for await (const { outcome } of conversation) if (outcome === 'Complete') break;
    await nodes.sendMessage.sendPlainTextMessage({ conversationId, message: planted.text });
  } finally {
    await proxy.close();
    await ece.close();
    client.close();
    client.closeAllConnections();
    await chatStore.close();
  }
  return new Masker().maskAll({
    head: {
      kind: 'recording',
      version: 1,
      madeBy: 'a test',
      startedAt: exchanges[0]!.startedAt,
      contextRoot: '/system',
      receivesCallbacks: true,
    },
    lines: exchanges,
  });
}
