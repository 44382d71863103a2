import type { Match } from '../protocol/routes.ts';
import { compileRoutes, routesOf } from '../protocol/routes.ts';
import { bodySchemas } from '../protocol/schemas/bodies.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { Call, FetchFile } from '../operations/call.ts';
import type { BodySchemas } from '../operations/checks.ts';
import type { RefusalError } from '../operations/refusal-error.ts';
import { refuse } from '../operations/refusal-error.ts';
import type { Deliverer } from '../callbacks/deliverer.ts';
import type { CallsUnderway } from '../calls-underway.ts';
import type { World } from '../world/world.ts';
import type { Claim } from './attribution.ts';
import { claims, claimsOfCredentials } from './attribution.ts';
import type { AllowedOrigins } from './cors.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { errorAnswer, formatOfErrors } from './error-answer.ts';
import type { HttpAnswer, HttpRequest, ExchangeEnd } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import { recordedAnswer, recordedRequest } from './recording.ts';
import { Handling } from './handling.ts';
import { httpAnswer } from './http-answer.ts';

/** What the engine needs of a partition. */
export interface PartitionDoors {
  readonly world: World;
  readonly calls: Pick<CallsUnderway, 'begin'>;
  readonly deliverer: Pick<Deliverer, 'holdDuring'>;
  readonly fetchFile: FetchFile;
  readonly journal: Journal;
  /** The faults that strike calls. */
  readonly strikes: Faults;
}

export interface EngineOptions {
  /** The default partition first. */
  partitions: () => Iterable<PartitionDoors>;
  base: () => string;
  allowedOrigins: AllowedOrigins;
  onDefect: (error: unknown) => void;
}

/** Everything that follows from the settings, compiled at once, so that a call does no set-up and a change is atomic. */
interface Compiled {
  readonly settings: SettingValues;
  readonly match: (method: string, path: string) => Match;
  readonly schemas: BodySchemas;
}

/** Takes a request through route, partition, faults, checks and operation, and writes the journal: all that the skins share. */
export class Engine {
  readonly #options: EngineOptions;
  #compiled: Compiled;

  constructor(settings: SettingValues, options: EngineOptions) {
    this.#options = options;
    this.#compiled = compile(settings);
  }

  get settings(): SettingValues {
    return this.#compiled.settings;
  }

  set settings(settings: SettingValues) {
    this.#compiled = compile(settings);
  }

  /** Never throws: what no rule foresaw is answered 500. */
  async handle(request: HttpRequest): Promise<ExchangeEnd> {
    try {
      return await this.#handle(request);
    } catch (error) {
      this.#options.onDefect(error);
      const failing = { settings: this.settings, headers: request.headers, target: request.target, operation: null };
      return answered(httpAnswer(errorAnswer(failing, error), formatOfErrors(failing), {}));
    }
  }

  async #handle(request: HttpRequest): Promise<ExchangeEnd> {
    const { match: routeOf, schemas, settings } = this.#compiled;
    const [path, search] = splitTarget(request.target);
    const match = routeOf(request.method, path);
    if (!match.found) return this.#withoutRoute(request, match, settings);
    const query = parseQuery(search);
    const { operation } = match.route;
    const id = operation === 'getConfiguration' ? query.get('entrypoint')?.[0] : match.params['id'];
    const partition = this.#partition(claims(operation, request, id, settings));
    const call: Call = {
      operation,
      world: partition.world,
      settings,
      method: request.method,
      target: request.target,
      params: match.params,
      query,
      headers: request.headers,
      body: request.body,
      base: this.#options.base(),
      fetchFile: partition.fetchFile,
      known: {},
    };
    return new Handling(call, partition, schemas, this.#options).run();
  }

  /** The first partition of the strongest claim that holds somewhere. */
  #partition(claims: readonly Claim[]): PartitionDoors {
    for (const claim of claims) {
      for (const partition of this.#options.partitions()) if (claim(partition.world)) return partition;
    }
    const [byDefault] = this.#options.partitions();
    return byDefault!;
  }

  /** Unknown path, wrong method, or what a browser asks before it calls from a page. */
  #withoutRoute(request: HttpRequest, match: Extract<Match, { found: false }>, settings: SettingValues): ExchangeEnd {
    const partition = this.#partition(claimsOfCredentials(request, settings));
    const startedAt = performance.now();
    const at = partition.world.clock.now();
    const cors = corsHeaders(request.headers['origin'], this.#options.allowedOrigins);
    const allowed = match.allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (isPreflight && allowed.length > 0) {
      const headers = {
        ...cors,
        ...(cors['access-control-allow-origin'] && preflightHeaders(allowed, request.headers['access-control-request-headers'])),
      };
      return answered({ status: 204, headers, body: new Uint8Array() });
    }
    const failing = { settings, headers: request.headers, target: request.target, operation: null };
    const refused = routeRefusal(request, match, allowed, settings);
    const answer = httpAnswer(errorAnswer(failing, refused), formatOfErrors(failing), cors);
    partition.journal.record({
      kind: 'call',
      at,
      operation: null,
      who: null,
      entryPointId: null,
      conversationIds: [],
      request: recordedRequest(request),
      answer: recordedAnswer(answer),
      problem: null,
      refusal: { key: refused.refusal.key, reason: refused.refusal.reason },
      faultId: null,
      durationMs: performance.now() - startedAt,
    });
    return answered(answer);
  }
}

/** Most simulators of a process have the same settings, and tests make many: schemas cost more than all the rest of one. */
const compiled = new WeakMap<SettingValues, Compiled>();

function compile(settings: SettingValues): Compiled {
  let found = compiled.get(settings);
  if (found === undefined) {
    found = {
      settings,
      match: compileRoutes(routesOf(settings)),
      schemas: { json: bodySchemas(settings, 'json'), xml: bodySchemas(settings, 'xml') },
    };
    compiled.set(settings, found);
  }
  return found;
}

function splitTarget(target: string): [string, string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

function parseQuery(search: string): Map<string, string[]> {
  const query = new Map<string, string[]>();
  if (search === '') return query;
  for (const [name, value] of new URLSearchParams(search)) {
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}

function routeRefusal(
  { method }: HttpRequest,
  { nearest }: Extract<Match, { found: false }>,
  allowed: string[],
  settings: SettingValues,
): RefusalError {
  try {
    if (allowed.length > 0) {
      const wire = { status: settings['http.wrongMethodStatus'], headers: { allow: allowed.join(', ') } };
      return refuse('methodNotAllowed', { method }, { rule: `the path does not allow ${method}`, wouldWork: allowed }, wire);
    }
    const reason = { rule: 'no operation has the path', wouldWork: nearest ?? 'a path of the API' };
    return refuse('unknownPath', {}, reason, { status: settings['http.unknownPathStatus'] });
  } catch (error) {
    return error as RefusalError;
  }
}

function answered(answer: HttpAnswer): ExchangeEnd {
  return { kind: 'answer', answer, flushed: () => undefined };
}
