import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

const root = path.join(import.meta.dirname, '../..');
const start = 'ece-simulator start --json';
const hasShell = process.platform !== 'win32';

/** A project in which the command is installed. */
let project: string;
beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'ece-signals-'));
  const bin = path.join(project, 'node_modules/.bin');
  await mkdir(bin, { recursive: true });
  const command = `#!/bin/sh\nexec '${process.execPath}' '${path.join(root, 'cli/cli.ts')}' "$@"\n`;
  await writeFile(path.join(bin, 'ece-simulator'), command, { mode: 0o755 });
  await writeFile(
    path.join(project, 'package.json'),
    JSON.stringify({ private: true, scripts: { start, exec: 'ece-simulator exec -- sh wait.sh' } }),
  );
  await writeFile(path.join(project, 'wait.sh'), 'echo "{\\"url\\":\\"$ECE_URL\\"}"\nexec sleep 600\n');
});
afterAll(() => rm(project, { recursive: true }));

/** As in a shell of its own, not below the npm that runs these tests. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const PATH = [path.join(project, 'node_modules/.bin'), path.dirname(process.execPath), process.env.PATH].join(path.delimiter);
  return { ...Object.fromEntries(own), PATH, ECE_SIMULATOR_PORT: '0' };
}

/** Starts a program that starts a simulator, and waits for the line of the simulator. */
async function launch(program: string, parameters: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  // On a port that nobody else is given: a simulator of another test must not answer when this one has ended.
  const env = { ...environment(), ECE_SIMULATOR_PORT: String(await freePort()) };
  const child = spawn(program, parameters, { cwd: project, env, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('{')) return { child, url: (JSON.parse(line) as { url: string }).url };
  }
  throw new Error(`${program} ended before the simulator was ready`);
}

async function isLive(url: string): Promise<boolean> {
  return fetch(`${url}/livez`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Waits; a simulator that goes on lets the test time out. */
async function untilItEnds(url: string): Promise<void> {
  while (await isLive(url));
}

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(hasShell)('SIGTERM', () => {
  it.each([
    ['npx', ['--no-install', ...start.split(' ')]],
    ['npm', ['start']],
    ['npm', ['run', 'exec']],
    ['sh', ['-c', `exec ${start}`]],
  ])('to `%s %j` ends the simulator', async (program, parameters) => {
    const { child, url } = await launch(program, parameters);
    child.kill('SIGTERM');
    await untilItEnds(url);
  });

  it('to a shell that passes it on gives the shell 143', async () => {
    const { url, child } = await launch('sh', ['-c', `trap 'kill $!' TERM; ${start} & wait $!; wait $!`]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([143, null]);
    expect(await isLive(url)).toBe(false);
  });

  const python = hasProgram('python3') ? 'python3' : undefined;
  if (python === undefined) console.log('There is no python3: the test of a Python program that stops the simulator is skipped.');
  it.runIf(python !== undefined)('from Python ends it with 143, and Ctrl-C with 130', () => {
    const program = `
import json, signal, subprocess, urllib.request
for one in (signal.SIGTERM, signal.SIGINT):
    ece = subprocess.Popen("${start}".split(), stdout=subprocess.PIPE, text=True)
    url = json.loads(ece.stdout.readline())["url"]
    assert urllib.request.urlopen(url + "/readyz").status == 200
    ece.send_signal(one)
    print(ece.wait(10))
`;
    const stdout = execFileSync(python!, ['-c', program], { cwd: project, env: environment(), encoding: 'utf8' });
    expect(stdout).toBe('143\n130\n');
  });

  it.runIf(python !== undefined)('to npx ends the simulator although its parent never asks how npx ended', async () => {
    const program = `
import subprocess, sys, time, urllib.request
npx = subprocess.Popen("npx --no-install ${start}".split(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
sys.stdout.write(npx.stdout.readline().decode())
sys.stdout.flush()
npx.terminate()
time.sleep(600)
`;
    const { url } = await launch(python!, ['-c', program]);
    await untilItEnds(url);
  });
});

describe.runIf(hasShell)('a plain `ece-simulator start &`', () => {
  it('outlives its shell', async () => {
    const line = path.join(project, 'line.json');
    const shell = spawn('sh', ['-c', `${start} >'${line}' & echo $!; while ! grep -q url '${line}'; do sleep 0.05; done`], {
      cwd: project,
      env: environment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [id] = (await once(createInterface(shell.stdout), 'line')) as [string];
    onTestFinished(() => void process.kill(Number(id), 'SIGTERM'));
    expect(await once(shell, 'exit')).toEqual([0, null]);
    const { url } = JSON.parse(execFileSync('cat', [line], { encoding: 'utf8' })) as { url: string };
    // Longer than a simulator below npm needs to see that npm has gone.
    for (const end = performance.now() + 600; performance.now() < end;) expect(await isLive(url)).toBe(true);
  });
});
