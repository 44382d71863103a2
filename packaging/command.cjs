#!/usr/bin/env node
// The dialect is old, so that an old Node can say what is needed before it reads anything else.
try {
  require('./needs-node.cjs');
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
// Before the first large file, so that the next start finds that compiled too.
require('module').enableCompileCache();
require('./cli/cli.cjs');
