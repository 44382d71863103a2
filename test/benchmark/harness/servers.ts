import path from 'node:path';
import type { Prepared } from './ece-calls.ts';
import { prepare } from './ece-calls.ts';
import type { Metered } from './measured-call.ts';
import { ProcessUnderTest, startFlags } from './process-under-test.ts';
import type { Tree } from './trees.ts';
import { commandOf, sourceCommandOf } from './trees.ts';

/** A server that answers ECE's calls. */
export interface EceUnderTest extends Metered {
  readonly name: string;
  readonly url: string;
  cpuMicroseconds(): Promise<number>;
  /** The same work for each measurement: what was before is forgotten. */
  prepare(): Promise<Prepared>;
  stop(): void;
}

export const bareName = 'bare node:http';
const entryPointConfiguration = {
  entryPoint: { id: 1001 },
  lastModified: { date: '2026-01-15T09:30:00.000Z' },
  attachmentPolicies: { restrictionType: { value: 'allow_all' } },
};
const bareServer = path.join(import.meta.dirname, '../bare-server.ts');

export async function startBare(): Promise<EceUnderTest & { readonly process: ProcessUnderTest }> {
  const process = await ProcessUnderTest.runPrinting([bareServer], 'The bare server');
  const { token } = process.told as { token: string };
  const prepared: Prepared = { url: process.url, token, conversationId: crypto.randomUUID(), entryPointConfiguration };
  return { ...underTest(bareName, process), prepare: () => Promise.resolve(prepared) };
}

/** @param written whether the command runs as it is written, with the names of its functions, and not as it is built */
export async function startTree(tree: Tree, written = false): Promise<EceUnderTest & { readonly process: ProcessUnderTest }> {
  const command = written ? sourceCommandOf(tree.root) : commandOf(tree.root);
  const process = await ProcessUnderTest.runPrinting([command, ...startFlags, '--agents', 'silent']);
  return { ...underTest(tree.name, process), prepare: () => prepare(process.url) };
}

/** A simulator that a program of this folder holds by its public door: for options that the command line has not. */
export async function startHost(tree: Tree, options: object): Promise<EceUnderTest & { readonly process: ProcessUnderTest }> {
  const program = path.join(import.meta.dirname, '../programs/host.ts');
  const process = await ProcessUnderTest.runWith({ agents: 'silent', ...options }, program, tree.root);
  return { ...underTest(tree.name, process), prepare: () => prepare(process.url) };
}

function underTest(name: string, process: ProcessUnderTest) {
  return {
    ...{ name, url: process.url, process },
    cpuMicroseconds: async () => (await process.ask('usage')).cpuMicroseconds,
    stop: () => process.stop(),
  };
}
