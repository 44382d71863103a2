import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sqliteFile } from '../test/client/databases.ts';
import { fields, paths, recordedNodes } from '../test/client/ece.ts';
import { serveHttp } from '../test/client/sockets.ts';
import { firstResult } from '../test/client/standard-outcomes.ts';
import type { Input, MethodPath } from './index.ts';
import { allMethods, createAuthorization } from './index.ts';

/** The methods by what they need of a good answer. */
const needs = {
  data: [
    'entrypointConfiguration.getEntrypointConfiguration',
    'startConversation.startConversationOnSms',
    'startConversation.startConversationOnMessenger',
    'searchCustomer.searchCustomer',
  ],
  nothing: [
    'endConversation.endConversation',
    'sendMessage.sendPlainTextMessage',
    'sendMessage.sendHtmlMessage',
    'sendMessage.acceptAttachment',
    'sendMessage.rejectAttachment',
    'sendMessage.uploadAttachmentAvailableInAUrl',
  ],
  'a 204': ['editCustomer.editIndividualCustomerOnSms', 'editCustomer.editIndividualCustomerOnMessenger'],
  figures: [
    'agentAvailability.getAgentAvailability',
    'agentAvailability.getAgentCapacity',
    'agentAvailability.getQueueDepthAndWaitTime',
  ],
  session: ['eceLogin.eceLogin'],
} as const satisfies Record<string, readonly MethodPath[]>;
type Need = keyof typeof needs;

function isFile(path: MethodPath) {
  return path.startsWith('getFileInfo.');
}

it('every method that calls ECE is in this test', () => {
  const calling = allMethods().filter(({ path, method }) => method.requests.length > 0 && !isFile(path));
  expect(Object.values(needs).flat().toSorted()).toEqual(calling.map(({ path }) => path).toSorted());
});

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html; charset=utf-8' };
const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Welcome</p></body></html>';
const token = JSON.stringify({ access_token: 'PLANTED-token', expires_in: 86400, token_type: 'Bearer' });
const bomb = Buffer.alloc(64 * 1024 * 1024, ' ');

function answering(status: number, headers: Record<string, string>, body: string | Buffer = ''): RequestListener {
  return (_, response) => response.writeHead(status, headers).end(body);
}

/** Compressed when it is asked for: that takes a second, and a run of few tests asks for none. */
function bombIn(encoding: string, compress: (content: Buffer) => Buffer): RequestListener {
  let compressed: Buffer | undefined;
  return (...exchange) => answering(200, { ...json, 'content-encoding': encoding }, (compressed ??= compress(bomb)))(...exchange);
}

const endless: RequestListener = (_, response) => {
  response.writeHead(200, json);
  const part = ' '.repeat(1_000_000);
  const write = () => {
    while (!response.destroyed && response.write(part));
    if (!response.destroyed) response.once('drain', write);
  };
  write();
};

/** Answers to a call, and for each need the word of the outcome: `none` is the outcome of an answer that is not the expected one. */
const answers: Record<string, [RequestListener, Record<Need, 'success' | 'none' | 'onError' | 'onInvalidChoice'>]> = {
  'an empty 200': [
    answering(200, {}),
    { data: 'onError', nothing: 'success', 'a 204': 'onInvalidChoice', figures: 'none', session: 'none' },
  ],
  'a page with 200': [
    answering(200, html, page),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'none', session: 'none' },
  ],
  'a page with 200 that says to be JSON': [
    answering(200, json, `\n${page}`),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'none', session: 'none' },
  ],
  'a page with 201 that is well-formed XML': [
    answering(201, { 'content-type': 'application/xhtml+xml' }, '<html><body/></html>'),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'onInvalidChoice', session: 'none' },
  ],
  'text of type HTML': [
    answering(200, html, 'It works!'),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'none', session: 'none' },
  ],
  'JSON that is cut': [
    answering(200, json, '{"entryPointConfiguration":[{"entryPoint":'),
    { data: 'onError', nothing: 'success', 'a 204': 'onInvalidChoice', figures: 'none', session: 'none' },
  ],
  'XML that is cut': [
    answering(200, { 'content-type': 'application/xml' }, '<entryPointConfigurations><entryPointConfi'),
    { data: 'onError', nothing: 'success', 'a 204': 'onInvalidChoice', figures: 'none', session: 'none' },
  ],
  'JSON of another type': [
    answering(200, json, '[null,1,"x"]'),
    { data: 'onError', nothing: 'success', 'a 204': 'onInvalidChoice', figures: 'none', session: 'none' },
  ],
  'members of another type': [
    answering(
      200,
      json,
      '{"id":{},"entryPointConfiguration":"x","customer":{},"available":"maybe","count":-1,"queueDepth":[],"waitTime":""}',
    ),
    { data: 'onError', nothing: 'success', 'a 204': 'onInvalidChoice', figures: 'none', session: 'none' },
  ],
  'bytes that are no text': [
    answering(200, { 'content-type': 'application/octet-stream' }, Buffer.from([0, 255, 254, 1, 2])),
    { data: 'onError', nothing: 'success', 'a 204': 'onInvalidChoice', figures: 'none', session: 'none' },
  ],
  'an endless answer': [
    endless,
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'onError', session: 'onError' },
  ],
  'a bomb in gzip': [
    bombIn('gzip', gzipSync),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'onError', session: 'onError' },
  ],
  'a bomb in deflate': [
    bombIn('deflate', deflateSync),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'onError', session: 'onError' },
  ],
  'a bomb in br': [
    bombIn('br', brotliCompressSync),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'onError', session: 'onError' },
  ],
  'gzip that is cut': [
    answering(200, { ...json, 'content-encoding': 'gzip' }, gzipSync(token).subarray(0, 30)),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'onError', session: 'onError' },
  ],
  'a redirect to itself': [
    answering(302, { location: '/' }),
    {
      data: 'onInvalidChoice',
      nothing: 'onInvalidChoice',
      'a 204': 'onInvalidChoice',
      figures: 'onInvalidChoice',
      session: 'onInvalidChoice',
    },
  ],
  'a redirect to another host': [
    answering(307, { location: 'https://elsewhere.example.com/' }),
    {
      data: 'onInvalidChoice',
      nothing: 'onInvalidChoice',
      'a 204': 'onInvalidChoice',
      figures: 'onInvalidChoice',
      session: 'onInvalidChoice',
    },
  ],
  'headers that are too long': [
    (request) => request.socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'onError', session: 'onError' },
  ],
  'no HTTP': [
    (request) => request.socket.end('220 mail.example.com ESMTP\r\n'),
    { data: 'onError', nothing: 'onError', 'a 204': 'onError', figures: 'onError', session: 'onError' },
  ],
};

function valueOf({ form }: Input): string {
  if (typeof form === 'object') return form[0]!;
  return form === 'url' ? 'https://files.example.com/a' : form === 'count' ? '1' : 'x';
}

describe.each(Object.entries(answers))('%s', (_, [listener, outcomes]) => {
  it.each(Object.entries(needs) as [Need, readonly MethodPath[]][])('to a method that needs %s', async (need, methods) => {
    const port = await serveHttp((request, response) => {
      request.resume();
      (request.url!.startsWith(paths.token) ? answering(200, json, token) : listener)(request, response);
    });
    const hostName = `http://127.0.0.1:${port}`;
    const authorization = createAuthorization({ ...fields, hostName, accessTokenUrl: undefined, refreshTokenUrl: undefined });
    const chatStore = await sqliteFile.records().open();
    const { nodes } = recordedNodes({ authorization, chatStore, options: { retries: 0 } });
    for (const { path, method } of allMethods().filter(({ path }) => methods.includes(path))) {
      const inputs = Object.fromEntries(method.inputs.map((input) => [input.key, valueOf(input)]));
      const { outcome, outputs } = await firstResult(nodes.run(path, inputs));
      const { kind } = method.outcomes.find(({ name }) => name === outcome)!;
      expect([path, kind === 'standard' ? outcome : kind]).toEqual([
        path,
        outcomes[need] === 'none' ? 'failure' : outcomes[need],
      ]);
      if (kind !== 'success') expect(outputs.error).toMatch(/^\w.*\.$/s);
    }
  });
});

it('a page says what may have answered', async () => {
  const port = await serveHttp((request, response) => {
    request.resume();
    (request.url!.startsWith(paths.token) ? answering(200, json, token) : answering(200, html, page))(request, response);
  });
  const hostName = `http://127.0.0.1:${port}`;
  const authorization = createAuthorization({ ...fields, hostName, accessTokenUrl: undefined, refreshTokenUrl: undefined });
  const sent = await recordedNodes({ authorization }).nodes.endConversation.endConversation({ conversationId: 'c' });
  expect(sent).toMatchObject({
    outcome: 'onError',
    outputs: {
      error: `POST ${hostName}${paths.end} was answered 200. Its body is a web page. Something that stands before ECE answered it, such as a login or a proxy; check the Host Name.`,
    },
    status: 200,
    attempts: 1,
  });
});
