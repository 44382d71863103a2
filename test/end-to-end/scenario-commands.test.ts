import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { XMLParser } from 'fast-xml-parser';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createControlClient } from '../../simulator/control/client.ts';
import { runCli, startCli } from './cli-process.ts';

const cli = path.join(import.meta.dirname, '../../cli/cli.ts');
const library = path.join(import.meta.dirname, '../../scenarios/library');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ece-scenarios-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a story that expects the wrong outcome in line 9. */
async function wrongExpectation(): Promise<string> {
  const story = await readFile(path.join(library, 'no-agent-then-one-logs-in.yaml'), 'utf8');
  const file = path.join(folder, 'no-agent.yaml');
  await writeFile(
    file,
    story.replace('expect: NoAgentAvailable', 'expect: AgentAvailable').replace('available: false', 'available: true'),
  );
  return file;
}

async function partitionsOf(url: string, token?: string): Promise<string[]> {
  const partitions = await createControlClient(url, { token }).get('/partitions');
  return partitions.map(({ name }) => name);
}

function started(...flags: string[]) {
  const child = spawn(process.execPath, [cli, 'scenario', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  return { child, ended: once(child, 'close'), stderr: () => stderr };
}

function withoutDuration(text: string): string {
  return text.replaceAll(/\d+ ms|[\d.]+ s\./g, '<duration>');
}

interface Suites {
  testsuites: { testsuite: { testcase: { '@_name': string; failure?: unknown }[] } };
}

describe('ece-simulator scenario', () => {
  it('list names every story of the library, for people and for programs', async () => {
    const names = (await readdir(library)).map((file) => file.replace('.yaml', ''));
    const { code, stdout } = await runCli(['scenario', 'list']);
    expect(code).toBe(0);
    const { stdout: json } = await runCli(['scenario', 'list', '--json']);
    expect((JSON.parse(json) as { name: string }[]).map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    for (const name of names) expect(stdout).toContain(name);
  });

  it('run passes with what fits a pattern and exits 0', async () => {
    const { code, stdout } = await runCli(['scenario', 'run', 'token*', 'good-day']);
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('✓ token-expiry: ');
    expect(stdout).toContain('✓ good-day: ');
    expect(stdout).toMatch(/^(\d+) of \1 scenarios passed in/m);
  });

  it('run tells a trainer what was expected, what came and how to run it again, writes JUnit XML and exits 1', async () => {
    const file = await wrongExpectation();
    const results = path.join(folder, 'results.xml');
    const { code, stdout } = await runCli(['scenario', 'run', file, 'good-day', '--junit', results]);
    expect(code).toBe(1);
    expect(stdout).toContain('1 of 2 scenarios passed');
    expect(stdout).toMatch(/no-agent\.yaml:\d+, step 2: .*Get Agent Availability/);
    expect(stdout).toContain('AgentAvailable');
    expect(stdout).toContain('NoAgentAvailable');
    expect(stdout).toMatch(/seed no-agent; again: npx ece-simulator scenario run .*no-agent\.yaml/);
    const xml = await readFile(results, 'utf8');
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as Suites;
    expect(testsuites.testsuite.testcase.map((testcase) => [testcase['@_name'], 'failure' in testcase])).toEqual([
      [expect.stringContaining('No agent'), true],
      [expect.stringContaining('A good day'), false],
    ]);
  });

  it('run works against a simulator that runs already, and leaves no partition there', async () => {
    const token = 'a-token-of-16-characters';
    await using ece = await startCli('--control-token', token);
    const { code, stdout } = await runCli(['scenario', 'run', 'token-expiry', '--url', ece.url], {
      ECE_SIMULATOR_CONTROL_TOKEN: token,
    });
    expect(code, stdout).toBe(0);
    expect(await partitionsOf(ece.url, token)).toEqual(['default']);
  });

  it('run and demo with a site file behave as it says, and tell which story fails because of it', async () => {
    const site = path.join(folder, 'site.yaml');
    const settings = 'settings: { http.prefix: acme, conversation.end.route: put-query, conversation.start.successStatus: 200 }';
    await writeFile(site, `version: 1\n${settings}\nclient: { endRoute: put-query }\n`);
    const [run, demo] = await Promise.all([
      runCli(['scenario', 'run', 'good-day', 'outcomes-start-conversation-on-sms', await wrongExpectation(), '--site', site]),
      runCli(['scenario', 'demo', 'customer-ends-the-chat', '--wire', '--site', site]),
    ]);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('✓ good-day');
    const why = 'It passes with the default settings: this site behaves otherwise.';
    const failed = run.stdout.split('\nfailed: ').slice(1);
    expect(failed.map((text) => [text.split('\n', 1)[0], text.includes(why)])).toEqual([
      ['Every outcome of Start Conversation on SMS, except its events', true],
      ['No agent, then one logs in', false],
    ]);
    expect(run.stdout).toContain(`again: npx ece-simulator scenario run outcomes-start-conversation-on-sms --site ${site}`);
    expect(run.stdout).toContain(`1 failed because ${site} says that ECE behaves otherwise there`);
    expect(demo.code, demo.stdout).toBe(0);
    expect(demo.stdout).toMatch(/PUT \/acme\/ws\/v19\/clientapplications\/messaging\/\s+conversation\/end\?conversation=/);
  });

  it.each([
    ['version: 1\nsettings: { http.prefx: acme }\n', [], /site\.yaml:2: settings\.http\.prefx.*http\.prefix/],
    ['version: 1\nclient: { endRout: put-query }\n', [], /site\.yaml:2: .*endRout.*endRoute/],
    [
      'version: 1\n',
      ['--url', 'http://127.0.0.1:1'],
      /A site file is for the simulator that is started: leave --site out with --url/,
    ],
  ])('run refuses the site file %j %j with 2 and a sentence', async (text, more, sentence) => {
    const site = path.join(folder, 'wrong', 'site.yaml');
    await mkdir(path.dirname(site), { recursive: true });
    await writeFile(site, text);
    const { code, stdout, stderr } = await runCli(['scenario', 'run', 'good-day', '--site', site, ...more]);
    expect(stderr).toMatch(sentence);
    expect([code, stdout]).toEqual([2, '']);
  });

  it.each([
    ['SIGINT', 130, 'interrupted'],
    ['SIGTERM', 143, 'terminated'],
  ] as const)('run takes its partitions away on %s', async (signal, code, word) => {
    await using ece = await startCli();
    const { child, ended, stderr } = started('run', '--url', ece.url);
    await once(child.stdout, 'data');
    expect((await partitionsOf(ece.url)).length).toBeGreaterThan(1);
    child.kill(signal);
    expect(await ended).toEqual([code, null]);
    expect(stderr()).toBe(`ece-simulator: ${word}\n`);
    expect(await partitionsOf(ece.url)).toEqual(['default']);
  });

  it('run prints what its page says', async () => {
    const page = await readFile(path.join(import.meta.dirname, '../../scenarios/README.md'), 'utf8');
    const [, yaml] = /```yaml\n([^]*?)```/.exec(page)!;
    const [, ...printed] = /npm run scenario -- run night\.yaml\n([^]*?)```[^]*?```text\n([^]*?)```[^]*?```text\n([^]*?)```/.exec(
      page,
    )!;
    const night = (story: string) => writeFile(path.join(folder, 'night.yaml'), story);
    const run = async () => {
      const { stdout, stderr } = await runCli(['scenario', 'run', 'night.yaml'], {}, folder);
      return withoutDuration(stdout + stderr);
    };
    await night(yaml!);
    expect(await run()).toBe(withoutDuration(printed[0]!));
    await night(yaml!.replace('does: logs in', 'does: logs out'));
    expect(await run()).toBe(withoutDuration(printed[1]!));
    await night(yaml!.replace('Get Agent Availability', 'Get Agent Availabilty'));
    expect(await run()).toBe(withoutDuration(printed[2]!));
  });

  it('demo of a story that fails ends with what failed and exits 1', async () => {
    const { code, stdout } = await runCli(['scenario', 'demo', await wrongExpectation()]);
    expect(code).toBe(1);
    expect(stdout).toContain('→ NoAgentAvailable');
    expect(stdout).toContain('expected  the outcome AgentAvailable');
  });

  it('demo ends quietly when its reader has seen enough', async () => {
    const { child, ended, stderr } = started('demo', 'good-day');
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await ended;
    expect(stderr()).toBe('');
  });

  it.each([
    ['a name that nothing has', ['run', 'token-expire'], /token-expire: no scenario .*"token-expiry"/],
    ['a folder that is not there', ['run', './nowhere/'], /nowhere/],
    ['a simulator that is down', ['run', 'good-day', '--url', 'http://127.0.0.1:1'], /127\.0\.0\.1:1/],
    ['several for one', ['show', 'token*'], /choose one: .*token-expiry/],
    ['a flag that does not exist', ['run', '--jnuit', 'x'], /--jnuit/],
  ])('exits 2 with a sentence for %s', async (_, flags, sentence) => {
    const { code, stdout, stderr } = await runCli(['scenario', ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('exits 2 and names line and nearest word for a file that is wrong', async () => {
    const file = path.join(folder, 'wrong.yaml');
    await writeFile(
      file,
      'title: Wrong\nteaches: nothing\nsteps:\n  - node: Get Agent Avialability\n    inputs: { entryPointId: 1001 }\n    expect: AgentAvailable\n',
    );
    const { code, stderr } = await runCli(['scenario', 'run', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/wrong\.yaml:4.*Get Agent Availability/s);
  });

  it('show explains as prose and as a sequence diagram, or as one of the two', async () => {
    const { stdout: prose } = await runCli(['scenario', 'show', 'token-expiry', '--prose']);
    const { stdout: diagram } = await runCli(['scenario', 'show', 'token-expiry', '--mermaid']);
    expect(prose).toContain(' 5. Time passes: 1 day.');
    expect(prose).not.toContain('sequenceDiagram');
    expect(diagram).toMatch(/sequenceDiagram\n {2}participant Flow\n/);
    expect(diagram).toContain('Administrator->>ECE: Expires the tokens');
  });
});
