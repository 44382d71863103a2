import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfigurationFile } from '../../simulator/configuration/configuration-file.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { runCli, startCli } from './cli-process.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ece-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  await writeFile(path.join(folder, name), text);
  return path.join(folder, name);
}

function runHere(flags: string[], env: Record<string, string> = {}) {
  return runCli(flags, env, folder);
}

describe('the configuration', () => {
  it('is found by its name, and the first of two names is not guessed', async () => {
    await write('ece-simulator.yaml', 'clientId: found\n');
    const show = 'console.log(process.env.ECE_CLIENT_ID)';
    const exec = ['exec', '--', process.execPath, '-e', show];
    expect(await runHere(exec)).toMatchObject({ code: 0, stdout: 'found\n' });
    const named = await write('named.yaml', 'clientId: named\n');
    expect(await runHere(['exec', '--config', named, '--', process.execPath, '-e', show])).toMatchObject({ stdout: 'named\n' });
    await write('ece-simulator.json', '{}');
    const { code, stderr } = await runHere(exec);
    expect([code, stderr]).toEqual([
      2,
      'ece-simulator: ece-simulator.yaml and ece-simulator.json stand in this folder. Keep one, or name one by --config.\n',
    ]);
  });

  it('is printed with the source of each value, and without secrets', async () => {
    await write('lab.yaml', 'version: 1\nsettings: { http.prefix: none, message.send.successStatus: 202 }\n');
    await write(
      'ece-simulator.yaml',
      `site: lab.yaml
clock: manual
settings: { http.prefix: both }
world:
  applications: [{ name: a, clientId: a, clientSecret: hush-1 }]
  users: [{ userName: u, password: hush-2 }]
`,
    );
    const flags = ['config', 'print', '--seed', '7', '--control-token', 'hush-hush-hush-hush'];
    const { code, stdout, stderr } = await runHere(flags, { ECE_SIMULATOR_AGENTS: 'silent' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('# default\n# port: 8080\n');
    expect(stdout).toContain('# from --seed\nseed: "7"\n');
    expect(stdout).toContain('# from ECE_SIMULATOR_AGENTS\nagents: silent\n');
    expect(stdout).toContain('# from ece-simulator.yaml\nclock: manual\n');
    expect(stdout).toMatch(/# from \S+lab\.yaml\n {2}message\.send\.successStatus: 202\n/);
    expect(stdout).toContain('# from ece-simulator.yaml\n  http.prefix: both\n');
    expect(stdout).toContain('controlToken: "***"\n');
    expect(stdout).not.toContain('hush');
    expect(parse(stdout)).toMatchObject({ seed: '7', agents: 'silent', settings: { 'http.prefix': 'both' } });
  });

  it.each([
    ['a wrong file', ['config', 'print', '--config', 'gone.yaml'], 'there is no such file'],
    ['a wrong value', ['config', 'print', '--clock', 'slow'], '"clock" must be "real"'],
    ['two worlds', ['start', '--world', 'empty', '--world', 'default'], 'It is given twice.'],
    ['a world that is none', ['start', '--world', 'full'], 'It is empty or default'],
    ['a snapshot without a folder', ['start', '--snapshot-on-exit', 'gone/a.json'], 'there is no folder'],
    ['a shell that is not known', ['completion', 'csh'], 'Allowed choices are bash, zsh, fish'],
    ['nothing to begin with', ['init'], 'Say what to write: configuration, test, scenario.'],
    ['something else to begin with', ['init', 'world'], 'Say what to write: configuration, test, scenario.'],
    ['a beginning that is misspelled', ['init', 'tset'], 'scenario. Did you mean "test"?'],
    ['a runner that is misspelled', ['init', 'test', '--runner', 'vitset'], 'pytest. Did you mean "vitest"?'],
    ['a test of no runner', ['init', 'test'], 'Say which test runner by --runner: vitest, jest, node, pytest.'],
    ['a first file in no folder', ['init', 'scenario', '--file', 'gone/a.yaml'], 'there is no such folder'],
  ])('refuses %s', async (_what, flags, sentence) => {
    const { code, stdout, stderr } = await runHere(flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  it.each([
    [
      'nested settings',
      'settings:\n  http:\n    prefix: none\n',
      'ece.yaml:2: settings.http: Names of settings are dotted, not nested: write "http.prefix"',
    ],
    [
      'the number of a special entry point',
      'world:\n  entryPoints:\n    - { id: 2403, name: mine, queue: Service }\n',
      'ece.yaml:3: world.entryPoints[0].id: 2403 is the number of a special entry point',
    ],
    [
      'both words for a client id',
      'world:\n  applications: [{ name: a, clientId: a, key: a, secret: s }]\n',
      'is ECE\'s word for "clientId": give one of them',
    ],
  ])('says what is wrong with %s', async (_what, text, sentence) => {
    await write('ece.yaml', text);
    const { code, stderr } = await runHere(['start', '--config', 'ece.yaml']);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('a first file', () => {
  it('of a configuration has every key as a comment, with an example that is taken', async () => {
    expect(await runHere(['init', 'configuration'])).toMatchObject({ code: 0, stderr: '' });
    const text = await readFile(path.join(folder, 'ece-simulator.yaml'), 'utf8');
    const examples = [...text.matchAll(/^# (\w+: .+)$/gm)].map(([, line]) => line!).filter((line) => !line.includes('$schema'));
    expect(examples.length).toBeGreaterThan(20);
    for (const example of examples) await readConfigurationFile(await write('one.yaml', `${example}\n`));
    expect(await runHere(['config', 'print'])).toMatchObject({ code: 0 });
  });

  it('of a scenario is one that passes', async () => {
    expect(await runHere(['init', 'scenario', '--file', 'mine.yaml'])).toMatchObject({ code: 0 });
    expect(await runHere(['scenario', 'run', 'mine.yaml'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('is of the runner that the package has, and is never written over', async () => {
    await write('package.json', '{ "devDependencies": { "jest": "^30" } }');
    expect((await runHere(['init', 'test'])).stdout).toMatch(/^Wrote ece\.test\.js\. Run it by NODE_OPTIONS=/);
    await write('ece.test.js', 'mine');
    const { code, stderr } = await runHere(['init', 'test']);
    expect([code, stderr]).toEqual([
      2,
      'ece-simulator: ece.test.js exists already, and is left as it is. Name another by --file.\n',
    ]);
    expect(await readFile(path.join(folder, 'ece.test.js'), 'utf8')).toBe('mine');
  });

  it('of pytest finds the simulator of exec', async () => {
    await runHere(['init', 'test', '--runner', 'pytest']);
    const call = 'import test_ece; test_ece.test_asks_whether_an_agent_is_available()';
    expect(await runHere(['exec', '--', 'python3', '-B', '-c', call])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a snapshot on exit', () => {
  it('holds what was not delivered, of every partition, and the log counts it', async () => {
    const file = path.join(folder, 'kept.json');
    await using ece = await startCli(
      '--log-level',
      'warn',
      '--snapshot-on-exit',
      file,
      '--clock',
      'manual',
      '--callback-url',
      'http://127.0.0.1:9/',
    );
    await fetch(`${String(ece.line['controlUrl'])}/partitions`, {
      method: 'POST',
      body: JSON.stringify({ name: 'other', clock: 'manual' }),
    });
    const patch = { method: 'PATCH', body: JSON.stringify({ callback: { url: 'http://127.0.0.1:9/' } }) };
    await fetch(`${String(ece.line['controlUrl'])}/partitions/other/applications/demo`, patch);
    const conversation = await EceClient.overSocket(ece.url).startConversation();
    await EceClient.overSocket(ece.url, { key: 'demo-client-1', secret: 'demo-secret' }).startConversation({ entryPoint: 11001 });
    for (const clock of ['/clock', '/partitions/other/clock'])
      await fetch(`${String(ece.line['controlUrl'])}${clock}/advance`, { method: 'POST', body: JSON.stringify({ ms: 5000 }) });
    expect(await ece.stop()).toBe(143);
    expect(ece.log()).toMatch(/\d callbacks were not delivered: \d in the partition default, \d in the partition other/);
    await using next = await startCli('--snapshot', file);
    const known = await fetch(`${String(next.line['controlUrl'])}/conversations/${conversation}`);
    expect(known.status).toBe(200);
    expect(await (await fetch(`${String(next.line['controlUrl'])}/partitions/other/clock`)).json()).toMatchObject({
      mode: 'manual',
    });
  });

  it('is written by exec too', async () => {
    expect(await runHere(['exec', '--snapshot-on-exit', 'kept.json', '--', process.execPath, '-e', ''])).toMatchObject({
      code: 0,
    });
    expect(await readFile(path.join(folder, 'kept.json'), 'utf8')).toContain('ece-simulator-snapshot');
  });
});

describe('the completion', () => {
  it('of bash knows commands and flags', async () => {
    await write('completion.bash', (await runHere(['completion', 'bash'])).stdout);
    const complete = async (...words: string[]) => {
      const line = `source completion.bash; COMP_WORDS=(${words.join(' ')} ''); COMP_CWORD=${words.length - 1}; _ece_simulator; echo "\${COMPREPLY[@]}"`;
      return (await promisify(execFile)('bash', ['-c', line], { cwd: folder })).stdout.trim();
    };
    expect(await complete('ece-simulator', 'scenario', 'r')).toBe('run');
    expect(await complete('ece-simulator', 'start', '--snapshot-o')).toBe('--snapshot-on-exit');
    expect(await complete('ece-simulator', 'start', '--config', 'completion')).toBe('completion.bash');
  });

  it.each(['zsh', 'fish'])('of %s is written', async (shell) => {
    const { code, stdout } = await runHere(['completion', shell]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('snapshot-on-exit')]);
  });
});

it('the version is one for a bug report', async () => {
  expect((await runCli(['--version'])).stdout).toMatch(
    /^ece-simulator \d+\.\d+\.\d+ \((from source|commit \w+), Node \d+\.\d+\.\d+\)\n$/,
  );
});
