import { registerHooks } from 'node:module';

/** Preloaded by a program that imports the package by its name, before it is built. */
const source = new URL('../../client/index.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'ece-simulator/client' ? source : specifier, context),
});
