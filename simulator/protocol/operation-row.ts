import type * as z from 'zod';
import type { ErrorKey } from './errors.ts';
import type { Family, FamilyRow } from './families.ts';
import type { BodyName } from './schemas/bodies.ts';
import type { SettingValues } from './settings.ts';

/** The credentials that a call needs. */
export type Authentication = 'basic' | 'bearer' | 'session' | 'bearer or session' | 'none';

export interface ServedPath {
  readonly method: string;
  /** Without the context root; `{name}` is a parameter. */
  readonly path: string;
  /** The path is served as it is, whatever the setting `http.prefix` says. */
  readonly isWhole?: boolean;
}

/** Everything that the shared code knows of a call. A member of the family that a row has too is that of the row. */
export interface OperationRow extends Partial<FamilyRow> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Without the context root; `{name}` is a parameter. */
  readonly path: string;
  /** Where settings decide under which methods and paths the call is served. */
  readonly routes?: (settings: SettingValues) => readonly ServedPath[];
  readonly family: Family;
  readonly authentication: Authentication;
  /** Where a setting decides which credentials the call needs. */
  readonly authenticationBySetting?: (settings: SettingValues) => Authentication;
  /** Status for a token or session that is unknown or over; 401 where it is absent. */
  readonly unknownSessionStatus?: (settings: SettingValues) => number;
  /** What the call names by an id: faults match it, and it tells the partition of the call. An attachment stands for its conversation. */
  readonly about: 'entryPoint' | 'conversation' | 'attachment' | 'user' | null;
  /** The query parameter that holds this id. Where it is absent, a parameter `{id}` of the path holds it. */
  readonly idParameter?: string;
  /** Names of the query parameters; `name*` allows all that begin so. */
  readonly query: readonly string[];
  /** A query parameter that a setting lets the call read; with another value the parameter is always refused. */
  readonly queryBySetting?: { readonly parameter: string; readonly isRead: (settings: SettingValues) => boolean };
  /** `form` and `empty` are bodies of their own kind; null reads none. */
  readonly body: BodyName | 'form' | 'empty' | null;
  /** Where a setting decides whether the body may be XML. */
  readonly readsXml?: (settings: SettingValues) => boolean;
  /** Whether an unsupported `Accept-Language` is refused even where the setting `http.invalidAcceptLanguage` ignores it. */
  readonly checksLanguage?: boolean;
  readonly answer: {
    readonly status: number;
    readonly schema: (() => z.ZodType) | null;
    /** A file is sent in its own type, whatever `Accept` says. */
    readonly isFile?: boolean;
    /** The status when nothing is found. */
    readonly emptyStatus?: number;
  };
  /** Every refusal of the call beside those of the path, the method, `Accept` and `Content-Type`. */
  readonly refusals: readonly ErrorKey[];
  /** Where the specification has the call. */
  readonly source: string;
}
