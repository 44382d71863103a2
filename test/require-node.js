// Runs before npm's scripts. Plain JavaScript of an old dialect, so that an old Node can print the message.
var version = process.versions.node.split('.').map(Number);
var firstMinor = { 22: 21, 24: 5 }[version[0]] || 0;
if (version[0] < 22 || version[0] === 23 || version[1] < firstMinor) {
  console.error(
    'ece-simulator needs Node 22.21, 24.5 or later; this is Node ' +
      process.versions.node +
      '.\n' +
      'Run "npm ci" without --ignore-scripts: it installs Node 24 into node_modules, where npm scripts find it first.',
  );
  process.exit(1);
}
