import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { Fetch } from './exchange.ts';
import type { Options } from './options.ts';
import { completeOptions } from './options.ts';

/** What the library needs of the world around it. */
export interface Runtime {
  clock: Clock;
  fetch: Fetch;
  options: Options;
  /** Told, in a sentence without secrets, what is ignored or needs attention but fails nothing. */
  log: (sentence: string) => void;
}

/** What a caller may set of it. */
export interface RuntimeSettings {
  /** Default: the system's clock. */
  clock?: Clock | undefined;
  /** Default: the global `fetch` of Node. */
  fetch?: Fetch | undefined;
  options?: Partial<Options> | undefined;
  /** Default: a warning of the process. */
  log?: ((sentence: string) => void) | undefined;
}

function warn(sentence: string) {
  process.emitWarning(sentence, 'EceClient');
}

/** Looked up at each call, so that whoever replaces the global `fetch` is heard. */
const globalFetch: Fetch = (url, init) => fetch(url, init);

/** The first setting of each kind wins, of the options each by itself. */
export function completeRuntime(...settings: RuntimeSettings[]): Runtime {
  const first = <Key extends keyof RuntimeSettings>(key: Key) => settings.find((setting) => setting[key] !== undefined)?.[key];
  return {
    clock: first('clock') ?? systemClock,
    fetch: first('fetch') ?? globalFetch,
    log: first('log') ?? warn,
    options: completeOptions(Object.assign({}, ...settings.map(({ options }) => options).reverse()) as Partial<Options>),
  };
}
