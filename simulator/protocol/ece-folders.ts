import { writtenContentUrlPath } from './content-url.ts';
import { contextRootOf } from './context-root.ts';
import type { SettingValues } from './settings.ts';

/** The folders that belong to ECE in an app which serves other paths too: of the context root, of no root, and of content URLs. */
export function eceFolders(settings: SettingValues): string[] {
  const root = contextRootOf(settings);
  const files = writtenContentUrlPath(settings)?.replace(/\/[^/]*\{.*/, '');
  return [root, '/ws', '/egain', files ?? ''].filter((folder, at, all) => folder !== '' && all.indexOf(folder) === at);
}
