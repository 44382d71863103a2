import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HttpResponse } from 'msw';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answer } from '../../test/client/ece.ts';
import {
  broken,
  eceError,
  empty,
  fields,
  host,
  json,
  paths,
  recordedNodes,
  secrets,
  silent,
  tokenAnswer,
  useEce,
  withoutPauses,
} from '../../test/client/ece.ts';
import type { NodesSettings } from '../index.ts';
import { createAuthorization, localFileHost } from '../index.ts';

const attachmentUrl = 'https://files.example.com/a.jpeg';
const contentPath = '/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf';
const contentUrl = host + contentPath;

function fileAnswer(content: string, headers: Record<string, string> = {}): Answer {
  return () =>
    new HttpResponse(content, {
      status: 200,
      headers: { 'content-type': 'application/pdf', 'content-length': String(content.length), ...headers },
    });
}

function redirect(location: string): Answer {
  return empty(302, { location });
}

describe('Get File Info', () => {
  const ece = useEce();
  const getFileInfo = (settings: NodesSettings = {}, url = attachmentUrl) =>
    withoutPauses(recordedNodes(settings)).nodes.getFileInfo.getFileInfo({ attachmentUrl: url });

  it('gives size and type of the file as it is, without a token', async () => {
    ece.onUrl(attachmentUrl, fileAnswer('x'.repeat(32), { 'content-type': 'image/jpeg' }));
    expect(await getFileInfo()).toEqual(
      expect.objectContaining({
        outcome: 'createAttachmentInfoOnSuccess',
        outputs: { fileSize: 32, contentType: 'image/jpeg' },
      }),
    );
    const [request] = ece.arrived();
    expect(request).toMatchObject({ method: 'GET', headers: { 'accept-encoding': 'identity' } });
    expect(request!.headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['404', empty(404)],
    ['403', json(403, {})],
    ['204', empty(204)],
    ['500 after retries', empty(500)],
    [
      '200 without Content-Length',
      () => new HttpResponse(new Blob(['x']).stream(), { headers: { 'content-type': 'text/plain' } }),
    ],
    ['200 without Content-Type', () => new HttpResponse(new Uint8Array(3), { headers: { 'content-length': '3' } })],
  ] satisfies [string, Answer][])('gives the failure for %s', async (_, answer) => {
    ece.onUrl(attachmentUrl, answer);
    expect((await getFileInfo()).outcome).toBe('createAttachmentInfoOnFailure');
  });

  it('gives onError when the connection breaks', async () => {
    ece.onUrl(attachmentUrl, broken);
    expect((await getFileInfo()).outcome).toBe('onError');
    expect(ece.arrived()).toHaveLength(3);
  });

  it('gives onTimeout when no answer comes in time', async () => {
    const { nodes, clock } = withoutPauses(recordedNodes());
    ece.onUrl(attachmentUrl, silent(clock));
    expect((await nodes.getFileInfo.getFileInfo({ attachmentUrl })).outcome).toBe('onTimeout');
  });

  it('follows redirects', async () => {
    ece.onUrl(attachmentUrl, redirect('/b.jpeg'));
    ece.onUrl('https://files.example.com/b.jpeg', redirect('https://cdn.example.com/c.jpeg'));
    ece.onUrl('https://cdn.example.com/c.jpeg', fileAnswer('xyz'));
    expect(await getFileInfo()).toMatchObject({ outputs: { fileSize: 3 } });
  });

  it.each([
    ['too many redirects', redirect(attachmentUrl), 'more than 5 redirects', 6],
    ['a redirect to a private address', redirect('http://10.0.0.1/a.jpeg'), 'private address', 1],
    ['a redirect to no web address', redirect('file:///etc/passwd'), 'no web address', 1],
  ] as const)('gives onInvalidChoice for %s', async (_, answer, why, requests) => {
    ece.onUrl(attachmentUrl, answer);
    const result = await getFileInfo();
    expect(result).toMatchObject({ outcome: 'onInvalidChoice', outputs: { error: expect.stringContaining(why) as string } });
    expect(ece.arrived()).toHaveLength(requests);
  });

  it.each(['http://127.0.0.1:8080/a.jpeg', 'http://[::1]/a', 'http://localhost/a', 'ftp://files.example.com/a', 'a.jpeg', ''])(
    'gives onInvalidData for "%s" and sends nothing',
    async (url) => {
      expect((await getFileInfo({}, url)).outcome).toBe('onInvalidData');
      expect(ece.arrived()).toEqual([]);
    },
  );

  it('reaches private addresses when allowed', async () => {
    ece.onUrl('http://10.0.0.1/a.jpeg', fileAnswer('xyz'));
    const { outcome } = await getFileInfo({ options: { allowPrivateAddresses: true } }, 'http://10.0.0.1/a.jpeg');
    expect(outcome).toBe('createAttachmentInfoOnSuccess');
  });
});

describe('Get Attachment URL', () => {
  const ece = useEce();
  const folder = () => {
    const directory = mkdtempSync(join(tmpdir(), 'ece-files-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    return directory;
  };
  const getUrl = (settings: NodesSettings = {}, inputs = {}) =>
    withoutPauses(
      recordedNodes({ fileHost: localFileHost({ directory: folder() }), ...settings }),
    ).nodes.getFileInfo.getAttachmentUrl({
      fileName: 'offer.pdf',
      contentUrl,
      ...inputs,
    });

  it('stores the file under a URL that ends in its name', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(contentPath, fileAnswer('%PDF-1.7 ...'));
    const result = await getUrl({}, { fileName: 'my offer ä.pdf' });
    if (result.outcome !== 'createAttachmentInfoOnSuccess') throw new Error(result.outputs.error);
    const { fileAttachmentUrl } = result.outputs;
    expect(fileAttachmentUrl).toMatch(/^file:\/\/\/.*\/my%20offer%20%C3%A4\.pdf$/);
    expect(readFileSync(fileURLToPath(fileAttachmentUrl), 'utf8')).toBe('%PDF-1.7 ...');
    expect(ece.arrived()[0]).toMatchObject({ method: 'GET', headers: { authorization: `Bearer ${secrets.token}` } });
  });

  it('finds a Content URL that is a path at the Host Name', async () => {
    const path = '/system/ws/internal/stream/resource/0a1b2c';
    ece.on(paths.token, tokenAnswer());
    ece.onUrl(new URL(path, host).href, fileAnswer('x'));
    expect((await getUrl({}, { contentUrl: path })).outcome).toBe('createAttachmentInfoOnSuccess');
    expect(ece.arrived()[0]!.headers).toMatchObject({ authorization: `Bearer ${secrets.token}` });
  });

  it.each([
    ['without a Host Name', { authorization: createAuthorization({ authorizationName: 'x' }) }, '/file', 'has no Host Name'],
    ['relative to nothing', {}, 'file', 'or a path that begins with /'],
    ['relative to a scheme', {}, '//elsewhere.example.com/file', 'or a path that begins with /'],
  ] as const)('gives onInvalidData for a Content URL %s', async (_, settings, contentUrl, error) => {
    const result = await getUrl(settings, { contentUrl });
    expect(result).toMatchObject({ outcome: 'onInvalidData', outputs: { error: expect.stringContaining(error) as string } });
  });

  it('names the URL under which the folder is served', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(contentPath, fileAnswer('x'));
    const { outputs } = await getUrl({
      fileHost: localFileHost({ directory: folder(), baseUrl: 'https://cdn.example.com/files/' }),
    });
    expect(outputs).toMatchObject({
      fileAttachmentUrl: expect.stringMatching(/^https:\/\/cdn\.example\.com\/files\/[\da-f-]+\/offer\.pdf$/) as string,
    });
  });

  it('gives another host what it stores', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(contentPath, fileAnswer('abc'));
    const stored: unknown[] = [];
    const fileHost = { store: (file: object) => Promise.resolve((stored.push(file), 'https://cdn.example.com/offer.pdf')) };
    expect(await getUrl({ fileHost })).toMatchObject({ outputs: { fileAttachmentUrl: 'https://cdn.example.com/offer.pdf' } });
    expect(stored).toEqual([{ fileName: 'offer.pdf', contentType: 'application/pdf', content: Buffer.from('abc') }]);
  });

  it('gets a fresh token after a 401', async () => {
    ece.on(paths.token, tokenAnswer('token-1'), tokenAnswer('token-2'));
    ece.on(contentPath, eceError('401-101', 'New login is required.'), fileAnswer('x'));
    expect((await getUrl()).outcome).toBe('createAttachmentInfoOnSuccess');
    expect(ece.arrived()[1]!.headers.authorization).toBe('Bearer token-2');
  });

  it.each([
    ['404', [tokenAnswer()], eceError('404-143', 'Attachment does not exist: 4711')],
    ['401 twice', [tokenAnswer()], eceError('401-101', 'New login is required.')],
    ['500 after retries', [tokenAnswer()], empty(500)],
    ['no token', [json(401, { error: 'invalid_client' })], fileAnswer('x')],
    ['a file that is too large', [tokenAnswer()], fileAnswer('x'.repeat(1001))],
  ] as const)('gives the failure for %s', async (_, tokens, answer) => {
    ece.on(paths.token, ...tokens);
    ece.on(contentPath, answer);
    expect((await getUrl({ options: { maxFileBytes: 1000 } })).outcome).toBe('createAttachmentInfoOnFailure');
  });

  it('gives the failure when the file cannot be stored', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(contentPath, fileAnswer('x'));
    expect(await getUrl({ fileHost: { store: () => Promise.reject(new Error('disk full')) } })).toEqual(
      expect.objectContaining({
        outcome: 'createAttachmentInfoOnFailure',
        outputs: { error: 'The file could not be stored: disk full' },
      }),
    );
  });

  it('sends no token to another origin, and does not reach private ones there', async () => {
    ece.onUrl('https://elsewhere.example.com/offer.pdf', fileAnswer('x'));
    const elsewhere = { contentUrl: 'https://elsewhere.example.com/offer.pdf' };
    expect((await getUrl({}, elsewhere)).outcome).toBe('createAttachmentInfoOnSuccess');
    expect(ece.arrived()[0]!.headers).not.toHaveProperty('authorization');
    expect(ece.tokenRequests()).toEqual([]);
    expect((await getUrl({}, { contentUrl: 'http://10.0.0.1/offer.pdf' })).outcome).toBe('onInvalidData');
  });

  it('takes the token off a redirect to another origin', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(contentPath, redirect('https://storage.example.com/signed'));
    ece.onUrl('https://storage.example.com/signed', fileAnswer('x'));
    expect((await getUrl()).outcome).toBe('createAttachmentInfoOnSuccess');
    expect(ece.arrived().map(({ headers }) => headers.authorization)).toEqual([`Bearer ${secrets.token}`, undefined]);
  });

  it("reaches a private address when it is the Host Name's own origin", async () => {
    const privateHost = 'http://10.0.0.1/system';
    ece.onUrl(privateHost + paths.token, tokenAnswer());
    ece.onUrl(`${privateHost}/file`, fileAnswer('x'));
    const authorization = createAuthorization({ ...fields, hostName: privateHost, accessTokenUrl: privateHost + paths.token });
    expect((await getUrl({ authorization }, { contentUrl: `${privateHost}/file` })).outcome).toBe(
      'createAttachmentInfoOnSuccess',
    );
    expect((await getUrl({ authorization }, { contentUrl: 'http://10.0.0.1:81/file' })).outcome).toBe('onInvalidData');
  });

  it.each(['../offer.pdf', 'a/b.pdf', 'a\\b.pdf', '..', 'a\u0000b', ''])(
    'gives onInvalidData for the file name %j',
    async (fileName) => {
      expect((await getUrl({}, { fileName })).outcome).toBe('onInvalidData');
    },
  );

  it('gives onError when the connection breaks, onTimeout when no answer comes, onInvalidChoice for too many redirects', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(contentPath, broken);
    expect((await getUrl()).outcome).toBe('onError');
    ece.on(contentPath, redirect(contentUrl));
    expect((await getUrl()).outcome).toBe('onInvalidChoice');
    const { nodes, clock } = withoutPauses(recordedNodes());
    ece.on(contentPath, silent(clock));
    expect((await nodes.getFileInfo.getAttachmentUrl({ fileName: 'offer.pdf', contentUrl })).outcome).toBe('onTimeout');
  });
});
