import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { plan } from '../../calibration/plan/plan.ts';
import { startSimulator } from '../../simulator/index.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { deadPort } from '../client/sockets.ts';
import { runCli, startCli } from '../end-to-end/cli-process.ts';
import { interruptAt } from './interrupt.ts';

async function folderOf(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'calibrate-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function flagsFor(url: string, out: string, ...more: string[]): string[] {
  const credentials = ['--client-id', 'demo-client', '--client-secret', 'demo-secret', '--entry-point', '1001'];
  return ['calibrate', '--url', `${url}/system`, ...credentials, '--out', out, ...more];
}

/** A recording in which every probe has run, but those named. */
async function writeResume(out: string, left: readonly string[]): Promise<void> {
  const head = { kind: 'recording', version: 1, madeBy: 'a test', startedAt: '2026-05-12T08:00:00.000Z' };
  const lines = plan
    .filter(({ name }) => !left.includes(name))
    .map(({ name }) => ({ kind: 'act', probe: name, startedAt: head.startedAt, act: 'nothing', done: false }));
  const all = [{ ...head, contextRoot: '/system', receivesCallbacks: true }, ...lines];
  await writeFile(`${out}.recording.jsonl`, all.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

describe('a signal', () => {
  it.each([
    ['SIGINT', 130, 'in a probe', /1\/\d+ /, ['context-root'], []],
    ['SIGTERM', 143, 'in a probe', /1\/\d+ /, ['context-root'], []],
    ['SIGINT', 130, 'at a question to the person at the desk', /Press Enter/, ['agent-writes'], ['--all', 'agent-writes']],
  ] as const)('%s gives %i, and %s what was begun is ended', async (signal, exitCode, _where, text, left, more) => {
    const ece = await startSimulator({ port: 0, agents: 'silent' });
    onTestFinished(() => ece.close());
    const ongoing = () => ece.conversations.list().filter(({ state }) => state !== 'ended').length;
    const before = ongoing();
    const out = path.join(await folderOf(), 'site.yaml');
    await writeResume(out, left);
    const port = await deadPort();
    ece.applications.setCallbackUrl('demo', `http://127.0.0.1:${port}/`);
    const { code, log } = await interruptAt(text, flagsFor(ece.url, out, '--callback-port', String(port), ...more), signal);
    expect(log).toContain('It was stopped, and what was begun is ended. The same command goes on.');
    expect([code, ongoing()]).toEqual([exitCode, before]);
    expect(ece.journal.list().map(({ operation }) => operation)).toContain('revokeToken');
  });
});

it('prints the plan of the command that the page names, without a secret', async () => {
  const page = await readFile(path.join(import.meta.dirname, '../../docs/calibrate.md'), 'utf8');
  const [, flags] = /^ece-simulator (calibrate .* --dry-run)$/m.exec(page)!;
  const { code, stdout, stderr } = await runCli(flags!.split(' '));
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^context-root: /);
});

describe('wrong input', () => {
  it.each([
    [['--pause', 'often'], /--pause <seconds>.*It is a number of seconds from 1 to 60\./],
    [['--pause', '0.1'], /It is a number of seconds from 1 to 60\./],
    [['--pause', ''], /It is a number of seconds from 1 to 60\./],
    [['--url', 'chat.example.com'], /It is an http or https URL/],
    [[], /A calibration asks an ECE, so it needs --url, --client-id, --client-secret, --entry-point\./],
    [['--from', 'missing.jsonl'], /missing\.jsonl cannot be read/],
    [['--check-share', 'missing.yaml'], /missing\.yaml: The file cannot be read: there is no such file\./],
  ])('%j gives 2 and a sentence', async (flags, sentence) => {
    const { code, stderr } = await runCli(['calibrate', ...flags]);
    expect(stderr).toMatch(sentence);
    expect(code).toBe(2);
  });

  it.each([
    [['--only', 'strat'], /--only: no probe is called "strat"\. Did you mean "start"\?/],
    [['--only', 'idle'], /--only: "idle" touches others, so it runs only when --all names it too\./],
    [['--all', 'start'], /--all: no probe that touches others is called "start"/],
    [
      ['--callback-port', '8090', '--payload-files', '.'],
      /Callbacks come to --callback-port or .* --payload-files: give one of them\./,
    ],
    [['--callback-url', 'https://me.example.com'], /--callback-url is how ECE reaches --callback-port: give the port too\./],
    [['--callback-url', 'me.example.com'], /--callback-url <url>.*It is an http or https URL/],
    [['--payload-files', 'missing'], /--payload-files: missing cannot be used: there is no such folder\./],
  ])('%j gives 2 and a sentence, and asks ECE nothing', async (flags, sentence) => {
    const out = path.join(await folderOf(), 'site.yaml');
    const { code, stderr } = await runCli(flagsFor('http://127.0.0.1:1', out, ...flags));
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('could not be reached');
    expect(code).toBe(2);
  });

  it('an entry point in another situation alone gives 2', async () => {
    const flags = flagsFor('http://127.0.0.1:1', path.join(await folderOf(), 'site.yaml'));
    const { code, stderr } = await runCli(flags.map((flag) => (flag === '1001' ? 'inactive=1005' : flag)));
    expect(stderr).toContain('--entry-point: give an active one with an agent logged in too, as its id alone, e.g. 1001.');
    expect(code).toBe(2);
  });

  it('a port that another program has gives 2', async () => {
    await using other = await Receiver.open();
    const out = path.join(await folderOf(), 'site.yaml');
    const { port } = new URL(other.url);
    const { code, stderr } = await runCli(flagsFor('http://127.0.0.1:1', out, '--callback-port', port));
    expect(stderr).toContain(
      `The port ${port} cannot be listened at: another program has it. Give another one with --callback-port.`,
    );
    expect(code).toBe(2);
  });

  it('a run that goes on must receive callbacks as before', async () => {
    const out = path.join(await folderOf(), 'site.yaml');
    await writeResume(out, []);
    const { code, stderr } = await runCli(flagsFor('http://127.0.0.1:1', out));
    expect(stderr).toMatch(
      /holds a run that goes on, which received callbacks by --callback-port\. Give the same flags, or remove/,
    );
    expect(code).toBe(2);
  });

  it('a host that is no ECE gives 2 and says so', async () => {
    const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Welcome</title>' };
    await using host = await Receiver.open(() => page);
    const { code, stderr } = await runCli(flagsFor(host.url, path.join(await folderOf(), 'site.yaml')));
    expect(stderr).toMatch(/answered the token call with 200 and a web page: is it an ECE, and is "\/system" its context root\?/);
    expect(code).toBe(2);
  });

  it('a certificate that nobody trusts gives 2 and names --trust, with which it is reached', async () => {
    await using ece = await startCli('--tls');
    const folder = await folderOf();
    const out = path.join(folder, 'site.yaml');
    const { code, stderr } = await runCli(flagsFor(ece.url, out));
    expect(stderr).toMatch(/could not be reached: .*certificate.* Give the certificate of its authority by --trust/);
    expect(code).toBe(2);
    const wrongId = flagsFor(ece.url, out, '--trust', ece.certificateFile!).map((flag) => (flag === '1001' ? '9999' : flag));
    expect((await runCli(wrongId)).stderr).toMatch(/ECE answered 404 for the entry point 9999/);
  });
});
