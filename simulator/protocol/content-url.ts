import type { SettingValues } from './settings.ts';

/** Where the client reads an agent's file: spec 10, setting `attachment.url`. */
export function contentUrlOf(settings: SettingValues, base: string, file: { id: string; fileName: string }): string {
  return settings['attachment.url']
    .replaceAll('{base}', base)
    .replaceAll('{id}', encodeURIComponent(file.id))
    .replaceAll('{fileName}', encodeURIComponent(file.fileName));
}

/** The path of content URLs as it is written; undefined when they point to another server. */
export function writtenContentUrlPath(settings: SettingValues): string | undefined {
  const url = settings['attachment.url'];
  if (url.startsWith('/')) return url;
  return url.startsWith('{base}/') ? url.slice('{base}'.length) : undefined;
}

/** The path under which content URLs of this simulator are served, without `/system`; undefined when they point elsewhere. */
export function contentUrlPath(settings: SettingValues): string | undefined {
  return writtenContentUrlPath(settings)?.replace(/^\/system(?=\/)/, '');
}
