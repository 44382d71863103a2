// Runs before npm's scripts. Plain JavaScript of an old dialect, so that an old Node can print the message.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 18)) {
  console.error(
    'ece-simulator needs Node 22.18 or later; this is Node ' +
      process.versions.node +
      '.\n' +
      'Run "npm ci" without --ignore-scripts: it installs Node 24 into node_modules, where npm scripts find it first.',
  );
  process.exit(1);
}
