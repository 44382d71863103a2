import type { MessageFormat, MessageName } from '../messages.ts';
import type { ReceivedCallback } from './callback-listener.ts';
import { CallbackListener } from './callback-listener.ts';
import type { Scene } from './scene.ts';
import { entryPoints } from './scene.ts';

/** A scene whose client application has a webhook server. */
interface CallbackScene {
  readonly scene: Scene;
  /** From now on the application's callbacks go to the webhook server. */
  readonly listen: () => Promise<void>;
  /** A place of the webhook server from which ECE can read a customer's file. */
  readonly fileUrl: string;
}

type Act = (scene: CallbackScene) => Promise<unknown>;

/** How each documented message is brought about: something happens in the contact centre, and its callback leaves. */
export const messageMakers: Readonly<Record<MessageName, Act>> = {
  'an agent joins': async ({ scene, listen }) => {
    await listen();
    await scene.conversation(entryPoints.agentsReady);
  },
  'the agent writes text': agentActs('messages', { text: 'Hello, how can I help?' }),
  'the agent writes HTML': agentActs('messages', { html: '<b>Hello</b>, how can I help?' }),
  'the agent starts typing': agentActs('typing', { typing: true }),
  'the agent stops typing': agentActs('typing', { typing: false }),
  'the agent pushes a page': agentActs('pages', { url: 'https://www.example.com/help' }),
  'the chat goes to another agent': agentActs('transfer', { agent: 'Ben' }),
  'the chat goes back to a queue': agentActs('transfer', {}),
  'the agent sends a file': agentActs('files', {
    fileName: 'offer.pdf',
    contentType: 'application/pdf',
    content: Buffer.from('%PDF-1.7 an offer').toString('base64'),
  }),
  "the agent accepts the customer's file": decidesAboutFile('accept'),
  "the agent rejects the customer's file": decidesAboutFile('reject'),
  'the agent ends the conversation': agentActs('complete'),
  'the client ends the conversation': async ({ scene, listen }) => {
    const conversation = await scene.conversation(entryPoints.agentsReady);
    await listen();
    await scene.ece.end(await scene.token(), conversation);
  },
  'several messages at once': async ({ scene, listen }) => {
    await listen();
    // What is behind a delayed message waits with it.
    await scene.control.ask('POST', '/faults', { match: { callback: 'assigned' }, action: { do: 'delay', ms: 1000 } });
    const conversation = await scene.conversation(entryPoints.agentsReady);
    await scene.control.ask('POST', `/conversations/${conversation}/messages`, { text: 'Hello, how can I help?' });
    await scene.control.ask('POST', `/conversations/${conversation}/complete`);
    await scene.control.advance(1000);
  },
};

function agentActs(act: string, body?: object): Act {
  return async ({ scene, listen }) => {
    const conversation = await scene.conversation(entryPoints.agentsReady);
    await listen();
    await scene.control.ask('POST', `/conversations/${conversation}/${act}`, body);
  };
}

function decidesAboutFile(decision: 'accept' | 'reject'): Act {
  return async ({ scene, listen, fileUrl }) => {
    const conversation = await scene.conversation(entryPoints.agentsReady);
    const photo = { fileName: 'photo.jpeg', contentType: 'image/jpeg', size: '32', contentUrl: fileUrl };
    const upload = { type: { value: 'uploadAttachment' }, attachments: { attachment: [photo] } };
    await scene.ece.send(await scene.token(), conversation, upload);
    const { files } = await scene.control.ask<{ files: [{ id: string }] }>('GET', `/conversations/${conversation}`);
    await listen();
    await scene.control.ask('POST', `/conversations/${conversation}/files/${files[0].id}/${decision}`);
  };
}

/**
 * Lets the event happen and returns the request with its callback, as a webhook server got it from the simulator.
 * @throws {Error} when no callback came
 */
export async function makeMessage(scene: Scene, name: MessageName, format: MessageFormat): Promise<ReceivedCallback> {
  await using listener = await CallbackListener.open();
  const { id } = await scene.application();
  const listen = async () => {
    await scene.control.ask('PATCH', `/applications/${id}`, { callback: { url: listener.url, format } });
  };
  await messageMakers[name]({ scene, listen, fileUrl: new URL('/photo.jpeg', listener.url).href });
  // Answers when the deliveries that are under way have arrived.
  await scene.control.advance(0);
  const callback = listener.received.find(({ method }) => method === 'POST');
  if (callback === undefined) throw new Error('the simulator sent no callback');
  return callback;
}
