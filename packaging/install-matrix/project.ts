import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Manager, Peers } from './cases.ts';
import { oldNodes, pnpmVersion } from './cases.ts';

const run = promisify(execFile);

/** What a program ended with. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Node's releases and pnpm, installed once in a folder from the registry of npm. */
export class Tools {
  readonly #folder: string;
  readonly #installed = new Map<string, Promise<string>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The program of that Node. */
  node(version: string): Promise<string> {
    const platform = process.platform === 'win32' ? 'win' : process.platform;
    const name = `node-${platform}-${process.arch}`;
    return this.#install(name, version, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  }

  pnpm(): Promise<string> {
    return this.#install('pnpm', pnpmVersion, 'bin/pnpm.mjs');
  }

  #install(name: string, version: string, file: string): Promise<string> {
    const known = this.#installed.get(name + version);
    if (known) return known;
    const installing = this.#installNew(name, version, file);
    this.#installed.set(name + version, installing);
    return installing;
  }

  async #installNew(name: string, version: string, file: string): Promise<string> {
    const folder = path.join(this.#folder, `${name}-${version}`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
    await run('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], { cwd: folder });
    return path.join(folder, 'node_modules', name, file);
  }
}

/** An empty project that has installed the tarball. */
export class Project {
  readonly folder: string;
  readonly #node: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(folder: string, node: string) {
    this.folder = folder;
    this.#node = node;
    this.#env = {
      ...process.env,
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
      PACT_DO_NOT_TRACK: 'true',
      SCARF_ANALYTICS: 'false',
      // Node 22 warns of its SQLite. An older one does not know the flag.
      ...(!oldNodes.some((old) => node.includes(`-${old}`)) && { NODE_OPTIONS: '--disable-warning=ExperimentalWarning' }),
    };
  }

  /** @throws {Error} with what the package manager says when it refuses */
  static async install(
    within: string,
    tools: Tools,
    { node, manager, tarball, versions }: { node: string; manager: Manager; tarball: string; versions: Peers },
  ): Promise<Project> {
    const project = new Project(await mkdtemp(path.join(within, 'project-')), await tools.node(node));
    await project.write('package.json', JSON.stringify({ name: 'empty', private: true }));
    const packages = [tarball, ...Object.entries(versions).map(([name, version]) => `${name}@${version}`)];
    const [program, flags] =
      manager === 'npm'
        ? ['npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages]]
        : [
            process.execPath,
            [await tools.pnpm(), 'add', '--ignore-scripts', '--config.strict-peer-dependencies=true', ...packages],
          ];
    const { code, stdout, stderr } = await project.#run(program, flags);
    if (code !== 0) throw new Error(`${manager} refuses: ${(stderr + stdout).trim().split('\n').slice(0, 6).join(' ')}`);
    return project;
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(path.join(this.folder, file), text);
  }

  /** Runs a program by the project's Node. */
  node(...parameters: readonly string[]): Promise<Ended> {
    return this.#run(this.#node, parameters);
  }

  /** Runs the installed command. */
  command(...parameters: readonly string[]): Promise<Ended> {
    return this.#run(path.join(this.folder, 'node_modules/.bin/ece-simulator'), parameters);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  async #run(program: string, parameters: readonly string[]): Promise<Ended> {
    try {
      const { stdout, stderr } = await run(program, [...parameters], {
        cwd: this.folder,
        env: this.#env,
        timeout: 240_000,
        maxBuffer: 2 ** 26,
      });
      return { code: 0, stdout, stderr };
    } catch (error) {
      const { code, stdout = '', stderr = String(error) } = error as { code?: number | string; stdout?: string; stderr?: string };
      return { code: typeof code === 'number' ? code : 1, stdout, stderr };
    }
  }
}
