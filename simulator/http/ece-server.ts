import type { SettingValues } from '../protocol/settings.ts';
import type { Address } from './address.ts';
import type { ExchangeEnd, HttpRequest } from './exchange.ts';

/** The part of a simulator that a skin uses to answer ECE's calls. */
export interface EceServer {
  /** Where clients reach it, e.g. `http://127.0.0.1:8080`: content URLs start with it. */
  url: string;
  readonly address: Pick<Address, 'withoutFolder'>;
  /** The values in force, of every setting. */
  readonly settings: SettingValues;
  /** One API call, with a promise when it must wait. Never throws: a defect of the simulator is answered 500. */
  handle(request: HttpRequest): ExchangeEnd | Promise<ExchangeEnd>;
}
