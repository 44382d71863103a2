import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Request, RequestHandler, Response } from 'express';

/** The path at which the page is always found. */
export const consoleBase = '/_sim/console';

/** Scripts, styles, images and calls of the page's own only; nothing inline, and no other page may frame it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const notBuilt =
  '<!doctype html><html lang="en"><title>ece-simulator</title><p>The console is not built. Run: npm run build</p></html>';

/**
 * The page from which a trainer runs the contact centre: at `/_sim/console`, and at `/` for browsers. Other clients get ECE's answer
 * for `/`.
 * @param folder where the built page lies; default: in the package
 */
export function consolePage(folder = builtPage()): RequestHandler {
  return (request, response, next) => {
    const file = fileFor(request);
    if (file === undefined) next();
    else if (file === 'redirect') redirect(request, response);
    else send(path.join(folder, file), file === 'index.html', response).catch(next);
  };
}

/** The path below the built page; `redirect` where the page is reached but its links do not hold; undefined for what is not the page. */
function fileFor({ method, path: asked, headers }: Request): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (asked === '/') return headers.accept?.includes('text/html') === true ? 'redirect' : undefined;
  if (asked === consoleBase) return 'redirect';
  if (asked === `${consoleBase}/`) return 'index.html';
  const name = asked.startsWith(`${consoleBase}/assets/`) ? asked.slice(consoleBase.length + '/assets/'.length) : '';
  return /^[\w-]+(\.[\w-]+)*$/.test(name) ? `assets/${name}` : undefined;
}

/** Relative, so that it holds behind a gateway that puts a folder in front. */
function redirect({ originalUrl, path: asked }: Request, response: Response): void {
  const [pathname = '', query] = originalUrl.split('?', 2);
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  const location = `./${last === '' ? '' : `${last}/`}${asked === '/' ? consoleBase.slice(1) + '/' : ''}`;
  response.redirect(302, query === undefined ? location : `${location}?${query}`);
}

async function send(file: string, isPage: boolean, response: Response): Promise<void> {
  const content = await readIfThere(file);
  response.status(content === undefined ? (isPage ? 503 : 404) : 200);
  response.setHeader('content-type', mediaTypes[path.extname(file)] ?? 'application/octet-stream');
  response.setHeader('content-security-policy', contentSecurityPolicy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  // The names of assets carry a hash of what is in them.
  response.setHeader('cache-control', isPage || content === undefined ? 'no-store' : 'max-age=31536000, immutable');
  response.end(content ?? (isPage ? notBuilt : ''));
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** In the package, whose `package.json` lies above this file, built or not. */
function builtPage(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return path.join(folder, 'dist/console/page');
}
