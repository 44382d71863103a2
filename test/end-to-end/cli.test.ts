import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { gate, Receiver } from '../../simulator/testing/receiver.ts';
import { runCli, startCli } from './cli-process.ts';

const cli = path.join(import.meta.dirname, '../../cli/cli.ts');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ece-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function configurationFile(text: string) {
  const file = path.join(folder, 'ece.yaml');
  await writeFile(file, text);
  return file;
}

async function greetingOf(flags: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [cli, 'start', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  let text = '';
  while (!/^Help: /m.test(text)) text += String((await once(child.stdout, 'data'))[0]);
  return {
    lines: text.trimEnd().split('\n'),
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

describe('ece-simulator start', () => {
  it('prints one line for programs, with all that a client needs', async () => {
    await using ece = await startCli();
    expect(ece.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(ece.clientId).toBe('demo-client');
    expect(ece.clientSecret).toBe('demo-secret');
    expect(ece.line).toMatchObject({
      controlUrl: `${ece.url}/_sim/v1`,
      consoleUrl: `${ece.url}/_sim/console/`,
      seed: expect.any(String) as string,
      applications: [{ name: 'demo', clientId: 'demo-client', clientSecret: 'demo-secret' }, {}],
      version: '0.1.0',
    });
    expect(ece.log()).toBe('');
    expect(ece.entryPoints.map(({ id }) => id)).toEqual(['1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008']);
  });

  it.each([
    ['', [], /Where is my order 4711\?/],
    ['over HTTPS', ['--tls'], /Where is my order 4711\?/],
    ['in German', ['--locale', 'de'], /Wo ist meine Bestellung 4711\?/],
  ])('prints ten lines for a person, and one of them shows a conversation %s', async (_, flags, question) => {
    await using greeting = await greetingOf(['--clock', '20x', ...flags]);
    expect(greeting.lines.filter((line) => !line.startsWith('  certificate'))).toHaveLength(10);
    const line = greeting.lines.find((one) => one.includes('npx ece-simulator chat'))!;
    const here = line.replace('npx ece-simulator', `'${process.execPath}' '${cli}'`);
    const { stdout } = await promisify(execFile)('bash', ['-c', here]);
    expect(stdout).toMatch(
      new RegExp(`^Ada .*\\n.*\\nYou +${question.source}\\nAda .*\\n.*\\nYou +bye\\nAda .*\\n +The chat is over\\.\\n$`, 'm'),
    );
  });

  it.each(['/proc/self', '/proc/self/nowhere', '/nowhere'])(
    'starts where TMPDIR is %s, and makes no folder there',
    async (folder) => {
      await using greeting = await greetingOf([], { TMPDIR: folder });
      expect(greeting.lines[0]).toMatch(/^A Cisco ECE v19 runs at /);
      expect(existsSync('/nowhere')).toBe(false);
    },
  );

  it('names the npm scripts where it is started by one, and asks for a control token', async () => {
    const env = { npm_lifecycle_event: 'start', npm_package_name: 'ece-simulator' };
    await using greeting = await greetingOf(['--control-token', 'a-token-of-16-characters'], env);
    expect(greeting.lines).toContainEqual(
      expect.stringMatching(/^ {2}npm run chat -- --url http:\S+ --control-token <the token>$/),
    );
    expect(greeting.lines.at(-1)).toBe('Help: npm start -- --help');
    expect(greeting.lines.join()).not.toContain('a-token-of-16-characters');
  });

  it('starts without the word, too', async () => {
    const { stderr } = await runCli(['--host', '0.0.0.0']);
    expect(stderr).toContain('the control API needs a token');
    vi.stubEnv('ECE_SIMULATOR_HOST', '0.0.0.0');
    const bare = await runCli([]);
    vi.unstubAllEnvs();
    expect(bare.stderr).toContain('the control API needs a token');
  });

  it('takes the credentials that others have to name', async () => {
    await using ece = await startCli('--client-id', 'bank', '--client-secret', 'bank-secret');
    expect(ece).toMatchObject({ clientId: 'bank', clientSecret: 'bank-secret' });
    const bank = await EceClient.authorized(ece.url, { key: 'bank', secret: 'bank-secret' });
    expect(bank.token).not.toBe('');
  });

  it('refuses a misspelt variable', async () => {
    const { code, stderr } = await runCli(['start', '--port', '0'], { ECE_SIMULATOR_AGENT: 'silent' });
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean "ECE_SIMULATOR_AGENTS"?');
  });

  it('is live and ready', async () => {
    await using ece = await startCli();
    expect((await fetch(`${ece.url}/livez`)).status).toBe(200);
    expect(await (await fetch(`${ece.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  it('keeps its certificate where only its user reads it, until it ends', async () => {
    await using ece = await startCli('--tls');
    expect((await stat(ece.certificateFile!)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(ece.certificateFile!))).mode & 0o777).toBe(0o700);
    await ece.stop();
    await expect(stat(path.dirname(ece.certificateFile!))).rejects.toThrow('ENOENT');
  });

  it('takes its secrets from files, so that the list of processes does not show them', async () => {
    const secret = path.join(folder, 'secret');
    await writeFile(secret, 'a secret from a file\n');
    await using ece = await startCli('--client-secret-file', secret);
    expect(ece.clientSecret).toBe('a secret from a file');
  });

  it('serves HTTPS with a certificate that a client can trust by file', async () => {
    await using ece = await startCli('--tls');
    expect(ece.url).toMatch(/^https:/);
    const ca = await readFile(ece.certificateFile!);
    const [answer] = (await once(https.get(`${ece.url}/livez`, { ca, agent: false }), 'response')) as [{ statusCode: number }];
    expect(answer.statusCode).toBe(200);
    await expect(fetch(`${ece.url}/livez`)).rejects.toThrow();
  });

  it('puts a flag over the environment over the file over the default', async () => {
    const file = await configurationFile('seed: from-file\nagents: manual\nclock: manual\nhost: localhost\n');
    const { url, stop } = await startCli('--config', file, '--agents', 'silent');
    expect(new URL(url).hostname).toBe('localhost');
    const view = async (what: string) => (await fetch(`${url}/_sim/v1/${what}`)).json();
    expect(((await view('agents')) as { behaviour: string }[])[0]!.behaviour).toBe('silent');
    expect(((await view('clock')) as { mode: string }).mode).toBe('manual');
    expect(((await view('partitions')) as { seed: string }[])[0]!.seed).toBe('from-file');
    await stop();
    const refused = await runCli(['start', '--config', file, '--port', '0'], { ECE_SIMULATOR_CLOCK: 'never' });
    expect(refused.stderr).toContain('"clock" must be "real", "manual", a factor such as "60x"');
  });

  it.each([
    ['false', 'http:'],
    ['true', 'https:'],
  ])('takes a toggle of the environment at its word: %s', async (value, protocol) => {
    vi.stubEnv('ECE_SIMULATOR_TLS', value);
    await using ece = await startCli();
    vi.unstubAllEnvs();
    expect(new URL(ece.url).protocol).toBe(protocol);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('finishes a delivery under way on %s, then stops with %i', async (signal, code) => {
    const { opened, open } = gate();
    await using receiver = await Receiver.open(() => opened.then(() => 200));
    await using ece = await startCli('--callback-url', receiver.url, '--log-level', 'info');
    await EceClient.overSocket(ece.url).startConversation();
    await receiver.until(1);
    const stopped = ece.stop(signal);
    while (!ece.log().includes('finishing deliveries')) await once(ece.process.stderr!, 'data');
    open();
    expect(await stopped).toBe(code);
    expect(receiver.bodies.join()).toContain('assigned');
  });
});

describe('what cannot be', () => {
  it.each([
    ['an unknown key', 'prot: 1\n', '"prot" is not known here. Did you mean "port"?'],
    [
      'an unknown key deep inside',
      'world:\n  agents:\n    - { frstName: A }\n',
      'world.agents[0].frstName: "frstName" is not known here. Did you mean "firstName"?',
    ],
    ['a wrong value', 'port: high\n', '"port" must be a number, not a text.'],
    [
      'a setting that is not implemented',
      'settings: { http.idForm: sometimes }\n',
      'Allowed: "string-or-number", "string", "number"',
    ],
    [
      'a name that refers to nothing',
      'world: { entryPoints: [{ id: 5, name: x, queue: Servise }] }\n',
      'Did you mean "Service"?',
    ],
    ['no YAML', 'a: [1\nb: 2', 'ece.yaml:2: this is no YAML'],
  ])('in the file: %s', async (_what, text, message) => {
    const file = await configurationFile(text);
    const { code, stdout, stderr } = await runCli(['start', '--config', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain(file);
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    ['a port that is none', ['start', '--port', '70000'], 'A port is a number from 0 to 65535'],
    ['an unknown command', ['strat'], 'Did you mean start?'],
    ['an unknown flag without a command', ['--prot', '1'], 'Did you mean --port?'],
    [
      'an unknown flag',
      ['start', '--prot', '1'],
      'Did you mean --port?)\n(ece-simulator start --help shows the flags and arguments)',
    ],
    ['a folder in place of a file', ['start', '--config', tmpdir()], `${tmpdir()}: The file cannot be read: it is a folder.`],
    ['a folder in place of a snapshot', ['start', '--snapshot', tmpdir()], `${tmpdir()} cannot be read: it is a folder.`],
    ['a file that is not there', ['start', '--config', '/nowhere.yaml'], 'there is no such file'],
    ['off loopback without a token', ['start', '--host', '0.0.0.0'], 'The flag is --control-token, the variable ECE_SIMULATOR_'],
    [
      'an agent that behaves in no known way',
      ['start', '--agents', 'answer'],
      ': --agents: "agents" cannot be "answer". Did you',
    ],
    ['a seed that is empty', ['start', '--seed', ''], '"seed" must not be empty'],
    ['a log level', ['start', '--log-level', 'loud'], 'Valid: fatal'],
  ])('on the command line: %s', async (_what, flags, message) => {
    const { code, stderr } = await runCli(flags);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it('in a variable', async () => {
    const { code, stderr } = await runCli(['exec', '--', 'true'], { ECE_SIMULATOR_CLOCK: 'fast' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/: ECE_SIMULATOR_CLOCK: "clock" must be "real"/);
  });

  it('a port that is taken', async () => {
    await using ece = await startCli();
    const { code, stderr } = await runCli(['start', '--port', new URL(ece.url).port]);
    expect(code).toBe(1);
    expect(stderr).toContain('another program uses the port');
    expect(stderr).toContain('The flag is --port, the variable ECE_SIMULATOR_PORT');
    if (process.platform === 'linux') expect(stderr).toContain(`held by node cli.ts (process ${ece.process.pid})`);
  });
});
