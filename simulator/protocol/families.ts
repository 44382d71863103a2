import type { ErrorKey } from './errors.ts';
import type { Format } from './representation.ts';
import type { SettingValues } from './settings.ts';

/** How the body of an error is written: spec 2.4 (`v19`, `v12`), 3 (`oauth`) and 12.1 (`message`). */
export type ErrorForm = 'v19' | 'v12' | 'oauth' | 'message';

/** What the calls of a family have in common. */
export interface FamilyRow {
  /** The format of answers where `Accept` does not choose. */
  readonly defaultFormat: (settings: SettingValues) => Format;
  readonly errorForm: (settings: SettingValues) => ErrorForm;
  /** The status of an internal error, where a setting of its own decides it. */
  readonly internalErrorStatus?: (settings: SettingValues) => number;
  /** The refusal of absent or bad credentials. */
  readonly unauthorized: ErrorKey;
  /** What becomes of a query parameter that the call does not have. */
  readonly unknownQuery: (settings: SettingValues) => 'ignore' | 'refuse';
}

const messaging: FamilyRow = {
  defaultFormat: () => 'xml',
  errorForm: () => 'v19',
  unauthorized: 'unauthorized',
  unknownQuery: (settings) => (settings['http.unknownQueryParameter'] === 'ignore' ? 'ignore' : 'refuse'),
};

export const families = {
  messaging,
  token: {
    ...messaging,
    defaultFormat: (settings) => settings['token.defaultFormat'],
    errorForm: (settings) => (settings['token.errorForm'] === 'oauth' ? 'oauth' : 'v19'),
    internalErrorStatus: (settings) => settings['token.serverErrorStatus'],
  },
  availability: {
    ...messaging,
    unknownQuery: (settings) => (settings['availability.unknownQuery'] === 'ignore' ? 'ignore' : 'refuse'),
  },
  // The one call of the anonymous chat API answers its client in JSON: spec 11.6.
  anonymousChat: { ...messaging, defaultFormat: () => 'json', unknownQuery: () => 'ignore' },
  userSession: { ...messaging, errorForm: () => 'message', unauthorized: 'badUserSession' },
  // 400 for unknown query parameters is documented: spec 12.3, 12.4.
  customer: { ...messaging, errorForm: () => 'v12', unknownQuery: () => 'refuse' },
} as const satisfies Record<string, FamilyRow>;

export type Family = keyof typeof families;
