import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { recordBuild } from './built.ts';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/** Doors whose files import a package that the user installs. */
const peers: Readonly<Record<string, string>> = { msw: 'msw', vitest: 'vitest', testcontainers: 'testcontainers' };

type Target = string | { readonly [condition: string]: Target };

/**
 * Makes what stands before the compiled doors: each says on an old Node what is needed, and the doors of peers name the command that
 * installs the peer.
 */
export async function makeDoors(): Promise<void> {
  const { exports } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { exports: Record<string, Target> };
  await cp(path.join(import.meta.dirname, 'needs-node.js'), path.join(dist, 'needs-node.js'));
  await cp(path.join(import.meta.dirname, 'needs-node.js'), path.join(dist, 'needs-node.cjs'));
  await cp(path.join(import.meta.dirname, 'needs-peer.cjs'), path.join(dist, 'needs-peer.cjs'));
  await cp(path.join(import.meta.dirname, 'command.cjs'), path.join(dist, 'command.cjs'));
  await mkdir(path.join(dist, 'doors'), { recursive: true });
  for (const [door, target] of Object.entries(exports)) {
    if (typeof target === 'string') continue;
    await makeDoor(path.basename(door === '.' ? 'index' : door), target.default as string);
  }
}

/** @param file the compiled door, relative to the root */
async function makeDoor(name: string, file: string): Promise<void> {
  const compiled = path.join(root, file);
  const text = await readFile(compiled, 'utf8');
  const from = (folder: string, target: string) => {
    const relative = path.relative(folder, target).replaceAll('\\', '/');
    return relative.startsWith('.') ? relative : `./${relative}`;
  };
  const guard = `import '${from(path.dirname(compiled), path.join(dist, 'needs-node.js'))}';\n`;
  if (!text.startsWith(guard)) await writeFile(compiled, guard + text);

  const real = from(path.join(dist, 'doors'), compiled);
  const peer = peers[name];
  const check = peer === undefined ? '' : `('ece-simulator/${name}', '${peer}');\n`;
  const required = `require('../needs-node.cjs');\n${check && `require('../needs-peer.cjs')${check}`}module.exports = require('${real}');\n`;
  await writeFile(path.join(dist, `doors/${name}.cjs`), required);
  if (peer === undefined) return;
  const imported = `import '../needs-node.js';\nimport needsPeer from '../needs-peer.cjs';\nneedsPeer${check}`;
  const names = (await exportsOf(compiled)).join(', ');
  await writeFile(
    path.join(dist, `doors/${name}.js`),
    `${imported}const door = await import('${real}');\nexport const { ${names} } = door;\n`,
  );
}

/** The names that a compiled module exports, found without running it. */
async function exportsOf(module: string): Promise<readonly string[]> {
  const build = await rolldown({ input: module, external: /^[^./]/, treeshake: false, logLevel: 'silent' });
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  return output[0].exports;
}

await makeDoors();
recordBuild();
