import { createRequire } from 'node:module';

/** Set by the build; from source there are none. */
declare const buildCommit: string;
declare const buildVersion: string;

/** The version of this package. */
export function packageVersion(): string {
  if (typeof buildVersion === 'string') return buildVersion;
  return (createRequire(import.meta.url)('ece-simulator/package.json') as { version: string }).version;
}

/** For a bug report: `ece-simulator 0.1.0 (commit 2f48214, Node 24.21.0)`. */
export function versionInWords(): string {
  const origin = typeof buildCommit === 'string' && buildCommit !== '' ? `commit ${buildCommit}` : 'from source';
  return `ece-simulator ${packageVersion()} (${origin}, Node ${process.versions.node})`;
}
