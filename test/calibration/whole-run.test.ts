import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { Exchange } from '../../calibration/recording/exchange.ts';
import { readRecording } from '../../calibration/recording/recording-file.ts';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Reply } from '../../simulator/testing/receiver.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { deadPort } from '../client/sockets.ts';
import { runCli } from '../end-to-end/cli-process.ts';
import { interruptAt } from './interrupt.ts';

/** An ECE, and the flags with which the command asks it. */
async function openSession(settings: Readonly<Record<string, unknown>> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'calibrate-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const ece = await startSimulator({ port: 0, settings });
  onTestFinished(() => ece.close(0));
  const before = ece.conversations.list().map(({ id }) => id);
  /** What the calibration has begun and not ended. */
  const open = () => ece.conversations.list().flatMap(({ id, state }) => (before.includes(id) || state === 'ended' ? [] : [id]));
  const out = path.join(folder, 'site.yaml');
  const flagsAt = (url: string, ...more: string[]) => {
    const credentials = ['--client-id', 'demo-client', '--client-secret', 'demo-secret', '--entry-point', '1001'];
    return ['calibrate', '--url', `${url}/system`, ...credentials, '--out', out, ...more];
  };
  const flags = (...more: string[]) => flagsAt(ece.url, ...more);
  const recorded = async () => (await readRecording(`${out}.recording.jsonl`)).lines as readonly Exchange[];
  const site = async () => (parse(await readFile(out, 'utf8')) as { settings: Record<string, unknown> }).settings;
  return { folder, ece, open, out, flags, flagsAt, recorded, site };
}

/** Passes on to the ECE; after a request at which the pattern matches it answers as given. */
async function openFront(ece: RunningSimulator, after: RegExp, reply: Reply): Promise<Receiver> {
  let isOver = false;
  return Receiver.open(async ({ method, path: target, headers, body }): Promise<Reply> => {
    if (isOver) return reply;
    isOver = after.test(`${method} ${target}`);
    const { host: _, 'content-length': __, connection: ___, ...others } = headers as Record<string, string>;
    const answer = await fetch(ece.url + target, { method, headers: others, ...(body !== '' && { body }) });
    const {
      'content-length': ____,
      'transfer-encoding': _____,
      connection: ______,
      ...kept
    } = Object.fromEntries(answer.headers);
    return { status: answer.status, headers: kept, body: await answer.text() };
  });
}

describe('a whole run of the command', { timeout: 120_000 }, () => {
  it('in which no callback arrives tells nothing of callbacks, and says what to do', async () => {
    const { flags, open, site } = await openSession();
    const port = String(await deadPort());
    const { code, stdout, stderr } = await runCli(flags('--callback-port', port, '--only', 'revoke-in-conversation'));
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      `No callback arrived, so no setting of callbacks could be told. Is a URL that leads to port ${port} of`,
    );
    expect(stderr).toContain('give the same command again with --only revoke-in-conversation.');
    expect(stdout).not.toMatch(/^(agrees|differs|not explained) .*callback/m);
    expect(Object.keys(await site()).filter((name) => name.startsWith('callback.'))).toEqual([]);
    expect(open()).toEqual([]);
  });

  it('with --callback-url lets ECE fetch files there, and takes its callbacks', async () => {
    const { ece, flags, open, recorded, site } = await openSession({ 'attachment.customerFetch': 'on-upload' });
    const port = await deadPort();
    ece.applications.setCallbackUrl('demo', `http://127.0.0.1:${port}/callback`);
    const url = `http://127.0.0.1:${port}`;
    const run = await runCli(flags('--callback-port', String(port), '--callback-url', `${url}/`, '--only', 'fetch-file'));
    expect(run.code, run.stderr).toBe(0);
    const received = (await recorded()).filter(({ kind }) => kind === 'callback');
    expect(received.map(({ request }) => request.method)).toContain('GET');
    expect(received.map(({ request }) => request.method)).toContain('POST');
    expect(JSON.stringify(received)).not.toContain(String(port));
    expect(await site()).toMatchObject({ 'attachment.customerFetch': 'on-upload' });
    expect(open()).toEqual([]);
  });

  it('with --payload-files takes callbacks that another program catches', async () => {
    const { folder, ece, flags, open, recorded } = await openSession();
    const payloads = path.join(folder, 'payloads');
    await mkdir(payloads);
    let count = 0;
    await using catcher = await Receiver.open(async ({ body }) => {
      await writeFile(path.join(payloads, `${++count}.json`), body);
      return 200;
    });
    ece.applications.setCallbackUrl('demo', catcher.url);
    const { code, stdout, stderr } = await runCli(flags('--payload-files', payloads, '--only', 'revoke-in-conversation'));
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/callback-repeats: --callback-port, because it answers callbacks with errors/);
    expect(stderr).toContain('1.json is taken.');
    const bodies = (await recorded()).filter(({ kind }) => kind === 'callback').map(({ request }) => request.body);
    expect(bodies.length).toBeGreaterThan(0);
    expect(stderr).not.toContain('No callback');
    expect(stdout).not.toContain('callbacks: 0 was seen');
    expect(open()).toEqual([]);
  });

  it('that Ctrl-C stops goes on with the same command, and asks nothing twice', async () => {
    const { ece, flags, open } = await openSession();
    const session = flags('--only', 'accept,bodies');
    const { code, log } = await interruptAt(/2\/2 bodies/, session);
    expect([code, open()]).toEqual([130, []]);
    expect(log).toContain('The same command goes on.');
    const acceptCalls = () => ece.journal.list().filter(({ request }) => request.headers['accept'] === 'text/csv').length;
    const before = acceptCalls();
    const again = await runCli(session);
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).toContain('holds a run that goes on');
    expect([before > 0, acceptCalls() - before, open()]).toEqual([true, 0, []]);
  });

  it('stops when ECE answers 429: what to do, exit code 1, and nothing left open', async () => {
    const { ece, flagsAt, open } = await openSession();
    await using front = await openFront(ece, /conversation\/start/, { status: 429, headers: { 'retry-after': '7' } });
    const { code, stderr } = await runCli(flagsAt(front.url, '--only', 'start'));
    expect(stderr).toContain('ECE answered 429, too many requests. Wait 7 seconds, and give the same command again');
    expect(stderr).toContain(`The conversation ${open().join()} may be open still: complete it at the desk.`);
    expect(code).toBe(1);
  });

  it('stops when ECE stops half-way, and names the conversation that it could not end', async () => {
    const { ece, flagsAt, open } = await openSession();
    await using front = await openFront(ece, /conversation\/start/, 'hang up');
    const { code, stderr } = await runCli(flagsAt(front.url, '--only', 'start'));
    expect(stderr).toContain(`${front.url} gave no answer any longer: `);
    expect(open()).toHaveLength(1);
    expect(stderr).toContain(`The conversation ${open().join()} may be open still: complete it at the desk.`);
    expect(code).toBe(1);
  });
});
