import type { Case, TypeScriptCase } from './cases.ts';
import type { Ended, Project } from './project.ts';
import * as programs from './programs.ts';

export const works = 'works';
export const isTold = 'says the command';

/** What a check found, in a word or a sentence that begins with "fails". */
export type Finding = string;

export const columns = ['ES module', 'CommonJS', 'command', 'msw', 'Vitest', 'pg', 'Pact'] as const;
export type Column = (typeof columns)[number];

function mustWork({ code, stdout, stderr }: Ended): Finding {
  return code === 0
    ? works
    : `fails with ${code}: ${(stderr + stdout).trim().split('\n').filter(Boolean).slice(0, 12).join(' ')}`;
}

function mustTell({ code, stdout, stderr }: Ended, sentence: RegExp, wanted = 0): Finding {
  const text = (stdout + stderr).trim();
  return code === wanted && sentence.test(text) && !text.includes('\n')
    ? isTold
    : `fails: it says with ${code}: ${text.slice(0, 400)}`;
}

async function runProgram(project: Project, name: string, text: string): Promise<Ended> {
  await project.write(name, text);
  return project.node(name);
}

async function worksInCode(project: Project): Promise<Partial<Record<Column, Finding>>> {
  return {
    'ES module': mustWork(await runProgram(project, 'esm.mjs', programs.esm)),
    CommonJS: mustWork(await runProgram(project, 'common.cjs', programs.commonJs)),
    command: mustWork(await project.command('exec', '--', 'node', '-e', 'process.exit(process.env.ECE_URL ? 0 : 1)')),
  };
}

async function tellsMissingPeers(project: Project): Promise<Partial<Record<Column, Finding>>> {
  const found: Partial<Record<Column, Finding>> = {};
  for (const [door, column] of [
    ['/msw', 'msw'],
    ['/vitest', 'Vitest'],
  ] as const) {
    const sentence = new RegExp(`^ece-simulator${door} needs .*, which is not installed: npm install --save-dev .*@\\d+$`);
    const byImport = mustTell(await project.node('-e', programs.refusedDoor(door)), sentence);
    const byRequire = mustTell(await project.node('-e', programs.refusedRequire(door)), sentence);
    found[column] = byImport === isTold ? byRequire : byImport;
  }
  const open = `import('ece-simulator/client').then((door) => door.openChatStore({ url: 'postgres://127.0.0.1:1/x' })).catch((error) => console.log(error.message));`;
  found.pg = mustTell(await project.node('-e', open), /npm install pg$/);
  await project.write('pact.json', await programs.onePact());
  found.Pact = mustTell(await project.command('verify', 'pact.json'), /npm install --save-dev @pact-foundation\/pact@17$/, 2);
  return found;
}

async function worksWithPeers(project: Project, { versions }: Case): Promise<Partial<Record<Column, Finding>>> {
  const found: Partial<Record<Column, Finding>> = {};
  if ('msw' in versions) found.msw = mustWork(await runProgram(project, 'msw.mjs', programs.msw));
  if ('vitest' in versions) {
    await project.write('ece.test.mjs', programs.vitest);
    await project.write('ours.yaml', programs.scenario);
    found.Vitest = mustWork(await project.node('node_modules/vitest/vitest.mjs', 'run'));
  }
  if ('pg' in versions) {
    const hasServer = process.env.ECE_TEST_POSTGRES_URL !== undefined;
    found.pg = hasServer ? mustWork(await runProgram(project, 'pg.mjs', programs.postgres)) : 'no server was there';
  }
  if ('@pact-foundation/pact' in versions) {
    await project.write('pact.json', await programs.onePact());
    found.Pact = mustWork(await project.command('verify', 'pact.json'));
  }
  return found;
}

/** What each column of a case's row says. */
export async function checkCase(project: Project, given: Case): Promise<Partial<Record<Column, Finding>>> {
  const peers = given.peers === 'none' ? await tellsMissingPeers(project) : await worksWithPeers(project, given);
  return { ...(await worksInCode(project)), ...peers };
}

/** Whether every door and the command refuse with the sentence. */
export async function checkOldNode(project: Project): Promise<Finding> {
  const sentence = /^ece-simulator needs Node 22\.21, 24\.5 or later; this is Node \d+\.\d+\.\d+\.$/;
  for (const door of [...programs.plainDoors, ...Object.keys(programs.peerDoors)]) {
    for (const program of [programs.refusedDoor(door), programs.refusedRequire(door)]) {
      const found = mustTell(await project.node('-e', program), sentence);
      if (found !== isTold) return `ece-simulator${door} ${found}`;
    }
  }
  return mustTell(await project.command('start'), sentence, 2);
}

/** Whether declaration files and a strict program compile: by resolution of modules. */
export async function checkTypes(project: Project, { typescript }: TypeScriptCase): Promise<Record<string, Finding>> {
  const [major = 0, minor = 0] = typescript.split('.').map(Number);
  const knowsRequire = major > 5 || minor >= 8;
  await project.write('program.mts', programs.typeScript);
  await project.write('common.cts', knowsRequire ? programs.typeScriptRequire : programs.typeScriptImport);
  const compile = async (file: string, module: string, moduleResolution: string) => {
    const compilerOptions = { strict: true, noEmit: true, target: 'es2022', skipLibCheck: false, types: ['node'] };
    const config = JSON.stringify({ compilerOptions: { ...compilerOptions, module, moduleResolution }, files: [file] });
    await project.write('tsconfig.json', config);
    return mustWork(await project.node('node_modules/typescript/bin/tsc', '-p', '.'));
  };
  return {
    nodenext: await compile('program.mts', 'nodenext', 'nodenext'),
    bundler: await compile('program.mts', 'esnext', 'bundler'),
    CommonJS: await compile('common.cts', 'nodenext', 'nodenext'),
  };
}
