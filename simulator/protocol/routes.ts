import { prefixesOf } from './context-root.ts';
import { nearest } from './nearest.ts';
import type { ServedPath } from './operation-row.ts';
import type { OperationId } from './operations.ts';
import { operationIds } from './operations.ts';
import { remembering } from './remembering.ts';
import { rowOf } from './rows.ts';
import type { SettingValues } from './settings.ts';

/** A method and path that lead to an operation. */
export interface Route {
  readonly operation: OperationId;
  readonly method: string;
  /** With its prefix; `{name}` is a parameter. */
  readonly path: string;
}

/** Every route that the settings allow, made from the table of operations: spec 1, 8, 10 and 11. */
export function makeRoutes(settings: SettingValues): Route[] {
  const served = operationIds.flatMap((operation) => pathsOf(operation, settings).map((path) => ({ operation, ...path })));
  const routes = served
    .filter(({ isWhole }) => isWhole !== true)
    .flatMap((route) => prefixesOf(settings).map((prefix) => ({ ...route, path: prefix + route.path })));
  const taken = new Set(routes.map(({ path }) => path));
  return [...routes, ...served.filter(({ isWhole, path }) => isWhole === true && !taken.has(path))];
}

function pathsOf(operation: OperationId, settings: SettingValues): readonly ServedPath[] {
  const { method, path, routes } = rowOf(operation);
  return routes === undefined ? [{ method, path }] : routes(settings);
}

interface Found {
  readonly found: true;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export type Match =
  | Found
  /** The methods of the path; empty when the path is unknown, and then `nearest` is the most similar known path. */
  | { readonly found: false; readonly allowed: readonly string[]; readonly nearest: string | undefined };

/**
 * Makes the function that finds the route of a request. Compiled once per change of the settings, so that a call needs one or two look-ups.
 * @param servesAnyRoot whether another first segment stands for `/system`, as the context root of an installation: spec 1
 */
export function compileRoutes(routes: readonly Route[], servesAnyRoot = false): (method: string, path: string) => Match {
  const fixed = new Map<string, Found[]>();
  const open: { pattern: RegExp; start: string; names: string[]; route: Route }[] = [];
  for (const route of routes) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const found = { found: true, route, params: {} } as const;
    if (names.length === 0) fixed.set(route.path, [...(fixed.get(route.path) ?? []), found]);
    else open.push({ pattern: patternOf(route.path), start: route.path.slice(0, route.path.indexOf('{')), names, route });
  }

  const matchesOpen = remembering((path): readonly Found[] => {
    const found: Found[] = [];
    for (const { pattern, start, names, route } of open) {
      const values = path.startsWith(start) ? decodeAll(pattern.exec(path)?.slice(1)) : undefined;
      if (values === undefined) continue;
      found.push({ found: true, route, params: Object.fromEntries(names.map((name, at) => [name, values[at]!])) });
    }
    return found;
  });
  const matches = (path: string) => fixed.get(path) ?? matchesOpen(path);

  return (method, path) => {
    const usual = matches(path);
    const candidates = usual.length > 0 || !servesAnyRoot ? usual : matches(path.replace(/^\/[^/]+/, '/system'));
    const wanted = method === 'HEAD' ? 'GET' : method;
    const match = candidates.find(({ route }) => route.method === wanted);
    if (match !== undefined) return match;
    const allowed = [...new Set(candidates.map(({ route }) => route.method))];
    return {
      found: false,
      allowed,
      nearest: allowed.length > 0 ? path : nearest(path, new Set(routes.map((route) => route.path))),
    };
  };
}

function patternOf(path: string): RegExp {
  const literals = path.split(/\{\w+\}/).map((literal) => literal.replaceAll(/[^\w/]/g, '\\$&'));
  return new RegExp(`^${literals.join('([^/]+)')}$`);
}

function decodeAll(values: string[] | undefined): string[] | undefined {
  try {
    return values?.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
