#!/usr/bin/env node
// Plain JavaScript of an old dialect, so that an old Node can say what is needed before it reads anything else.
import('./needs-node.js').then(
  function () {
    return import('./cli/cli.js');
  },
  function (error) {
    console.error(error.message);
    process.exit(2);
  },
);
