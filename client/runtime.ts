import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { makeDefaultLog } from './default-log.ts';
import type { Fetch } from './exchange.ts';
import type { Hooks, Tell } from './hooks.ts';
import { hookNames, tellHooks } from './hooks.ts';
import { nodeFetch } from './node-fetch.ts';
import type { Options } from './options.ts';
import { completeOptions } from './options.ts';
import type { MethodPath } from './results.ts';

/** The surroundings of the library. */
export interface Runtime {
  clock: Clock;
  fetch: Fetch;
  /** From 0 to 1, for the pauses between tries. */
  random: () => number;
  options: Options;
  /** The method that runs; undefined outside of methods, e.g. in `authorize()`. */
  method?: MethodPath | undefined;
  /** Receives a sentence without secrets about what was ignored or needs attention. */
  log: (sentence: string) => void;
  /** Tells the hooks. Never throws. */
  tell: Tell;
}

/** The settings of the surroundings. */
export interface RuntimeSettings extends Hooks {
  /** Default: the system's clock. */
  clock?: Clock | undefined;
  /** Sends every request. Default: the library's own HTTP client, `nodeFetch`. */
  fetch?: Fetch | undefined;
  /** Gives a number from 0 to 1, for the pauses between tries. Default: `Math.random`. */
  random?: (() => number) | undefined;
  options?: Partial<Options> | undefined;
  /** Receives a sentence without secrets. Default: lines of JSON on stderr, by pino when it is installed. */
  log?: ((sentence: string) => void) | undefined;
}

const defaultLog = makeDefaultLog();

/** Completes the settings. The first of several wins; of the options, the first value of each option. */
export function completeRuntime(...settings: RuntimeSettings[]): Runtime {
  const first = <Key extends keyof RuntimeSettings>(key: Key) => settings.find((setting) => setting[key] !== undefined)?.[key];
  const clock = first('clock') ?? systemClock;
  const log = first('log') ?? defaultLog;
  const hooks = Object.fromEntries(hookNames.map((name) => [name, first(name)])) as Hooks;
  return {
    clock,
    tell: tellHooks(hooks, () => clock.now(), log),
    fetch: first('fetch') ?? nodeFetch,
    random: first('random') ?? Math.random,
    log,
    options: completeOptions(Object.assign({}, ...settings.map(({ options }) => options).reverse()) as Partial<Options>),
  };
}
