import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'rolldown';
import type { Plugin } from 'rolldown';

/** Peers, which the user installs, and what is a package of its own in any case. */
const external = [/^@pact-foundation\//, 'pg', 'msw', 'vitest'];

/** Gathers the licences of the packages in a bundle, since they must travel with it. */
function licenceNotices(): Plugin {
  return {
    name: 'licence-notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
      const source = [...folders].sort().map(noticeOf).join('\n');
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source });
    },
  };
}

function packageFolder(module: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module.replaceAll('\\', '/'))?.[0].replace(/^\0/, '');
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)/i.test(one));
  const text =
    file !== undefined && existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8').trim() : '';
  return `${name} ${version}: ${license ?? 'see below'}\n\n${text}\n\n${'-'.repeat(80)}\n`;
}

/** Of the checkout from which the package is built, for `--version`; empty where there is no git. */
function readCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const shared = { platform: 'node' as const, external, plugins: [licenceNotices()] };

export default defineConfig([
  // The command with all it needs, in chunks that are loaded when they are needed: a start reads few files.
  {
    ...shared,
    transform: { define: { buildCommit: JSON.stringify(readCommit()), buildVersion: JSON.stringify(version) } },
    input: { cli: 'cli/cli.ts', 'verifier-process': 'contracts/provider/verifier-process.ts' },
    output: { dir: 'dist/cli', format: 'cjs', minify: true, entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
  },
  {
    ...shared,
    input: { 'self-signed': 'simulator/http/self-signed.ts' },
    output: { dir: 'dist/simulator/http', format: 'esm', minify: true, entryFileNames: '[name].js' },
  },
]);
