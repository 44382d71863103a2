import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { installPackedPackage } from './packed-package.ts';
import { availability, message } from '../../contracts/provider/testing/pacts.ts';

const root = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A project that has installed the packed tarball; its dependencies are those of this checkout. */
let project: string;
let installed: string;
let remove: () => Promise<void>;

/** Packing builds the whole package first. */
beforeAll(async () => {
  ({ project, installed, remove } = await installPackedPackage());
}, 300_000);
afterAll(() => remove());

/** A file of a door, or a file for each condition. */
type Target = string | { readonly [condition: string]: Target };

function targetsOf(target: Target): string[] {
  return typeof target === 'string' ? [target] : Object.values(target).flatMap(targetsOf);
}

/** Takes a package out of the project, or puts another in its place, until the test ends. */
async function replacePackage(name: string, version?: string): Promise<void> {
  const folder = path.join(project, 'node_modules', name);
  await rm(folder, { recursive: true, force: true });
  onTestFinished(async () => {
    await rm(folder, { recursive: true, force: true });
    if (existsSync(path.join(root, 'node_modules', name))) await symlink(path.join(root, 'node_modules', name), folder);
  });
  if (version === undefined) return;
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name, version, main: 'index.js' }));
  await writeFile(path.join(folder, 'index.js'), '');
}

/** A Node that is too old for the package, where the machine has one beside the project's. */
function findOldNode(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin'];
  const programs = folders.map((folder) => path.join(folder, 'node')).filter((file) => existsSync(file));
  return programs.find((file) => Number(/^v(\d+)/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' }))?.[1]) < 22);
}

/** Bytes of the files in a folder, without the packages within it. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sizes = entries.map(async (entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? 0 : sizeOf(file);
    return entry.isFile() ? (await stat(file)).size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

describe('the packed package', () => {
  it('holds what its doors point at, and no tests', async () => {
    const { exports, bin } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as {
      exports: Target;
      bin: Record<string, string>;
    };
    const targets = [...targetsOf(exports), ...Object.values(bin)];
    expect(targets.length).toBeGreaterThan(30);
    expect(targets.filter((target) => !existsSync(path.join(installed, target)))).toEqual([]);
    const files = await readdir(installed, { recursive: true });
    expect(files.filter((file) => /\.test\.|\/testing\//.test(file))).toEqual([]);
  });

  it('has a manifest that asks npm to run nothing, and names no home that there is not', async () => {
    const manifest = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({
      name: 'ece-simulator',
      license: 'MIT',
      keywords: expect.arrayContaining(['cisco', 'ece']) as unknown,
    });
    for (const key of ['scripts', 'devDependencies', 'allowScripts', 'repository', 'homepage', 'bugs'])
      expect(manifest).not.toHaveProperty(key);
  });

  it('holds every page to which its pages link', async () => {
    const files = await readdir(installed, { recursive: true });
    const pages = files.filter((file) => file.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(40);
    const dead = pages.flatMap((page) => {
      const text = readFileSync(path.join(installed, page), 'utf8').replaceAll(/^```.*?^```$/gms, '');
      const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
        .map(([, link]) => link!)
        .filter((link) => !/^[a-z]+:/.test(link));
      return links
        .filter((link) => !existsSync(path.join(installed, path.dirname(page), link)))
        .map((link) => `${page}: ${link}`);
    });
    expect(dead).toEqual([]);
  });

  it('brings few packages, and the licences of those within its files', async () => {
    const { packages } = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: true; devOptional?: true; optional?: true; peer?: true; dependencies?: object }>;
    };
    const brought = Object.entries(packages).filter(
      ([folder, { dev, devOptional, optional, peer }]) => folder !== '' && !dev && !devOptional && !optional && !peer,
    );
    expect(Object.keys(packages['']!.dependencies!).length).toBeLessThanOrEqual(8);
    expect(brought.length).toBeGreaterThan(6);
    expect(brought.length).toBeLessThanOrEqual(100);
    const sizes = await Promise.all([installed, ...brought.map(([folder]) => path.join(root, folder))].map(sizeOf));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(25_000_000);
    const notices = await readFile(path.join(installed, 'dist/cli/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['commander', 'pino', 'express', 'zod'])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+: MIT$`, 'm'));
    expect(notices).not.toContain('see below');
  });

  it('holds no import that loads a module for nothing', async () => {
    const dist = path.join(installed, 'dist');
    const modules = (await readdir(dist, { recursive: true })).filter((file) =>
      /^(simulator|client|scenarios|fixtures)\/.*\.js$/.test(file),
    );
    const texts = await Promise.all(modules.map((file) => readFile(path.join(dist, file), 'utf8')));
    expect(modules.length).toBeGreaterThan(200);
    const withEmptyImports = modules.filter((_, at) =>
      /^(?:(?:import|export) \{\s*\} from|import ['"](?!.*needs-node\.js))/m.test(texts[at]!),
    );
    expect(withEmptyImports).toEqual([]);
    const ofTypesOnly = modules.filter((_, at) => texts[at]!.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim() === 'export {};');
    const loaded = modules.flatMap((file, at) =>
      [...texts[at]!.matchAll(/(?:from |import\()['"](\.[^'"]+)['"]/g)].map(([, target]) =>
        path.join(path.dirname(file), target!),
      ),
    );
    expect(loaded.length).toBeGreaterThan(modules.length);
    expect(ofTypesOnly.filter((file) => loaded.includes(file))).toEqual([]);
  });

  it('starts from its command line, and brings the console', async () => {
    const child = spawn(process.execPath, [path.join(installed, 'dist/command.cjs'), 'start', '--port', '0', '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url } = JSON.parse(line) as { url: string };
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    const page = await (await fetch(`${url}/_sim/console/`)).text();
    const [, script] = /src="\.\/(assets\/[\w.-]+\.js)"/.exec(page)!;
    expect((await fetch(`${url}/_sim/console/${script}`)).status).toBe(200);
    for (const [part, ask] of [
      ['phone', 'phones'],
      ['scenarios', 'library'],
    ]) {
      const answer = await fetch(`${url}/_sim/v1/console/${part}`, { method: 'POST', body: JSON.stringify({ ask }) });
      expect([part, answer.status]).toEqual([part, 200]);
    }
    child.kill();
    await once(child, 'exit');
  });

  describe('with its contracts', () => {
    const cli = () => path.join(installed, 'dist/cli/cli.cjs');
    const pact = (interactions: object[]) => {
      const metadata = { pactSpecification: { version: '4.0' } };
      return JSON.stringify({ consumer: { name: 'shop' }, provider: { name: 'ece-v19' }, interactions, metadata });
    };

    it('verifies a pact', async () => {
      await writeFile(path.join(project, 'shop.json'), pact([availability(), message()]));
      const { stdout } = await run(process.execPath, [cli(), 'verify', 'shop.json'], { cwd: project });
      expect(stdout).toContain('2 interactions: 2 passed, 0 failed, 0 skipped');
    });

    it('holds the contracts of both consumers', async () => {
      const files = await readdir(path.join(installed, 'contracts/pacts'));
      expect(files.sort()).toEqual(['customer-portal-ece-v19.json', 'imiconnect-nodes-ece-v19.json']);
    });

    it('says what to do where Pact is not installed', async () => {
      await replacePackage('@pact-foundation');
      const refused = run(process.execPath, [cli(), 'verify', 'shop.json'], { cwd: project });
      await expect(refused).rejects.toMatchObject({
        code: 2,
        stdout: '',
        stderr:
          'ece-simulator: Pact is not installed. It is needed for contracts only: npm install --save-dev @pact-foundation/pact@17\n',
      });
      const { stdout } = await run(process.execPath, [cli(), 'states'], { cwd: project });
      expect(stdout).toContain('an ongoing conversation');
    });
  });

  it('shows the stories of its library', async () => {
    const cli = path.join(installed, 'dist/cli/cli.cjs');
    const { stdout } = await run(process.execPath, [cli, 'scenario', 'demo', 'token-expiry'], { cwd: project });
    expect(stdout).toContain('The end. Everything happened as the scenario says.');
    expect(existsSync(path.join(installed, 'scenarios/scenario.schema.json'))).toBe(true);
  });

  it("runs a team's own stories from vitest", async () => {
    await writeFile(
      path.join(project, 'ours.yaml'),
      'title: Ours\nteaches: Something.\nsteps:\n  - { node: Get Agent Availability, inputs: { entryPointId: 1001 }, expect: AgentAvailable }\n',
    );
    await writeFile(
      path.join(project, 'ours.test.mjs'),
      "import { describeScenarios } from 'ece-simulator/vitest';\ndescribeScenarios('./*.yaml');\n",
    );
    const vitest = path.join(project, 'node_modules/vitest/vitest.mjs');
    const results = path.join(project, 'results.json');
    await run(process.execPath, [vitest, 'run', '--root', project, '--reporter=json', `--outputFile=${results}`], {
      cwd: project,
    });
    const { testResults } = JSON.parse(await readFile(results, 'utf8')) as {
      testResults: { assertionResults: { title: string; status: string }[] }[];
    };
    expect(testResults.flatMap(({ assertionResults }) => assertionResults)).toMatchObject([
      { title: 'ours: Ours', status: 'passed' },
    ]);
  });

  describe('in the tests of a team, as its page says,', () => {
    /** The programs of the page in one language. */
    async function programs(language: string): Promise<string[]> {
      const page = await readFile(path.join(root, 'docs/test-in-your-repository.md'), 'utf8');
      return [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, program]) => program!);
    }

    it('gives each test of Vitest an ECE', async () => {
      const [program] = await programs('ts');
      const flow = `
        async function myFlow({ host, clientId, clientSecret, entryPoint }) {
          const { createAuthorization, createNodes } = await import('ece-simulator/client');
          const authorization = createAuthorization({ authorizationName: 'a', clientId, clientSecret, hostName: host + '/system' });
          const nodes = createNodes({ authorization });
          await nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: entryPoint });
        }`;
      await mkdir(path.join(project, 'vitest'));
      await writeFile(path.join(project, 'vitest/ece.test.ts'), program! + flow);
      const vitest = path.join(project, 'node_modules/vitest/vitest.mjs');
      await run(process.execPath, [vitest, 'run', '--root', path.join(project, 'vitest')], { cwd: project });
    });

    it('runs under node:test', async () => {
      const [, program] = await programs('ts');
      await writeFile(path.join(project, 'ece.test.mts'), program!);
      const { stdout } = await run(process.execPath, ['--test', 'ece.test.mts'], { cwd: project });
      expect(stdout).toMatch(/pass 1\n/);
    });

    it("is found by Jest's tests in their environment", async () => {
      const [configuration] = await programs('json');
      const { globalSetup } = JSON.parse(configuration!) as { globalSetup: string };
      const program = `
        const { default: setUp } = await import(${JSON.stringify(globalSetup)});
        await setUp();
        console.log((await fetch(process.env.ECE_CONTROL_URL + '/entry-points/' + process.env.ECE_ENTRY_POINT)).status);`;
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: project });
      expect(stdout).toBe('200\n');
    });

    it('has the fixture for pytest', async () => {
      expect(await readFile(path.join(installed, 'fixtures/python/conftest.py'), 'utf8')).toContain('def ece():');
    });

    it.each(['vitest', 'node'])('begins with a test of %s that passes', async (runner) => {
      const folder = path.join(project, `begun-${runner}`);
      await mkdir(folder);
      const cli = path.join(installed, 'dist/cli/cli.cjs');
      await run(process.execPath, [cli, 'init', 'test', '--runner', runner], { cwd: folder });
      const vitest = [path.join(project, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder];
      const { stdout } = await run(process.execPath, runner === 'vitest' ? vitest : ['--test', 'ece.test.mjs'], { cwd: folder });
      expect(stdout).toMatch(/pass(ed)?/);
    });
  });

  describe('without what the user installs', () => {
    const asModule = (door: string) => ['--input-type=module', '-e', `await import('ece-simulator${door}')`];
    const byRequire = (door: string) => ['--input-type=commonjs', '-e', `require('ece-simulator${door}')`];

    it.each([
      ['msw', undefined, 'ece-simulator/msw needs msw, which is not installed: npm install --save-dev msw@3'],
      ['msw', '2.9.1', 'ece-simulator/msw needs msw 2.10 or later, and 2.9.1 is installed: npm install --save-dev msw@3'],
      [
        'testcontainers',
        undefined,
        'ece-simulator/testcontainers needs testcontainers, which is not installed: npm install --save-dev testcontainers@12',
      ],
      ['vitest', undefined, 'ece-simulator/vitest needs vitest, which is not installed: npm install --save-dev vitest@5'],
      [
        'vitest',
        '1.6.1',
        'ece-simulator/vitest needs vitest 2.0 or later, and 1.6.1 is installed: npm install --save-dev vitest@5',
      ],
    ])('the door of %s (%s) says the command', async (name, version, sentence) => {
      await replacePackage(name, version);
      for (const flags of [asModule(`/${name}`), byRequire(`/${name}`)]) {
        const refused = run(process.execPath, flags, { cwd: project });
        await expect(refused).rejects.toMatchObject({
          code: 1,
          stderr: expect.stringContaining(`Error: ${sentence}\n`) as unknown,
        });
      }
    });

    it.each([
      ['pg', undefined, 'A chat store on PostgreSQL needs the package "pg": npm install pg'],
      ['pg', '7.18.2', 'A chat store on PostgreSQL needs pg 8.3.0 or later, and 7.18.2 is installed: npm install pg@8'],
    ])('a chat store without %s (%s) says the command', async (name, version, sentence) => {
      await replacePackage(name, version);
      const program = `import { openChatStore } from 'ece-simulator/client';
        await openChatStore({ url: 'postgres://127.0.0.1:1/x' }).catch((error) => console.log(error.name + ': ' + error.message));`;
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: project });
      expect(stdout).toBe(`ChatStoreError: ${sentence}\n`);
    });
  });

  const oldNode = findOldNode();
  if (oldNode === undefined)
    console.log('There is no Node below 22 on this machine: its test is skipped. The install matrix has it too.');
  it.runIf(oldNode !== undefined)('says on an old Node what is needed, by each door and the command', async () => {
    const sentence = /^ece-simulator needs Node 22\.21, 24\.5 or later; this is Node \d+\.\d+\.\d+\.$/;
    const doors = (await readdir(path.join(installed, 'dist/doors'))).filter((file) => file.endsWith('.cjs'));
    expect(doors).toHaveLength(9);
    for (const door of doors.map((file) => `ece-simulator/${file.slice(0, -4)}`.replace('/index', ''))) {
      const asked = `import('${door}').catch((error) => console.log(error.message))`;
      const required = `try { require('${door}') } catch (error) { console.log(error.message) }`;
      for (const program of [asked, required]) {
        const { stdout } = await run(oldNode!, ['-e', program], { cwd: project });
        expect([door, stdout.trim()]).toEqual([door, expect.stringMatching(sentence)]);
      }
    }
    const refused = await run(oldNode!, [path.join(installed, 'dist/command.cjs'), 'start']).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect((refused as { stderr: string }).stderr.trim()).toMatch(sentence);
  });

  it('is required by each of its doors', async () => {
    const program = `
      const doors = ['', '/msw', '/control', '/client', '/scenarios', '/jest', '/testing'].map((door) => require('ece-simulator' + door));
      console.log(doors.map((door) => Object.keys(door).length > 0).join());`;
    const { stdout } = await run(process.execPath, ['--input-type=commonjs', '-e', program], { cwd: project });
    expect(stdout).toBe('true,true,true,true,true,true,true\n');
  });

  it('is imported by each of its doors', async () => {
    const program = `
      import { createSimulator as create, fetchInProcess, startSimulator } from 'ece-simulator';
      import { createSimulator, eceHandlers } from 'ece-simulator/msw';
      import { createControlClient } from 'ece-simulator/control';
      import { createNodes } from 'ece-simulator/client';
      import { loadScenario, runScenario } from 'ece-simulator/scenarios';
      const answer = await fetchInProcess(create(), '/egain/chat/entrypoint/chatAllowed/1001', { headers: { accept: 'application/json' } });
      console.log(await answer.text(), typeof startSimulator, createSimulator === create, eceHandlers(create(), { baseUrl: 'http://ece' }).length > 0, typeof createControlClient, typeof createNodes, typeof loadScenario, typeof runScenario);
    `;
    await writeFile(path.join(project, 'program.mjs'), program);
    const { stdout } = await run(process.execPath, ['program.mjs'], { cwd: project });
    expect(stdout.trim()).toBe('{"allowed":true} function true true function function function function');
  });

  it('has types that a strict project can use, and the programs of the pages do', async () => {
    await writeFile(
      path.join(project, 'program.mts'),
      `import { startSimulator } from 'ece-simulator';
       import { createNodes } from 'ece-simulator/client';
       import { createControlClient } from 'ece-simulator/control';
       await using simulator = await startSimulator({ port: 0 });
       const url: string = simulator.url;
       const { mode }: { mode: string } = await createControlClient(url).get('/clock');
       // @ts-expect-error -- a misspelt option does not compile
       await startSimulator({ prot: 0 });
       // @ts-expect-error -- a path that there is not does not compile
       await createControlClient(url).get('/clok');
       console.log(url, mode, createNodes);`,
    );
    const pages = await Promise.all(
      ['README.md', 'client/README.md', 'docs/in-code.md', 'docs/a-flow.md', 'docs/control-api.md'].map((page) =>
        readFile(path.join(root, page), 'utf8'),
      ),
    );
    const programs = pages.flatMap((page) => [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program!));
    expect(programs).toHaveLength(8);
    await Promise.all(programs.map((program, at) => writeFile(path.join(project, `readme-${at}.mts`), program)));
    const strictly = { extends: path.join(root, 'tsconfig.json'), include: ['*.mts'] };
    await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify(strictly));
    const compiled = run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
    await compiled.catch((error: unknown) => expect.fail((error as { stdout: string }).stdout));
  });
});
