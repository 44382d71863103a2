// Each door of a peer loads this file before the peer.
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

function findVersion(peer) {
  try {
    return read(require.resolve(`${peer}/package.json`)).version;
  } catch {
    // Some packages do not give their package.json away.
    const found = (require.resolve.paths(peer) || []).map((folder) => join(folder, peer, 'package.json')).find(existsSync);
    return found && read(found).version;
  }
}

/** @throws {Error} a sentence with the command, when the peer of a door is missing or too old */
module.exports = function needsPeer(door, peer) {
  const ranges = read(join(__dirname, '../package.json')).peerDependencies[peer].split(' || ');
  const [oldest, newest] = [ranges[0], ranges.at(-1)].map((range) => range.slice(1).split('.').map(Number));
  const install = `npm install --save-dev ${peer}@${newest[0]}`;
  const version = findVersion(peer);
  if (version === undefined) throw new Error(`${door} needs ${peer}, which is not installed: ${install}`);
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new Error(`${door} needs ${peer} ${oldest[0]}.${oldest[1]} or later, and ${version} is installed: ${install}`);
};
