import type { SettingValues } from './settings.ts';

/** The context root of links, Location headers and content URLs, e.g. `/system`; empty where ECE has none: spec 1. */
export function contextRootOf(settings: Pick<SettingValues, 'http.prefix'>): string {
  const prefix = settings['http.prefix'];
  if (prefix === 'none') return '';
  return prefix === 'any' || prefix === 'both' ? '/system' : `/${prefix}`;
}

/** What stands before the paths of calls, by the setting `http.prefix`. */
export function prefixesOf(settings: SettingValues): string[] {
  const root = contextRootOf(settings);
  return settings['http.prefix'] === 'any' || settings['http.prefix'] === 'both' ? [root, ''] : [root];
}
