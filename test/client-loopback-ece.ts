import { type IncomingMessage } from 'node:http';
import { envelope, file, message } from './client-callbacks.ts';
import { serveHttp } from './client-sockets.ts';

/** A small ECE on loopback, written by hand from ece-v19, with an agent who answers, takes a file, and sends one on the word "file". */

const conversationId = '645ac530-7520-4daa-b95c-8e8cad6fcda7';
const lastModified = { date: '2026-01-15T09:30:00.000Z' };
const content = '%PDF-1.7 offer';

interface Sent {
  type: { value: string };
  content?: string;
  attachments?: { attachment: { contentUrl: string }[] };
}

const bodyOf = async (request: IncomingMessage) => {
  let text = '';
  for await (const part of request.setEncoding('utf8') as AsyncIterable<string>) text += part;
  return text;
};

export const startLoopbackEce = async (clientId: string, clientSecret: string) => {
  const callback = Promise.withResolvers<string>();
  const calls: string[] = [];
  const fetched: string[] = [];

  /** What ECE does after its answers, one after another. */
  let acts: Promise<unknown> = Promise.resolve();

  const post = async (...messages: object[]) => {
    const headers = { 'content-type': 'application/json' };
    await fetch(await callback.promise, { method: 'POST', headers, body: envelope(...messages) });
  };

  /** What the agent does after the customer's message. */
  const agentActs = async ({ type, content, attachments }: Sent) => {
    if (type.value === 'uploadAttachment') {
      const url = attachments!.attachment[0]!.contentUrl;
      fetched.push(await (await fetch(url)).text());
      return post(message('acceptAttachment', { attachments }));
    }
    if (content === 'file') {
      const contentUrl = `http://127.0.0.1:${port}/system/file/offer.pdf`;
      return post(message('uploadAttachment', { attachments: { attachment: [{ ...file, contentUrl }] } }));
    }
    if (type.value === 'text/plain')
      return post(message('startTyping'), message('text/plain', { content: `You said: ${content ?? ''}` }));
  };

  type Reply = readonly [status: number, body?: object | string, after?: () => Promise<unknown> | undefined];

  const answer = async (request: IncomingMessage, path: string): Promise<Reply> => {
    const body = await bodyOf(request);
    if (path === '/ws/v19/clientapplications/authentication/oauth2/token?forceLogin=yes') {
      const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
      if (request.headers.authorization !== `Basic ${basic}`) return [401, { error: 'invalid_client' }];
      return [200, { access_token: 'PLANTED-token', expires_in: 86400, token_type: 'Bearer' }];
    }
    if (path === '/egain/chat/entrypoint/agentAvailability/1001') return [200, { available: true }];
    if (request.headers.authorization !== 'Bearer PLANTED-token')
      return [401, { code: '401-101', developerMessage: 'New login is required.' }];
    switch (path.replace('/ws/v19/clientapplications/messaging/', '')) {
      case 'configuration?entrypoint=1001':
        return [200, { entryPointConfiguration: [{ entryPoint: { id: 1001 }, lastModified }] }];
      case 'conversation/start?searchContactOnAttribute=custom.facebookpsid':
        await callback.promise;
        return [
          201,
          { activity: { id: '2041' }, id: conversationId },
          () => post(message('assigned', { content: 'Ada has joined the chat' })),
        ];
      case 'sendmessage':
        return [204, undefined, () => agentActs(JSON.parse(body) as Sent)];
      case 'conversation/end':
        return [204, undefined, () => post(message('complete', { content: 'Customer has ended the chat' }, 'system'))];
      case '/file/offer.pdf':
        return [200, content];
      default:
        return [404, { code: '404-140', developerMessage: 'Resource not found.' }];
    }
  };

  const port = await serveHttp((request, response) => {
    const path = request.url!.replace('/system', '');
    calls.push(path);
    void answer(request, path).then(([status, body, after]) => {
      const text = typeof body === 'string' ? body : body && JSON.stringify(body);
      const type = typeof body === 'string' ? 'application/pdf' : 'application/json';
      response.writeHead(status, text === undefined ? {} : { 'content-type': type });
      const answered = new Promise<void>((resolve) => response.end(text, resolve));
      acts = acts.then(() => answered).then(after);
    });
  });

  return {
    url: `http://127.0.0.1:${port}/system`,
    /** Where callbacks go. Until it is known, starts wait. */
    callbackTo: callback.resolve,
    calls,
    /** Contents of the customer's files that ECE fetched. */
    fetched,
    content,
  };
};
