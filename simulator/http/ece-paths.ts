import { eceFolders } from '../protocol/ece-folders.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { EceServer } from './ece-server.ts';

/** Whether the path, with or without a query, is in a folder that belongs to ECE. */
export function isPathOfEce({ settings }: Pick<EceServer, 'settings'>, path: string): boolean {
  return foldersOf(settings).some((folder) => path.startsWith(folder) && isEndOfSegment(path.charAt(folder.length)));
}

function isEndOfSegment(character: string): boolean {
  return character === '/' || character === '' || character === '?';
}

const folders = new WeakMap<SettingValues, readonly string[]>();

function foldersOf(settings: SettingValues): readonly string[] {
  let found = folders.get(settings);
  if (found === undefined) folders.set(settings, (found = eceFolders(settings)));
  return found;
}
