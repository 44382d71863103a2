import type { Cause, MessageFormat, MessageName } from '../messages.ts';
import { messages } from '../messages.ts';
import type { ReceivedCallback } from './callback-listener.ts';
import { CallbackListener } from './callback-listener.ts';
import type { StateContext } from './state-context.ts';
import { entryPoints } from './state-context.ts';

/** A context whose client application has a webhook server. */
interface CallbackContext {
  readonly context: StateContext;
  /** From now on the application's callbacks go to the webhook server. */
  readonly listen: () => Promise<void>;
  /** A place of the webhook server from which ECE can read a customer's file. */
  readonly fileUrl: string;
}

/** Makes something happen in the contact centre, so that its callback leaves. */
async function bringAbout(cause: Cause, callbackContext: CallbackContext): Promise<void> {
  if (typeof cause === 'object') {
    return 'agent' in cause ? agentActs(cause, callbackContext) : agentDecides(cause.decision, callbackContext);
  }
  const { context, listen } = callbackContext;
  switch (cause) {
    case 'a conversation starts':
      await listen();
      await context.conversation(entryPoints.agentsReady);
      return;
    case 'the client ends a conversation': {
      const conversation = await context.conversation(entryPoints.agentsReady);
      await listen();
      await context.ece.end(await context.token(), conversation);
      return;
    }
    case 'a conversation starts, is answered and ends at once': {
      await listen();
      // Messages behind a delayed one wait with it.
      await context.control.post('/faults', { body: { match: { callback: 'assigned' }, action: { do: 'delay', ms: 1000 } } });
      const conversation = await context.conversation(entryPoints.agentsReady);
      await context.control.post('/conversations/{conversation}/messages', {
        params: { conversation },
        body: { text: 'Hello, how can I help?' },
      });
      await context.control.post('/conversations/{conversation}/complete', { params: { conversation } });
      await context.control.post('/clock/advance', { body: { ms: 1000 } });
    }
  }
}

async function agentActs(
  { agent, body }: Extract<Cause, { agent: string }>,
  { context, listen }: CallbackContext,
): Promise<void> {
  const conversation = await context.conversation(entryPoints.agentsReady);
  await listen();
  await context.control.request('POST', `/conversations/${conversation}/${agent}`, body);
}

async function agentDecides(decision: 'accept' | 'reject', { context, listen, fileUrl }: CallbackContext): Promise<void> {
  const conversation = await context.conversation(entryPoints.agentsReady);
  const photo = { fileName: 'photo.jpeg', contentType: 'image/jpeg', size: '32', contentUrl: fileUrl };
  const upload = { type: { value: 'uploadAttachment' }, attachments: { attachment: [photo] } };
  await context.ece.send(await context.token(), conversation, upload);
  const { files } = await context.control.get('/conversations/{conversation}', { params: { conversation } });
  await listen();
  await context.control.post(`/conversations/{conversation}/files/{file}/${decision}`, {
    params: { conversation, file: files[0]!.id },
  });
}

/**
 * Lets the event happen and returns the request with its callback, as a webhook server got it from the simulator.
 * @throws {Error} when no callback came
 */
export async function makeMessage(context: StateContext, name: MessageName, format: MessageFormat): Promise<ReceivedCallback> {
  const listener = await CallbackListener.open();
  try {
    const { id } = await context.application();
    const listen = async () => {
      await context.control.patch('/applications/{application}', {
        params: { application: id },
        body: { callback: { url: listener.url, format } },
      });
    };
    await bringAbout(messages[name].cause, { context, listen, fileUrl: new URL('/photo.jpeg', listener.url).href });
    // Answers when the deliveries that are under way have arrived.
    await context.control.post('/clock/advance', { body: { ms: 0 } });
    const callback = listener.received.find(({ method }) => method === 'POST');
    if (callback === undefined) throw new Error('the simulator sent no callback');
    return callback;
  } finally {
    await listener[Symbol.asyncDispose]();
  }
}
