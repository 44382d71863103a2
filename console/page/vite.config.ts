import { defineConfig } from 'vite';

/** The page as the simulator serves it: below `/_sim/console/`, with relative links, everything in files of its own, nothing inline. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  build: {
    outDir: '../../dist/console/page',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
  },
});
