import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OpenConsolePart } from '../../simulator/index.ts';
import { startOnSocket } from './running.ts';

/** Answers what it is asked, and tells it. */
const echo: OpenConsolePart = ({ tell }) =>
  Promise.resolve({
    ask: ({ name }, request) => {
      tell(name, { heard: request });
      return Promise.resolve({ partition: name, request });
    },
    close: () => Promise.resolve(),
  });

/** A page that is built, without building it. */
async function builtPage(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'console-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><html lang="en"></html>');
  return folder;
}

describe('the page', () => {
  it.each(['/_sim/console', '/_sim/console/', '/'])('is served at %s, under a strict content security policy', async (path) => {
    const { simulator } = await startOnSocket({ consoleFolder: await builtPage() });
    const answer = await fetch(simulator.url + path, { headers: { accept: 'text/html,*/*' } });
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(await answer.text()).toContain('<html lang="en"');
  });

  it.each([
    ['/?area=clock', './_sim/console/?area=clock'],
    ['/_sim/console', './console/'],
    ['/ece/', './_sim/console/'],
  ])('leads from %s to the page, also behind a gateway that puts a folder in front', async (path, location) => {
    const { simulator } = await startOnSocket({ publicUrl: 'https://gateway.example/ece', controlToken: 'a-token-for-the-room' });
    const url = simulator.address.listening + path;
    const answer = await fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, location]);
  });

  it('says what to do when it is not built', async () => {
    const { simulator } = await startOnSocket({ consoleFolder: '/nowhere' });
    const answer = await fetch(`${simulator.url}/_sim/console`);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  });

  it('tells whoever asks for / and does not want a page what there is', async () => {
    const { simulator } = await startOnSocket();
    const answer = await fetch(`${simulator.url}/`, { headers: { accept: 'application/json' } });
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('/readyz')]);
  });

  it.each([
    '/_sim/console/assets/nothing.js',
    '/_sim/console/assets/..%2f..%2fpackage.json',
    '/_sim/console/assets/../index.html',
  ])('has nothing at %s', async (path) => {
    const { simulator } = await startOnSocket();
    expect((await fetch(simulator.url + path, { headers: { accept: 'application/json' } })).status).toBe(404);
  });
});

describe('the parts of the console', () => {
  it('are none unless they are handed in', async () => {
    const { control } = await startOnSocket();
    expect(await control.get('/console')).toEqual([]);
    expect(await control.refused('POST', '/console/phone', { ask: 'state' })).toMatchObject({
      kind: 'unknown',
      message: 'There is no part of the console "phone".',
    });
  });

  it('are opened when they are asked, and answer for the partition', async () => {
    const { control } = await startOnSocket({ consoleParts: { echo } });
    await control.post('/partitions', { body: { name: 'other' } });
    expect(await control.get('/console')).toEqual(['echo']);
    expect(await control.request('POST', '/partitions/other/console/echo', { ask: 'what', of: 1 })).toEqual({
      partition: 'other',
      request: { ask: 'what', of: 1 },
    });
  });

  it('tell what happens down the event streams of their partition', async () => {
    const { simulator, control } = await startOnSocket({ consoleParts: { echo } });
    const stop = new AbortController();
    const response = await fetch(`${simulator.url}/_sim/v1/events`, { signal: stop.signal });
    await control.post('/console/{part}', { params: { part: 'echo' }, body: { ask: 'hello' } });
    let heard = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      heard += chunk;
      if (heard.includes('hello')) break;
    }
    stop.abort();
    expect(heard).toContain('event: console\ndata: {"heard":{"ask":"hello"},"partition":"default","part":"echo"}\n\n');
  });
});
