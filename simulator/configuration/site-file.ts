import { readCheckedFile } from './checked-file.ts';
import type { Site } from './site.ts';
import { checkSite } from './site.ts';

/**
 * Reads a site file in YAML or JSON.
 * @throws {ConfigurationError} that names the file and, for each problem, its line, its place and the nearest setting
 */
export async function readSiteFile(file: string): Promise<Site> {
  return readCheckedFile(file, checkSite);
}
