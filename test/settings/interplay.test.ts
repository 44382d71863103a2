import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestChecks, startChecks } from '../../simulator/protocol/setting-kinds.ts';
import type { SettingValues } from '../../simulator/index.ts';
import { basic, paths } from '../../simulator/testing/calls.ts';
import type { Options } from './ece.ts';
import { Ece, second } from './ece.ts';
import { refusalsOfRequest } from './http.ts';
import { createJson } from '../../simulator/testing/samples.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { refusalsOfStart, expectedRefusals } from './start.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.open();
});
afterAll(() => receiver[Symbol.asyncDispose]());

function made(settings: Partial<SettingValues>, options?: Options): Ece {
  return new Ece(receiver, settings, options);
}

describe('any order of checks', () => {
  const runs = { numRuns: 40, seed: 1 };
  const permutation = <Item>(items: readonly Item[]) => fc.shuffledSubarray([...items], { minLength: items.length });

  it('is the order in which the faults of a request are named', async () => {
    const orders = permutation(requestChecks).filter((order) => order.indexOf('body-syntax') < order.indexOf('body-content'));
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const refusals = await refusalsOfRequest(made({ 'http.checkOrder': order, 'http.maxBodyBytes': 1000 }));
        expect(refusals).toEqual([...order, 'success']);
      }),
      runs,
    );
  });

  it('is the order in which the obstacles of a start are named', async () => {
    await fc.assert(
      fc.asyncProperty(permutation(startChecks), async (order) => {
        const refusals = await refusalsOfStart(made({ 'conversation.start.checkOrder': order }));
        expect(refusals).toEqual(expectedRefusals(order));
      }),
      runs,
    );
  });
});

describe('content URLs', () => {
  it.each(['both', 'system', 'none'] as const)('work as they were handed out when http.prefix is %s', async (prefix) => {
    for (const url of ['{base}/system/files/{id}', '{base}/ws/files/{id}/{fileName}']) {
      const ece = made({ 'attachment.url': url });
      const webhook = ece.webhook();
      const id = await ece.conversation();
      ece.simulator.conversations.sendFile(id, { fileName: 'a.txt', contentType: 'text/plain', content: new Uint8Array(3) });
      await ece.pass();
      const [file] = webhook.message('uploadAttachment').attachments!.attachment as [{ contentUrl: string }];
      ece.simulator.changeSettings({ 'http.prefix': prefix });
      expect((await ece.bearer(file.contentUrl)).status).toBe(200);
    }
  });
});

describe('the context root', () => {
  it.each([
    ['none', ''],
    ['webchatprod', '/webchatprod'],
  ])('of Location, links and content URLs follows http.prefix: %s', async (prefix, root) => {
    const ece = made({ 'conversation.start.locationHeader': true, 'customer.search.jsonForm': 'envelope' });
    const webhook = ece.webhook();
    await ece.token();
    const session = { 'x-egain-session': await ece.session() };
    ece.simulator.changeSettings({ 'http.prefix': prefix });

    const query = { start: '?anonymousCustomer=yes', search: '?phone=5550199' };
    const start = paths.start.replace('/system', root) + query.start;
    const started = await ece.bearer(start, { method: 'POST', body: ece.startBody() });
    const { id } = started.json as { id: string };
    expect(started.headers['location']).toBe(`${root}/ws/v19/clientapplications/messaging/conversation/${id}`);

    const customers = paths.customer.replace('/system', root);
    const created = await ece.call(customers, { method: 'POST', headers: session, body: createJson });
    expect(created.headers['location']).toMatch(new RegExp(`^${root}/ws/v12/interaction/customer/\\d+$`));
    const found = await ece.call(customers + query.search, { headers: session });
    expect(found.json).toMatchObject({ link: { href: `${root}/ws/v12/interaction/customer${query.search}` } });

    ece.simulator.conversations.sendFile(id, { fileName: 'a.txt', contentType: 'text/plain', content: new Uint8Array(3) });
    await ece.pass();
    const [file] = webhook.message('uploadAttachment').attachments!.attachment as [{ contentUrl: string }];
    expect(new URL(file.contentUrl).pathname).toMatch(new RegExp(`^${root}/ws/v19/`));
    expect((await ece.bearer(file.contentUrl)).status).toBe(200);
  });
});

describe('a content URL that needs no token', () => {
  it.each<Record<string, string>>([{}, { authorization: 'Bearer of-nobody' }])(
    'finds its file in any partition, with headers %j',
    async (headers) => {
      const ece = made({ 'attachment.urlAuth': 'none' });
      const partition = ece.simulator.createPartition({ name: 'other' });
      const token = await ece.obtainToken('demo', {
        headers: { authorization: basic({ key: 'demo-client-1', secret: 'demo-secret' }) },
      });
      const authorization = `Bearer ${(token.json as { access_token: string }).access_token}`;
      const [entryPoint] = partition.entryPoints.list();
      const body = {
        entryPointConfiguration: { entryPoint: { id: entryPoint!.id }, lastModified: { date: entryPoint!.lastModified } },
      };
      const started = await ece.start({ headers: { authorization }, body });
      const offer = { fileName: 'a.txt', contentType: 'text/plain', content: new TextEncoder().encode('hello') };
      const file = partition.conversations.sendFile((started.json as { id: string }).id, offer);
      const path = `${paths.attachment}/${file.id}/a.txt`;
      expect((await ece.call(path, { headers })).text).toBe('hello');
    },
  );
});

describe('deactivation', () => {
  it('stops every lane, and reactivation starts them all', async () => {
    const ece = made({ 'callback.batching': 'per-conversation', 'callback.deactivateAfter': 3 });
    let works = false;
    const webhook = ece.webhook(() => (works ? 200 : 500));
    await ece.conversation();
    await ece.conversation();
    await ece.pass(60 * second);
    expect(webhook.times).toEqual([0, 0, 1000]);
    works = true;
    ece.simulator.applications.reactivateCallback('demo');
    await ece.pass();
    expect(webhook.times).toEqual([0, 0, 1000, 60_000, 60_000]);
  });
});

describe('the typing switch', () => {
  it('is read from the body and from nowhere else', async () => {
    const ece = made({ 'conversation.start.typingField': 'activity.constructor.prototype.toString' });
    expect((await ece.start({ activity: {} })).outcome).toBe(201);
    expect(Object.hasOwn(Object.prototype, 'toString')).toBe(true);
  });
});

describe('a message that a setting lets pass as if all were well', () => {
  it('is not shown to the agent', async () => {
    const ece = made({ 'message.send.unknownTypeStatus': 204, 'message.send.emptyContentStatus': 204 });
    const id = await ece.conversation();
    await ece.send(id, '');
    await ece.send(id, { type: { value: 'foo' } });
    expect(ece.simulator.conversations.get(id).transcript.filter(({ from }) => from === 'customer')).toEqual([]);
  });
});

describe('an end of several conversations in the query', () => {
  it('is refused', async () => {
    const ece = made({ 'conversation.end.route': 'put-query' });
    const ids = [await ece.conversation(), await ece.conversation()];
    const query = ids.map((id) => `conversation=${id}`).join('&');
    expect((await ece.bearer(`${paths.end}?${query}`, { method: 'PUT' })).outcome).toBe('400-924');
  });
});
