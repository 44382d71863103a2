import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const documents = globSync('{*.md,{client,contracts,docs,scenarios}/**/*.md}', { cwd: root });

function read(document: string): string {
  return readFileSync(path.join(root, document), 'utf8');
}

/** The text without its blocks of code. */
function prose(document: string): string {
  return read(document).replaceAll(/^```.*?^```$/gms, '');
}

/** What GitHub makes of a heading. */
function anchorsOf(document: string): string[] {
  const headings = [...prose(document).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Why a link of the document leads nowhere, or undefined. */
function brokenLink(document: string, link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? document : path.join(path.dirname(document), file);
  if (!existsSync(path.join(root, target))) return `${link}: there is no ${target}`;
  const misses = anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
  return misses ? `${link}: ${target} has no heading #${anchor}` : undefined;
}

describe('the documents', () => {
  it('are all there', () => {
    expect(documents.length).toBeGreaterThan(30);
  });

  it.each(documents)('%s links to what exists', (document) => {
    const links = [...prose(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const inside = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(inside.flatMap((link) => brokenLink(document, link) ?? [])).toEqual([]);
  });

  it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s names paths that exist', (document) => {
    const rooms = /^(simulator|client|contracts|scenarios|console|cli|test|docs)\//;
    const paths = [...prose(document).matchAll(/`([^`\s]+)`/g)].map(([, name]) => name!);
    const named = paths.filter((name) => rooms.test(name));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => globSync(name, { cwd: root }).length === 0)).toEqual([]);
  });
});
