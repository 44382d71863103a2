import { contentUrlPath, writtenContentUrlPath } from './content-url.ts';
import type { ServedPath } from './operation-row.ts';
import type { SettingValues } from './settings.ts';

/** Methods and paths of end conversation: settings `conversation.end.route` and `conversation.end.alternativeRoutes`. */
export function endRoutes(settings: SettingValues): ServedPath[] {
  const conversation = '/ws/v19/clientapplications/messaging/conversation';
  const form = settings['conversation.end.route'];
  const servesAll = settings['conversation.end.alternativeRoutes'] === 'accept';
  return [
    ...(servesAll || form === 'post-conversation' || form === 'post-id' ? [{ method: 'POST', path: `${conversation}/end` }] : []),
    ...(servesAll || form === 'put-conversation' || form === 'put-query' ? [{ method: 'PUT', path: `${conversation}/end` }] : []),
    ...(servesAll || form === 'post-path' ? ['POST', 'PUT'].map((method) => ({ method, path: `${conversation}/{id}/end` })) : []),
  ];
}

/** An application may activate its own callback URL only where the setting `callback.reactivation` says so. */
export function webhookRoutes(settings: SettingValues): ServedPath[] {
  const served = { method: 'PUT', path: '/ws/v19/clientapplications/activatewebhook' };
  return settings['callback.reactivation'] === 'application' ? [served] : [];
}

/** Where agents' files are served: under the prefixes and, whatever the prefix, as the content URL was handed out (spec 10). */
export function fileRoutes(settings: SettingValues): ServedPath[] {
  const path = contentUrlPath(settings);
  const written = writtenContentUrlPath(settings);
  return [
    ...(path === undefined ? [] : [{ method: 'GET', path }]),
    ...(written === undefined ? [] : [{ method: 'GET', path: written, isWhole: true }]),
  ];
}

const entryPointRoots = ['/egain/chat/entrypoint', '/ws/chat/entrypoint'];

/** A check of an entry point is served under two roots: spec 11. */
export function entryPointRoutes(check: string): ServedPath[] {
  return entryPointRoots.map((root) => ({ method: 'GET', path: `${root}/${check}/{id}` }));
}

/** Spec 11.6. */
export function transcriptRoutes(): ServedPath[] {
  return entryPointRoots.map((root) => ({ method: 'POST', path: `${root}/transcript` }));
}
