import { readdirSync } from 'node:fs';

/** Folders at the root that are no room: what tools make. Those whose names begin with a dot are none either. */
const notRooms = ['node_modules', 'dist', 'coverage'];

/** The parts of the house that ARCHITECTURE.md must name: every room, every folder in it, and the files at its root. Folders end in `/`. */
export function partsOf(root: string): string[] {
  const rooms = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !notRooms.includes(entry.name),
  );
  return rooms.flatMap(({ name: room }) => {
    const entries = readdirSync(`${root}/${room}`, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
    const files = entries
      .map(({ parentPath, name }) => `${parentPath.slice(root.length + 1)}/${name}`)
      .filter((file) => !file.split('/').some((name) => notRooms.includes(name)));
    const folders = files.flatMap(foldersAbove);
    const atRoot = files.filter((file) => file.split('/').length === 2 && !/\.(test|test-d)\.ts$/.test(file));
    return files.length === 0 ? [] : [...new Set([...folders, ...atRoot])];
  });
}

/** `a/`, `a/b/` of `a/b/c.ts`. */
function foldersAbove(file: string): string[] {
  const names = file.split('/').slice(0, -1);
  return names.map((_, depth) => `${names.slice(0, depth + 1).join('/')}/`);
}

/** What a document names: its headings `## room/`, and in the tables below them the first column, relative to the room. */
export function namedParts(document: string): string[] {
  let room = '';
  return document.split('\n').flatMap((line) => {
    const heading = /^## (.*)$/.exec(line)?.[1];
    if (heading !== undefined) room = /^`?([a-z-]+\/)`?$/.exec(heading)?.[1] ?? '';
    if (room === '') return [];
    if (heading !== undefined) return [room];
    const cell = /^\| ([^|]*) \|/.exec(line)?.[1] ?? '';
    return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => `${room}${name!}`);
  });
}

/** For each part that one side has and the other has not, a sentence that says what to change in ARCHITECTURE.md. */
export function compareParts(parts: readonly string[], named: readonly string[]): string[] {
  const missing = parts.filter((part) => !named.includes(part)).map(whatToAdd);
  const stale = named
    .filter((part) => !parts.includes(part))
    .map((part) => `There is no ${part}: remove it from ARCHITECTURE.md.`);
  return [...missing, ...stale];
}

function whatToAdd(part: string): string {
  const at = part.indexOf('/') + 1;
  const [room, rest] = [part.slice(0, at), part.slice(at)];
  if (rest === '') return `ARCHITECTURE.md does not name ${part}: add a section "## \`${room}\`" that says what the room is for.`;
  const row = `| \`${rest}\` | what it holds | what may enter |`;
  return `ARCHITECTURE.md does not name ${part}: add "${row}" to the table of the section \`${room}\`, or add \`${rest}\` to a row there.`;
}
