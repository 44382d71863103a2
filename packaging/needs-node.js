// Each door loads this file first, as a CommonJS and as an ES module. Its dialect is old, so that an old Node can say what is needed.
(function () {
  var node = typeof process === 'object' && process.versions && process.versions.node;
  if (!node) return;
  var parts = node.split('.').map(Number);
  var firstMinor = { 22: 21, 24: 5 }[parts[0]] || 0;
  if (parts[0] >= 22 && parts[0] !== 23 && parts[1] >= firstMinor) return;
  throw new Error('ece-simulator needs Node 22.21, 24.5 or later; this is Node ' + node + '.');
})();
