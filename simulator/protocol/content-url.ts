import { contextRootOf } from './context-root.ts';
import type { SettingValues } from './settings.ts';

/** Where the client reads an agent's file: spec 10, setting `attachment.url`. */
export function contentUrlOf(settings: SettingValues, base: string, file: { id: string; fileName: string }): string {
  return settings['attachment.url']
    .replaceAll('{base}', base)
    .replaceAll('{root}', contextRootOf(settings))
    .replaceAll('{id}', encodeURIComponent(file.id))
    .replaceAll('{fileName}', encodeURIComponent(file.fileName));
}

/** The path of content URLs as it is written; undefined when they point to another server. */
export function writtenContentUrlPath(settings: SettingValues): string | undefined {
  const url = settings['attachment.url'].replace('{root}', contextRootOf(settings));
  if (url.startsWith('/')) return url;
  return url.startsWith('{base}/') ? url.slice('{base}'.length) : undefined;
}

/** The path under which content URLs of this simulator are served, without its context root; undefined when they point elsewhere. */
export function contentUrlPath(settings: SettingValues): string | undefined {
  const root = settings['attachment.url'].includes('{root}') ? contextRootOf(settings) : '/system';
  const written = writtenContentUrlPath(settings);
  return written?.startsWith(`${root}/`) ? written.slice(root.length) : written;
}
