import type * as z from 'zod';
import { entryPointRoutes } from './route-forms.ts';
import type { SettingValues } from './settings.ts';

/** The row of an anonymous check of an entry point, also served under `/ws/chat/entrypoint`: spec 11. */
export function makeCheckRow<Name extends string, Schema extends () => z.ZodType>(
  name: Name,
  schema: Schema,
  source: string,
  segment: (settings: SettingValues) => string = () => name,
) {
  return {
    method: 'GET',
    path: `/egain/chat/entrypoint/${name}/{id}`,
    routes: (settings: SettingValues) => entryPointRoutes(segment(settings)),
    family: 'availability',
    authentication: 'none',
    authenticationBySetting: (settings: SettingValues) =>
      settings['availability.authentication'] === 'required' ? ('bearer or session' as const) : ('none' as const),
    about: 'entryPoint',
    query: [],
    body: null,
    answer: { status: 200, schema },
    refusals: [
      'invalidAuthorization',
      'unauthorized',
      'wrongSessionKind',
      'unknownQueryParameter',
      'availabilityEntryPoint',
      'entryPointInactive',
      'internalError',
    ],
    source,
  } as const;
}
