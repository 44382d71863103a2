import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigurationError, createSimulator, simulatorRouter, startSimulator } from '../../simulator/index.ts';
import type { Simulator } from '../../simulator/index.ts';
import { createControlClient } from '../../simulator/control/index.ts';
import { makeSelfSignedCertificate } from '../../simulator/http/certificate.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { Peer } from '../../simulator/testing/peer.ts';
import { startOnSocket } from '../control/running.ts';

const file = { fileName: 'a.txt', contentType: 'text/plain', content: new Uint8Array([1]) };

/** Where the callback says that an agent's new file of the conversation can be read. */
async function contentUrlIn(simulator: Simulator, peer: Peer, conversation: string): Promise<string> {
  const { id } = simulator.conversations.sendFile(conversation, file);
  await simulator.clock.advance(0);
  const body = peer.requests.map((one) => one.body).find((one) => one.includes(`attachment/${id}/`))!;
  return /"contentUrl":"([^"]+)\/system\//.exec(body)![1]!;
}

const webhook = { clock: 'manual', agents: 'silent', callbackUrl: 'http://webhook/' } as const;

describe('localhost', () => {
  it.each([undefined, 'localhost'])('C15: answers on both loopbacks (host %s)', async (host) => {
    await using simulator = await startSimulator({ port: 0, ...(host !== undefined && { host }) });
    const { port } = new URL(simulator.url);
    for (const address of ['127.0.0.1', '[::1]', 'localhost'])
      expect((await fetch(`http://${address}:${port}/readyz`)).status, address).toBe(200);
  });

  it.each(['127.0.0.1', '::1', '[::1]'])('answers on %s alone where it is the host', async (host) => {
    await using simulator = await startSimulator({ port: 0, host });
    expect((await fetch(`${simulator.url}/readyz`)).status).toBe(200);
    const other = simulator.url.replace(/\/\/[^/]+:/, host === '127.0.0.1' ? '//[::1]:' : '//127.0.0.1:');
    await expect(fetch(`${other}/readyz`)).rejects.toThrow();
  });

  it('says which of the two another program has, and keeps neither', async () => {
    const other = createServer().listen(0, '::1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startSimulator({ port })).rejects.toThrow(`Cannot listen on [::1]:${port}: another program uses the port.`);
    await (await startSimulator({ port, host: '127.0.0.1' })).close();
  });
});

describe('content URLs', () => {
  it('C20: begin with the host that the client of the conversation calls', async () => {
    const peer = new Peer();
    const { simulator } = await startOnSocket({ ...webhook, fetch: peer.fetch });
    const ece = await EceClient.authorized(simulator.url);
    const [mapped, direct] = [await ece.startConversation(), await ece.startConversation()];
    const { port } = new URL(simulator.url);
    const call = request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/system/ws/v19/clientapplications/messaging/sendmessage',
      headers: { host: 'localhost:32768', authorization: `Bearer ${ece.token}`, 'content-type': 'application/json' },
    });
    call.end(JSON.stringify({ conversation: { id: mapped }, type: { value: 'text/plain' }, content: 'x' }));
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(204);
    expect(await contentUrlIn(simulator, peer, mapped)).toBe('http://localhost:32768');
    expect(await contentUrlIn(simulator, peer, direct)).toBe(simulator.url);
  });

  it('C20: begin with the URL that a control call names, as long as it does', async () => {
    const peer = new Peer();
    const { simulator, control } = await startOnSocket({ ...webhook, fetch: peer.fetch });
    const ece = await EceClient.authorized(simulator.url);
    const id = await ece.startConversation();
    const url = 'https://gw.example.com/ece';
    expect(await control.put('/url', { body: { url: `${url}/` } })).toEqual({ url });
    expect(await contentUrlIn(simulator, peer, id)).toBe(url);
    await control.put('/url', { body: { url: null } });
    expect(await control.get('/url')).toEqual({ url: simulator.address.listening });
    expect(await contentUrlIn(simulator, peer, id)).toBe(simulator.url);
    expect(await control.refused('PUT', '/url', { url: 'gw' })).toMatchObject({ status: 400, path: 'url' });
  });

  it('C14: carry the path below which an app has mounted the simulator, beside its control API', async () => {
    const peer = new Peer();
    await using simulator = createSimulator({ ...webhook, fetch: peer.fetch });
    const server = express().use(express.json()).use('/mock', simulatorRouter(simulator)).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mock`;
    const ece = await EceClient.authorized(url);
    const id = await ece.startConversation();
    expect(await contentUrlIn(simulator, peer, id)).toBe(url);
    const control = createControlClient(url);
    await control.post('/conversations/{conversation}/messages', { params: { conversation: id }, body: { text: 'hello' } });
    await simulator.clock.advance(0);
    expect(peer.requests.at(-1)!.body).toContain('hello');
  });
});

it('C14: a gateway may keep the path of the public URL', async () => {
  await using simulator = await startSimulator({ port: 0, publicUrl: 'https://gw.example.com/ece' });
  const { listening } = simulator.address;
  const capacity = '/system/egain/chat/entrypoint/agentAvailability/1001';
  for (const target of ['/readyz', '/_sim/v1/clock', capacity])
    for (const folder of ['', '/ece']) expect((await fetch(listening + folder + target)).status, folder + target).toBe(200);
});

describe('TLS', () => {
  it('C11: the certificate holds the host of the public URL and further names', async () => {
    const publicUrl = 'https://ece.local:8443';
    await using simulator = await startSimulator({ port: 0, publicUrl, tlsNames: ['other.local', '192.0.2.7'] });
    for (const host of ['ece.local', 'other.local', 'localhost', '::1', '127.0.0.1', '192.0.2.7'])
      expect(await readySecurely(simulator.address.listening, host, simulator.certificate!), host).toContain('ready');
    await expect(readySecurely(simulator.address.listening, 'evil.local', simulator.certificate!)).rejects.toThrow('evil.local');
  });

  it('takes a certificate of its own', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'tls-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [tlsCert, tlsKey] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
    const { cert, key } = await makeSelfSignedCertificate(['mine.local']);
    await writeFile(tlsCert, cert);
    await writeFile(tlsKey, key);
    await using simulator = await startSimulator({ port: 0, tlsCert, tlsKey });
    expect(simulator.url).toMatch(/^https:/);
    expect(await readySecurely(simulator.url, 'mine.local', cert)).toContain('ready');
    for (const wrong of [{ tlsCert }, { tlsKey }, { tlsCert, tlsKey: `${tlsKey}x` }, { tlsCert: tlsKey, tlsKey: tlsCert }])
      await expect(startSimulator({ port: 0, ...wrong }), JSON.stringify(wrong)).rejects.toThrow(ConfigurationError);
  });
});

/** Calls the server as if its name were `host`. */
async function readySecurely(url: string, host: string, ca: string): Promise<string> {
  const { checkServerIdentity } = await import('node:tls');
  const call = requestSecurely(`${url}/readyz`, {
    ca,
    agent: false,
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
  });
  const [response] = (await once(call.end(), 'response')) as [IncomingMessage];
  return text(response);
}
