import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** Preloaded by a program of a page, which imports the package by its name: each door leads to its source. */
const root = new URL('../../', import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  exports: Record<string, string | { types?: string }>;
};
const doors = new Map(
  Object.entries(exports).flatMap(([door, target]) =>
    typeof target === 'string' || target.types === undefined
      ? []
      : [[`ece-simulator${door.slice(1)}`, new URL(target.types.replace('dist/', '').replace(/\.d\.ts$/, '.ts'), root).href]],
  ),
);

registerHooks({ resolve: (specifier, context, next) => next(doors.get(specifier) ?? specifier, context) });
