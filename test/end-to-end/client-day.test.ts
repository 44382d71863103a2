import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Receiver } from '../../simulator/testing/receiver.ts';
import type { StartedCli } from './cli-process.ts';
import { startCli } from './cli-process.ts';

const customerFile = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0]);

const namespace = 'http://bindings.egain.com/ws/model/v19/gen/common';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** One client's day in one format: the requests it sends and what it reads out of the answers. */
interface Dialect {
  readonly mediaType: string;
  start(entryPointId: string, date: string): string;
  text(conversationId: string, text: string): string;
  upload(conversationId: string, url: string): string;
  end(conversationId: string): string;
  dateIn(configuration: string): string;
  idIn(started: string): string;
  readonly staleAnswer: string;
  typesIn(callback: string): string[];
}

const stale =
  'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.';
function all(text: string, pattern: RegExp) {
  return [...text.matchAll(pattern)].map(([, value]) => value!);
}

const json: Dialect = {
  mediaType: 'application/json',
  start: (id, date) =>
    JSON.stringify({
      entryPointConfiguration: { entryPoint: { id }, lastModified: { date } },
      activity: {
        subject: 'text',
        customAttributes: {
          customAttribute: [
            { attribName: 'activity_test_string1', attribValues: { attribValue: [{ value: 'Test String Value' }] } },
          ],
        },
        customer: {
          type: { value: 'individual' },
          contacts: { contact: [{ firstName: 'Ann', email: [{ emailAddress: 'ann@example.com' }] }] },
        },
      },
    }),
  text: (id, content) => JSON.stringify({ conversation: { id }, type: { value: 'text/plain' }, content }),
  upload: (id, contentUrl) =>
    JSON.stringify({
      conversation: { id },
      type: { value: 'uploadAttachment' },
      attachments: { attachment: [{ fileName: 'photo.jpeg', contentType: 'image/jpeg', size: '11', contentUrl }] },
    }),
  end: (id) => JSON.stringify({ conversation: { id } }),
  dateIn: (configuration) =>
    (JSON.parse(configuration) as { entryPointConfiguration: { lastModified: { date: string } }[] }).entryPointConfiguration[0]!
      .lastModified.date,
  idIn: (started) => (JSON.parse(started) as { id: string }).id,
  staleAnswer: JSON.stringify({ code: '409-100', developerMessage: stale }),
  typesIn: (callback) =>
    (JSON.parse(callback) as { message: { type: { value: string } }[] }).message.map(({ type }) => type.value),
};

const xml: Dialect = {
  mediaType: 'application/xml',
  start: (id, date) =>
    `${declaration}<conversation xmlns="${namespace}"><entryPointConfiguration><entryPoint id="${id}"/><lastModified><date>${date}</date></lastModified></entryPointConfiguration><activity><subject>text</subject><customAttributes><customAttribute><attribName>activity_test_string1</attribName><attribValues><attribValue><value>Test String Value</value></attribValue></attribValues></customAttribute></customAttributes><customer><type><value>individual</value></type><contacts><contact><firstName>Ann</firstName><email><emailAddress>ann@example.com</emailAddress></email></contact></contacts></customer></activity></conversation>`,
  text: (id, content) =>
    `${declaration}<message xmlns="${namespace}"><conversation id="${id}"/><type><value>text/plain</value></type><content>${content}</content></message>`,
  upload: (id, url) =>
    `${declaration}<message xmlns="${namespace}"><conversation id="${id}"/><type><value>uploadAttachment</value></type><attachments><attachment><fileName>photo.jpeg</fileName><contentType>image/jpeg</contentType><size>11</size><contentUrl>${url}</contentUrl></attachment></attachments></message>`,
  end: (id) => `${declaration}<conversation xmlns="${namespace}" id="${id}"/>`,
  dateIn: (configuration) => /<date>([^<]*)</.exec(configuration)![1]!,
  idIn: (started) => /^<conversation [^>]*\bid="([^"]*)"/m.exec(started)![1]!,
  staleAnswer: `${declaration}<error xmlns="${namespace}"><code>409-100</code><developerMessage>${stale}</developerMessage></error>`,
  typesIn: (callback) => all(callback, /<type><value>([^<]*)<\/value>/g),
};

/** The configuration of an administrator who registered the webhook in this format. */
async function configurationFor(
  webhook: Receiver,
  format: 'json' | 'xml',
): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-'));
  const file = path.join(folder, 'ece.yaml');
  await writeFile(
    file,
    `world:
  applications:
    - name: demo
      key: demo-client
      secret: demo-secret
      callback: { url: '${webhook.url}', format: ${format} }
      entryPoints: [1001]
`,
  );
  return { file, remove: () => rm(folder, { recursive: true }) };
}

async function token({ url, clientId, clientSecret }: StartedCli): Promise<string> {
  const answer = await fetch(`${url}/system/ws/v19/clientapplications/authentication/oauth2/token?forceLogin=yes`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { access_token: string }).access_token;
}

describe.each([
  ['JSON', json, 'json'],
  ['XML', xml, 'xml'],
] as const)("a client's day in %s", (_name, dialect, format) => {
  it('goes from token to complete as the published traces do', async () => {
    await using webhook = await Receiver.open();
    let reads = 0;
    const photo = webhook.serve(() => {
      reads++;
      return { status: 200, headers: { 'content-type': 'image/jpeg' }, body: customerFile };
    });
    const configuration = await configurationFor(webhook, format);
    await using ece = await startCli('--config', configuration.file, '--clock', '50x', '--log-level', 'info');
    await configuration.remove();
    const bearer = await token(ece);
    const call = async (method: string, target: string, body?: string) => {
      const answer = await fetch(`${ece.url}/system/ws/v19/clientapplications/messaging/${target}`, {
        method,
        // Public clients send two spaces and a language in lower case.
        headers: {
          authorization: `Bearer  ${bearer}`,
          accept: dialect.mediaType,
          'accept-language': 'en-us',
          ...(body !== undefined && { 'content-type': dialect.mediaType }),
        },
        ...(body !== undefined && { body }),
      });
      return { status: answer.status, text: await answer.text() };
    };

    const configured = await call('GET', 'configuration?entrypoint=1001');
    expect(configured.status).toBe(200);
    const date = dialect.dateIn(configured.text);

    const stale = await call(
      'POST',
      'conversation/start?searchContactOnAttribute=email.emailAddress',
      dialect.start('1001', `${date}x`),
    );
    expect(stale).toEqual({ status: 409, text: dialect.staleAnswer });

    const started = await call(
      'POST',
      'conversation/start?searchContactOnAttribute=email.emailAddress',
      dialect.start('1001', date),
    );
    expect(started.status).toBe(201);
    const id = dialect.idIn(started.text);
    expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);

    await webhook.first(({ body }) => body.includes('text/plain') && body.includes(id));
    expect(await call('POST', 'sendmessage', dialect.text(id, 'Where is my order 4711?'))).toEqual({ status: 204, text: '' });
    await webhook.first(({ body }) => body.includes('text/plain') && /order 4711/i.test(body));
    expect(await call('POST', 'sendmessage', dialect.upload(id, photo))).toEqual({ status: 204, text: '' });
    await webhook.first(({ body }) => body.includes('acceptAttachment') && body.includes('photo.jpeg'));

    expect(await call('POST', 'conversation/end', dialect.end(id))).toEqual({ status: 204, text: '' });
    await webhook.first(({ body }) => dialect.typesIn(body).includes('complete'));
    const afterwards = await call('POST', 'sendmessage', dialect.text(id, 'too late'));
    expect(afterwards.status).toBe(400);
    expect(afterwards.text).toContain('400-630');

    expect(await ece.stop()).toBe(143);
    const types = webhook.received.flatMap(({ body }) => dialect.typesIn(body));
    expect(types[0]).toBe('assigned');
    expect(types.filter((type) => type === 'complete')).toHaveLength(1);
    expect(types.at(-1)).toBe('complete');
    expect(webhook.received.every(({ headers }) => headers['content-type'] === dialect.mediaType)).toBe(true);
    expect(reads).toBe(1);
    expect(customerFile.byteLength).toBe(11);
    expect(ece.log()).toContain('/sendmessage');
    expect(ece.log()).not.toContain(bearer);
    expect(ece.log()).not.toContain('demo-secret');
  });
});
