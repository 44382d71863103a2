import { remembering } from '../protocol/remembering.ts';
import { rowOf } from '../protocol/rows.ts';
import type { Match } from '../protocol/routes.ts';
import { compileRoutes, makeRoutes } from '../protocol/routes.ts';
import { SentBody } from '../protocol/sent-body.ts';
import type { SettingName, SettingValues } from '../protocol/settings.ts';
import type { FetchFile, QueryParameters } from '../operations/call.ts';
import type { BodySchemas } from '../protocol/schemas/compiled-bodies.ts';
import { compiledBodies, unwatchedBodies } from '../protocol/schemas/compiled-bodies.ts';
import type { RefusalError } from '../operations/refusal-error.ts';
import { makeRefusalError } from '../operations/refusal-error.ts';
import type { Deliverer } from '../callbacks/deliverer.ts';
import type { CallsUnderway } from '../time/calls-underway.ts';
import type { World } from '../world/world.ts';
import type { Address } from './address.ts';
import type { Claim } from './attribution.ts';
import { claimsOfCall, claimsOfCredentials } from './attribution.ts';
import { CallExchange } from './call-exchange.ts';
import type { AllowedOrigins } from './cors.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { makeErrorAnswer, errorFormatOf } from './error-answer.ts';
import type { HttpAnswer, HttpRequest, ExchangeEnd } from './exchange.ts';
import type { Faults } from '../faults/faults.ts';
import type { Journal } from '../journal/journal.ts';
import { writeHttpAnswer } from './http-answer.ts';
import { realTimers } from '../time/real-timers.ts';

/** What the engine needs of a partition. */
export interface EnginePartition {
  readonly world: World;
  readonly calls: Pick<CallsUnderway, 'begin'>;
  readonly deliverer: Pick<Deliverer, 'openHold'>;
  readonly fetchFile: FetchFile;
  readonly exchanges: Journal;
  readonly installedFaults: Pick<Faults, 'ofCall'>;
}

export interface EnginePartitions {
  readonly default: EnginePartition;
  readonly size: number;
  /** The default one first. */
  values(): Iterable<EnginePartition>;
}

export interface EngineOptions {
  partitions: () => EnginePartitions;
  address: Pick<Address, 'urlOfCall' | 'remember'>;
  allowedOrigins: AllowedOrigins;
  onDefect: (error: unknown) => void;
  /** Called with the name of each setting that is read. */
  onSettingRead?: ((name: SettingName) => void) | undefined;
}

/** Everything that follows from the settings. It is compiled as a whole, so that a call needs no set-up and a change is atomic. */
interface Compiled {
  readonly settings: SettingValues;
  readonly match: (method: string, path: string) => Match;
  readonly schemas: BodySchemas;
}

/** Answers a request of any skin: finds its route and its partition, and takes the call through its steps. */
export class Engine {
  readonly #options: EngineOptions;
  #compiled: Compiled;
  #unwatched: SettingValues;

  constructor(settings: SettingValues, options: EngineOptions) {
    this.#options = options;
    this.#unwatched = settings;
    this.#compiled = this.#compile(settings);
  }

  /** The settings, of which nobody is told that they are read. */
  get unwatchedSettings(): SettingValues {
    return this.#unwatched;
  }

  get settings(): SettingValues {
    return this.#compiled.settings;
  }

  set settings(settings: SettingValues) {
    this.#unwatched = settings;
    this.#compiled = this.#compile(settings);
  }

  #compile(settings: SettingValues): Compiled {
    const { onSettingRead } = this.#options;
    return onSettingRead === undefined ? compileOnce(settings) : compileWatched(settings, onSettingRead);
  }

  /** Never throws: a defect is answered 500. */
  handle(request: HttpRequest): ExchangeEnd | Promise<ExchangeEnd> {
    try {
      const end = this.#handle(request);
      return end instanceof Promise ? end.catch((error: unknown) => this.#answerDefect(request, error)) : end;
    } catch (error) {
      return this.#answerDefect(request, error);
    }
  }

  #answerDefect({ headers, target }: HttpRequest, error: unknown): ExchangeEnd {
    this.#options.onDefect(error);
    const failed = { settings: this.settings, headers, target, operation: null };
    return answerWith(writeHttpAnswer(makeErrorAnswer(failed, error), errorFormatOf(failed), this.settings, {}));
  }

  #handle(request: HttpRequest): ExchangeEnd | Promise<ExchangeEnd> {
    const { match: routeOf, schemas, settings } = this.#compiled;
    const { target, path, query } = readTarget(request.target);
    const match = routeOf(request.method, path);
    if (!match.found) return this.#answerWithoutRoute(request, match, settings);
    const { operation } = match.route;
    const { idParameter } = rowOf(operation);
    const id = idParameter === undefined ? match.params['id'] : query.get(idParameter)?.[0];
    const body = new SentBody(request.body, request.headers['content-type']);
    const partition = this.#findPartition(() => claimsOfCall(operation, { headers: request.headers, body }, id, settings));
    const call = {
      operation,
      world: partition.world,
      settings,
      method: request.method,
      target,
      params: match.params,
      query,
      headers: request.headers,
      body,
      base: this.#options.address.urlOfCall(request.base),
      fetchFile: partition.fetchFile,
    };
    return new CallExchange(call, partition, schemas, this.#options).run();
  }

  /** The partition of the strongest claim that holds; the default partition when none holds. */
  #findPartition(claims: () => readonly Claim[]): EnginePartition {
    const partitions = this.#options.partitions();
    if (partitions.size > 1)
      for (const claim of claims()) for (const partition of partitions.values()) if (claim(partition.world)) return partition;
    return partitions.default;
  }

  /** Answers an unknown path, a wrong method, or the preflight of a browser. */
  #answerWithoutRoute(request: HttpRequest, match: Extract<Match, { found: false }>, settings: SettingValues): ExchangeEnd {
    const partition = this.#findPartition(() => claimsOfCredentials(request, settings));
    const startedAt = realTimers.elapsed();
    const at = partition.world.clock.now();
    const cors = corsHeaders(request.headers['origin'], this.#options.allowedOrigins);
    const allowed = match.allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (isPreflight && allowed.length > 0) {
      const headers = {
        ...cors,
        ...(cors['access-control-allow-origin'] && preflightHeaders(allowed, request.headers['access-control-request-headers'])),
      };
      return answerWith({ status: 204, headers, body: new Uint8Array() });
    }
    const failed = { settings, headers: request.headers, target: request.target, operation: null };
    const refusalError = makeRouteRefusal(request, match, allowed, settings);
    const answer = writeHttpAnswer(makeErrorAnswer(failed, refusalError), errorFormatOf(failed), settings, cors);
    partition.exchanges.record({
      kind: 'call',
      at,
      operation: null,
      who: null,
      entryPointId: null,
      conversationIds: [],
      request,
      answer,
      problem: null,
      refusal: { key: refusalError.refusal.key, reason: refusalError.refusal.reason },
      faultId: null,
      durationMs: realTimers.elapsed() - startedAt,
    });
    return answerWith(answer);
  }
}

/**
 * What was compiled, for each object of settings. Tests make many simulators with the same settings, and compiling takes most of
 * the time.
 */
const compiled = new WeakMap<SettingValues, Compiled>();

function compileOnce(settings: SettingValues): Compiled {
  const found = compiled.get(settings) ?? compile(settings, unwatchedBodies(settings));
  compiled.set(settings, found);
  return found;
}

function compile(settings: SettingValues, schemas: BodySchemas): Compiled {
  return { settings, match: compileRoutes(makeRoutes(settings), settings['http.prefix'] === 'any'), schemas };
}

function compileWatched(settings: SettingValues, onRead: (name: SettingName) => void): Compiled {
  const watched = watchSettings(settings, onRead);
  return compile(watched, compiledBodies(watched));
}

function watchSettings(settings: SettingValues, onRead: (name: SettingName) => void): SettingValues {
  return new Proxy(settings, {
    get(target, name: SettingName) {
      onRead(name);
      return target[name];
    },
  });
}

interface Target {
  readonly target: string;
  readonly path: string;
  readonly query: QueryParameters;
}

const readTarget = remembering((target): Target => {
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  const query = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(at < 0 ? '' : target.slice(at + 1))) {
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return { target, path, query };
});

function makeRouteRefusal(
  { method }: HttpRequest,
  { nearest }: Extract<Match, { found: false }>,
  allowed: string[],
  settings: SettingValues,
): RefusalError {
  if (allowed.length > 0) {
    const wire = { status: settings['http.wrongMethodStatus'], headers: { allow: allowed.join(', ') } };
    const reason = { rule: `the path does not allow ${method}`, wouldWork: allowed };
    return makeRefusalError('methodNotAllowed', { method }, reason, wire);
  }
  const reason = { rule: 'no operation has the path', wouldWork: nearest ?? 'a path of the API' };
  return makeRefusalError('unknownPath', {}, reason, { status: settings['http.unknownPathStatus'] });
}

function answerWith(answer: HttpAnswer): ExchangeEnd {
  return { kind: 'answer', answer, flushed: () => undefined };
}
