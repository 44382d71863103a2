import type { SettingValues } from '../protocol/settings.ts';
import type { ExchangeEnd, HttpRequest } from './exchange.ts';

/** What answers ECE's calls, as far as a skin knows it: a simulator. */
export interface EceServer {
  /** Where clients reach it, e.g. `http://127.0.0.1:8080`: content URLs start with it. Set by the skin that opens a socket. */
  url: string;
  /** The values in force, of every setting. */
  readonly settings: SettingValues;
  /** One API call. Never rejects: what no rule foresaw is answered 500. */
  handle(request: HttpRequest): Promise<ExchangeEnd>;
}
