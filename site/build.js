import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Marked } from 'marked';

/** `npm ci && npm run build` writes the pages of this repository as a static site to `dist`. A link that leads nowhere fails it. */
const root = path.join(import.meta.dirname, '..');
const out = path.join(import.meta.dirname, 'dist');
const pages = globSync(['*.md', '{client,console,contracts,scenarios}/*.md', 'docs/**/*.md'], { cwd: root }).sort();
const targets = new Map(pages.map((page) => [page, page.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html')]));

/** Every id of each page, and every link with the page that has it. */
const ids = new Map();
const links = [];

/** The anchor that GitHub gives to a heading. */
function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function htmlLink(page, href) {
  if (/^[a-z]+:/i.test(href)) return href;
  const [file, anchor] = href.split('#');
  const target = file === '' ? page : path.posix.normalize(path.posix.join(path.posix.dirname(page), file));
  links.push({ page, href, target, anchor });
  if (file === '') return href;
  const html = targets.get(target);
  if (html === undefined) return href;
  const relative = path.posix.relative(path.posix.dirname(targets.get(page)), html);
  return anchor === undefined ? relative : `${relative}#${anchor}`;
}

function render(page) {
  const own = new Set();
  ids.set(page, own);
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        const id = anchorOf(text);
        own.add(id);
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
    },
    walkTokens(token) {
      if (token.type === 'link' || token.type === 'image') token.href = htmlLink(page, token.href);
    },
  });
  return marked.parse(readFileSync(path.join(root, page), 'utf8'));
}

function layout(page, body) {
  const title = /<h1[^>]*>(.*?)<\/h1>/.exec(body)?.[1].replaceAll(/<[^>]+>/g, '') ?? page;
  const up = path.posix.relative(path.posix.dirname(targets.get(page)), '') || '.';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="stylesheet" href="${up}/site.css">
<nav><a href="${up}/index.html">ece-simulator</a> <a href="${up}/docs/index.html">All pages</a></nav>
<main>
${body}</main>
</html>
`;
}

rmSync(out, { recursive: true, force: true });
for (const page of pages) {
  const file = path.join(out, targets.get(page));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, layout(page, render(page)));
}
cpSync(path.join(import.meta.dirname, 'site.css'), path.join(out, 'site.css'));

const dead = links.filter(({ target, anchor }) => {
  if (!existsSync(path.join(root, target))) return true;
  return anchor !== undefined && ids.has(target) && !ids.get(target).has(anchor);
});
// What pages show or offer beside pages: pictures, schemas, documents of OpenAPI. Folders of the source stay where they are.
for (const { target } of links) {
  const source = path.join(root, target);
  if (!targets.has(target) && existsSync(source) && statSync(source).isFile()) cpSync(source, path.join(out, target));
}
for (const { page, href } of dead) process.stderr.write(`${page}: the link ${href} leads nowhere.\n`);
process.stdout.write(
  `${pages.length} pages in ${path.relative(process.cwd(), out)}, ${links.length} links, ${dead.length} of them dead.\n`,
);
process.exitCode = dead.length === 0 ? 0 : 1;
