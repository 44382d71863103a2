import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { complete, conversationId, envelope, file, message, receiverOn, textFromAgent } from '../test/client/callbacks.ts';
import { sqliteFile } from '../test/client/databases.ts';
import type { Inbox } from './index.ts';
import { createCallbackReceiver, InvalidSettingsError } from './index.ts';

async function opened(settings: Parameters<typeof receiverOn>[1] = {}) {
  const chatStore = await sqliteFile.records().open();
  await chatStore.inbox.resume(conversationId);
  return { chatStore, ...receiverOn(chatStore, settings) };
}

async function kept({ inbox }: { inbox: Inbox }) {
  return (await inbox.waiting(conversationId)).map(({ json }) => JSON.parse(json) as unknown);
}

describe('callback receiver', () => {
  const serve = async (listener: Parameters<typeof createServer>[1]) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it('stores every message of a batch before it answers 200', async () => {
    const { chatStore, post } = await opened();
    const messages = [textFromAgent('one'), textFromAgent('two'), complete()];
    expect(await post(...messages)).toBe(200);
    expect(await kept(chatStore)).toEqual(messages);
  });

  it('reads XML as JSON', async () => {
    const { chatStore, receive } = await opened();
    const body = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <messages xmlns="http://bindings.egain.com/ws/model/v19/gen/common">
        <message id="3118908901">
          <conversation id="${conversationId}"/>
          <type><value>uploadAttachment</value></type>
          <attachments><attachment id="4711"><fileName>offer.pdf</fileName><contentType>application/pdf</contentType><size>20480</size><contentUrl>${file.contentUrl}</contentUrl></attachment></attachments>
          <sender><type>user</type><user id="1005"><firstName>Ada</firstName></user></sender>
          <timeStamp>1768469400000</timeStamp>
        </message>
        <m:message xmlns:m="http://bindings.egain.com/ws/model/v19/gen/common" id="3118908907">
          <m:conversation><m:id>${conversationId}</m:id></m:conversation>
          <m:type><m:value>text/plain</m:value></m:type>
          <m:content> 1 &lt; 2 &amp; &#10;3 </m:content>
        </m:message>
      </messages>`;
    expect(await receive({ body })).toEqual({ status: 200 });
    expect(await kept(chatStore)).toMatchObject([
      {
        id: '3118908901',
        type: { value: 'uploadAttachment' },
        attachments: { attachment: [file] },
        sender: { user: { firstName: 'Ada' } },
      },
      { id: '3118908907', type: { value: 'text/plain' }, content: ' 1 < 2 & \n3 ' },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['half a body', '{"message":[{"conv'],
    ['no array', '{"message":{"id":"1"}}'],
    ['text', 'hello'],
    ['HTML', '<html><body>hello</body></html>'],
    [
      'a DTD',
      `<!DOCTYPE messages [<!ENTITY x "y">]><messages><message id="1"><conversation id="c"/><type><value>&x;</value></type></message></messages>`,
    ],
    ['broken XML', '<messages><message></messages>'],
  ])('answers 400 to %s', async (_, body) => {
    const { receive } = await opened();
    expect(await receive({ body })).toMatchObject({ status: 400, body: expect.stringContaining('message') as string });
  });

  it('stores 999 messages of a batch of 1,000 of which one is bad, in their order, and nothing twice when it comes again', async () => {
    const { chatStore, post } = await opened();
    const texts = Array.from({ length: 999 }, (_, at) => textFromAgent(`text ${at}`));
    const batch = [...texts.slice(0, 500), { id: 'bad', conversation: 7 }, ...texts.slice(500)];
    expect([await post(...batch), await post(...batch)]).toEqual([200, 200]);
    expect(await kept(chatStore)).toEqual(texts);
  });

  it('stores what can be read of a batch and says how many could not', async () => {
    const log = vi.fn();
    const { chatStore, post } = await opened({ log });
    const good = textFromAgent('good');
    expect(await post({ id: '1' }, good, { conversation: { id: 'c' }, type: { value: 'x' } })).toBe(200);
    expect(await kept(chatStore)).toEqual([good]);
    expect(log.mock.calls).toEqual([['2 callback messages without id, conversation or type were ignored.']]);
  });

  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const deepXml = (levels: number) => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;
  const inXml = (id: string, more: string) =>
    `<message id="${id}"><conversation id="${conversationId}"/><type><value>text/plain</value></type>${more}</message>`;

  it.each([
    [
      'JSON',
      (more: string) => `{"message":[${more}]}`,
      (levels: number) => `{"id":"1","extra":${deep(levels)}}`,
      [47, 48, 100_000],
    ],
    ['XML', (more: string) => `<messages>${more}</messages>`, (levels: number) => inXml('1', deepXml(levels)), [18, 19, 50_000]],
  ] as const)('refuses a message of %s that is nested too deep, and not its batch', async (format, wrap, nested, levels) => {
    const log = vi.fn();
    const { chatStore, receive } = await opened({ log });
    const good = format === 'JSON' ? JSON.stringify(textFromAgent('good')) : inXml('2', '<content>good</content>');
    const [allowed, tooDeep, farTooDeep] = levels;
    expect((await receive({ body: wrap(nested(allowed)) })).status).toBe(200);
    for (const deepMessage of [nested(tooDeep), nested(farTooDeep)]) {
      expect(await receive({ body: wrap(deepMessage) })).toMatchObject({
        status: 400,
        body: expect.stringContaining('nested deeper') as string,
      });
      const separator = format === 'JSON' ? ',' : '';
      expect(await receive({ body: wrap([deepMessage, good].join(separator)) })).toEqual({ status: 200 });
    }
    expect(log.mock.calls.at(-1)).toEqual(['1 callback messages were ignored because they are nested too deep.']);
    expect(await kept(chatStore)).toContainEqual(expect.objectContaining({ content: 'good' }));
  });

  it.each([
    '['.repeat(1_000_000),
    '{"message":['.repeat(100_000),
    '<a>'.repeat(500_000),
    `<messages ${'a="1" '.repeat(100_000)}/>`,
  ])('refuses a body that does not end: %.12s', async (body) => {
    const { receive } = await opened();
    expect((await receive({ body })).status).toBe(400);
  });

  it('refuses a body that is longer than the bound, however it comes', async () => {
    const { receive, router } = await opened({ maxBodyBytes: 1000 });
    const body = envelope(textFromAgent('ü'.repeat(500)));
    expect(await receive({ body })).toEqual({ status: 400, body: 'The body is longer than 1000 bytes.' });
    const app = express();
    app.use('/raw', express.raw({ type: () => true }), router);
    app.use('/text', express.text({ type: () => true }), router);
    const base = await serve(app);
    for (const path of ['/raw', '/text']) expect((await request(base).post(path).send(body)).status).toBe(413);
  });

  it('refuses a message that a body parser has read and that is nested too deep', async () => {
    const { router, chatStore } = await opened();
    const app = express();
    app.use('/json', express.json(), router);
    const post = async (...messages: string[]) =>
      (
        await request(await serve(app))
          .post('/json')
          .set('content-type', 'application/json')
          .send(`{"message":[${messages.join(',')}]}`)
      ).status;
    const tooDeep = `{"id":"1","extra":${deep(5000)}}`;
    expect(await post(tooDeep)).toBe(400);
    expect(await post(tooDeep, JSON.stringify(textFromAgent('good')))).toBe(200);
    expect(await kept(chatStore)).toMatchObject([{ content: 'good' }]);
  });

  it('answers 200 or 400 to whatever is posted, and never throws', async () => {
    const { receive } = await opened();
    const messageLike = fc.record(
      { id: fc.anything(), conversation: fc.anything(), type: fc.anything(), sender: fc.anything(), attachments: fc.anything() },
      { requiredKeys: [] },
    );
    const body = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc
        .array(fc.oneof(messageLike, fc.jsonValue()))
        .map((message) => JSON.stringify({ message }, (_, value: unknown) => (typeof value === 'bigint' ? 1 : value))),
    );
    await fc.assert(
      fc.asyncProperty(body, async (body) => {
        expect([200, 400]).toContain((await receive({ body })).status);
      }),
    );
  });

  it('takes ids that are numbers, and members that it does not know', async () => {
    const { chatStore, post } = await opened();
    const odd = { ...textFromAgent('x'), id: 7, sender: 'Ada', content: { text: 'x' }, extra: [1] };
    expect(await post(odd)).toBe(200);
    expect(await chatStore.inbox.waiting(conversationId)).toMatchObject([{ id: '7' }]);
  });

  it('reports messages that nobody waits for, and keeps them', async () => {
    const onUnclaimed = vi.fn();
    const { chatStore, post } = await opened({ onUnclaimed });
    const stranger = message('text/plain', { conversation: { id: 'stranger' } });
    expect(await post(stranger, textFromAgent('hello'))).toBe(200);
    expect(onUnclaimed.mock.calls).toEqual([[expect.objectContaining({ id: stranger.id, conversationId: 'stranger' })]]);
    expect(await chatStore.inbox.unclaimed()).toHaveLength(1);
    await post(stranger);
    expect(onUnclaimed).toHaveBeenCalledTimes(1);
  });

  it('answers 500 when it cannot store, so that ECE sends the messages again', async () => {
    const log = vi.fn();
    const inbox = { deliver: () => Promise.reject(new Error('disk full')) } as unknown as Inbox;
    expect(await receiverOn({ inbox }, { log }).post(complete())).toBe(500);
    expect(log).toHaveBeenCalledWith('Callback messages could not be stored, so ECE will send them again: Error: disk full');
  });

  const basic = { type: 'basic', userName: 'ece', password: 'PLANTED-password' } as const;
  const bearer = { type: 'bearer', token: 'PLANTED-token' } as const;
  const encoded = Buffer.from('ece:PLANTED-password').toString('base64');

  it.each([
    ['basic', basic, `Basic ${encoded}`, 200],
    ['basic in lower case', basic, `basic  ${encoded}`, 200],
    ['a wrong password', basic, `Basic ${Buffer.from('ece:guess').toString('base64')}`, 401],
    ['no header', basic, undefined, 401],
    ['a bearer token in place of basic', basic, `Bearer ${encoded}`, 401],
    ['bearer', bearer, 'Bearer PLANTED-token', 200],
    ['a wrong token', bearer, 'Bearer PLANTED-token2', 401],
    ['a malformed header', bearer, 'PLANTED-token', 401],
    ['none asked, none sent', { type: 'none' } as const, undefined, 200],
    ['none asked, some sent', { type: 'none' } as const, 'Basic eDp5', 200],
  ])('authentication: %s', async (_, authentication, authorization, status) => {
    const { receive, chatStore } = await opened({ authentication });
    const answer = await receive({ authorization, body: envelope(complete()) });
    expect(answer.status).toBe(status);
    expect(await kept(chatStore)).toHaveLength(status === 200 ? 1 : 0);
    expect(JSON.stringify(answer)).not.toContain('PLANTED');
  });

  const chatStore = { inbox: {} };
  it.each([
    [{ chatStore, authentication: { type: 'basic', userName: 'ece' } }, 'authentication.password'],
    [{ chatStore, authentication: { type: 'digest' } }, 'authentication.type'],
    [{ chatStore, authentication: { type: 'bearer', token: '' } }, 'authentication.token'],
    [{ chatStore, maxBodyBytes: 0 }, 'maxBodyBytes'],
    [{ chatStore: {} }, 'chatStore.inbox: is missing'],
    [{ chatStore: { inbox: 'of a store' } }, 'chatStore.inbox: is missing'],
    [undefined, 'is missing'],
  ])('refuses settings %o', (settings, fault) => {
    const create = () => createCallbackReceiver(settings as unknown as Parameters<typeof createCallbackReceiver>[0]);
    expect(create).toThrow(InvalidSettingsError);
    expect(create).toThrow(fault);
  });

  it('is an Express router, behind any body parser or none', async () => {
    const { chatStore, router } = await opened();
    const app = express();
    app.use('/plain', router);
    app.use('/json', express.json(), router);
    app.use('/raw', express.raw({ type: () => true }), router);
    app.use('/text', express.text({ type: () => true }), router);
    const base = await serve(app);
    for (const path of ['/plain', '/json', '/raw', '/text']) {
      const answer = await request(base)
        .post(path)
        .set('content-type', 'application/json')
        .send(envelope(textFromAgent(path)));
      expect(answer.status).toBe(200);
    }
    expect(await kept(chatStore)).toMatchObject([
      { content: '/plain' },
      { content: '/json' },
      { content: '/raw' },
      { content: '/text' },
    ]);
  });

  it('C13: reads a body with a byte order mark', async () => {
    const { chatStore, receive } = await opened();
    expect(await receive({ body: `\ufeff${envelope(textFromAgent('hello'))}` })).toEqual({ status: 200 });
    expect(await kept(chatStore)).toMatchObject([{ content: 'hello' }]);
  });

  it('reads a body that a parser has kept as bytes in the charset of its type', async () => {
    const { chatStore, router } = await opened();
    const app = express();
    app.use(express.raw({ type: () => true }), router);
    const body = Buffer.from(envelope(textFromAgent('Grüße')), 'latin1');
    const headers = { 'content-type': 'application/json; charset=iso-8859-1' };
    expect((await fetch(await serve(app), { method: 'POST', headers, body })).status).toBe(200);
    expect(await kept(chatStore)).toMatchObject([{ content: 'Grüße' }]);
  });

  it('says in a sentence each why messages of one batch are ignored', async () => {
    const log = vi.fn();
    const { receive } = await opened({ log });
    const body = `{"message":[{"id":"1"},{"id":"2","extra":${deep(48)}},${JSON.stringify(complete())}]}`;
    expect(await receive({ body })).toEqual({ status: 200 });
    expect(log.mock.calls).toEqual([
      [
        '1 callback messages without id, conversation or type were ignored. 1 callback messages were ignored because they are nested too deep.',
      ],
    ]);
  });

  it('reads XML in the encoding that it declares', async () => {
    const { chatStore, router } = await opened();
    const base = await serve(router);
    const xml = (id: number, encoding: string) =>
      `<?xml version="1.0" encoding="${encoding}"?><messages><message id="${id}"><conversation id="${conversationId}"/>` +
      '<type><value>text/plain</value></type><content>Grüße&#13;&#10;Ada</content></message></messages>';
    const bodies = [Buffer.from(xml(1, 'ISO-8859-1'), 'latin1'), Buffer.from(`\ufeff${xml(2, 'UTF-16')}`, 'utf16le')];
    for (const body of bodies) {
      const { status } = await fetch(base, { method: 'POST', headers: { 'content-type': 'application/xml' }, body });
      expect(status).toBe(200);
    }
    expect(await kept(chatStore)).toMatchObject([{ content: 'Grüße\r\nAda' }, { content: 'Grüße\r\nAda' }]);
  });

  it('is a listener of node:http that takes posts of bounded length', async () => {
    const { router } = await opened({ maxBodyBytes: 1000 });
    const base = await serve(router);
    expect((await request(base).post('/').send(envelope(complete()))).status).toBe(200);
    const got = await request(base).get('/');
    expect([got.status, got.headers.allow]).toEqual([405, 'POST']);
    const long = await request(base)
      .post('/')
      .send(envelope(textFromAgent('x'.repeat(2000))));
    expect([long.status, long.text]).toEqual([413, 'The body is longer than 1000 bytes.']);
    expect((await request(base).post('/').send('{')).status).toBe(400);
  });

  it('asks for authentication in a header', async () => {
    const { router } = await opened({ authentication: basic });
    const answer = await request(await serve(router))
      .post('/')
      .send(envelope(complete()));
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Basic realm="callback"']);
  });
});
