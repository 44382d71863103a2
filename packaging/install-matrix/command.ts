import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { packTarball } from '../pack.ts';
import type { Case } from './cases.ts';
import { cases, nodes, oldNodes, typeScriptCases } from './cases.ts';
import type { Finding } from './checks.ts';
import { checkCase, checkOldNode, checkTypes, columns } from './checks.ts';
import { Project, Tools } from './project.ts';

const page = path.join(import.meta.dirname, '../../docs/install-matrix.md');

interface Flags {
  tarball?: string;
  node?: string;
  types?: boolean;
  write?: boolean;
}

const flags = new Command('npm run install-matrix --')
  .description('Packs the package, installs it in empty projects on each Node, and prints what works as a table.')
  .option('--tarball <file>', 'a tarball that is packed already')
  .option('--node <major>', 'only on this Node, without the table of TypeScript')
  .option('--types', 'only the table of TypeScript')
  .option('--write', 'write the tables to docs/install-matrix.md')
  .parse()
  .opts<Flags>();

const folder = await mkdtemp(path.join(tmpdir(), 'ece-matrix-'));
const tools = new Tools(folder);
let failures = 0;

function isMeant(node: string): boolean {
  if (flags.types === true) return false;
  return flags.node === undefined || node.startsWith(`${flags.node}.`);
}

function seen(what: string, finding: Finding): Finding {
  if (!finding.startsWith('fails') && !finding.includes('fails:')) return finding;
  failures += 1;
  console.error(`${what}: ${finding}`);
  return 'fails';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function describePeers({ peers, versions }: Case): string {
  const names = Object.entries(versions).map(([name, version]) => `${name.replace('@pact-foundation/', '')} ${version}`);
  return names.length === 0 ? 'none' : `${peers}: ${names.join(', ')}`;
}

async function rowOf(tarball: string, given: Case): Promise<string[]> {
  const { node, manager, versions } = given;
  const what = `Node ${node}, ${manager}, ${describePeers(given)}`;
  const start = performance.now();
  try {
    const project = await Project.install(folder, tools, { node, manager, tarball, versions });
    const found = await checkCase(project, given);
    await project.remove();
    return [node, manager, describePeers(given), ...columns.map((column) => seen(`${what}, ${column}`, found[column] ?? ''))];
  } catch (error) {
    const finding = seen(what, `fails: ${(error as Error).message}`);
    return [node, manager, describePeers(given), ...columns.map(() => finding)];
  } finally {
    console.error(`${what}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
}

async function oldNodeRow(tarball: string, node: string): Promise<string[]> {
  const project = await Project.install(folder, tools, { node, manager: 'npm', tarball, versions: {} });
  const finding = seen(`Node ${node}`, await checkOldNode(project));
  await project.remove();
  return [node, finding];
}

async function typeScriptRow(tarball: string, given: (typeof typeScriptCases)[number]): Promise<string[]> {
  const versions = { ...given.versions, typescript: given.typescript };
  const project = await Project.install(folder, tools, { node: nodes[1]!, manager: 'npm', tarball, versions });
  const found = await checkTypes(project, given);
  await project.remove();
  const peers = Object.entries(given.versions).map(([name, version]) => `${name} ${version}`);
  const findings = Object.entries(found).map(([name, finding]) => seen(`TypeScript ${given.typescript}, ${name}`, finding));
  return [given.typescript, peers.join(', '), ...findings];
}

/** One after another: an install and a test keep two cores busy. */
async function inTurn<T>(items: readonly T[], row: (item: T) => Promise<string[]>): Promise<string[][]> {
  const rows: string[][] = [];
  for (const item of items) rows.push(await row(item));
  return rows;
}

try {
  const tarball = path.resolve(flags.tarball ?? (await packTarball(folder)));
  const meant = cases.filter(({ node }) => isMeant(node));
  const tables = [
    table(['Node', 'installed by', 'peers', ...columns], await inTurn(meant, (given) => rowOf(tarball, given))),
    table(
      ['older Node', 'each door and the command'],
      await inTurn(oldNodes.filter(isMeant), (node) => oldNodeRow(tarball, node)),
    ),
    table(
      ['TypeScript', 'beside', '`nodenext`', '`bundler`', 'CommonJS file'],
      await inTurn(flags.node === undefined ? typeScriptCases : [], (given) => typeScriptRow(tarball, given)),
    ),
  ];
  console.log(tables.join('\n\n'));
  if (flags.write === true) {
    const text = await readFile(page, 'utf8');
    const [before, after] = [text.split('<!-- matrix -->')[0]!, text.split('<!-- end -->')[1]!];
    await writeFile(page, `${before}<!-- matrix -->\n\n${tables.join('\n\n')}\n\n<!-- end -->${after}`);
  }
  if (failures > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
