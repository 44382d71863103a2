import type { Simulator } from '../../simulator/index.ts';
import type { ErrorKey } from '../../simulator/protocol/errors.ts';
import { errors } from '../../simulator/protocol/errors.ts';
import type { Exchange } from '../recording/exchange.ts';
import { findMembers } from '../recording/members.ts';
import type { Correspondence } from './correspondence.ts';

/** The credentials of the simulator that stand for those of the recording, which are masked. */
export const replayClient = { name: 'replay', key: 'replay-client', secret: 'replay-secret' };
export const replayUser = { userName: 'replay-user', password: 'replay-password' };

/**
 * Brings the contact centre into the situation that an exchange shows, e.g. that no agent is there. How busy a contact centre is says
 * nothing about ECE, so a replay compares what ECE makes of the situation.
 */
export class Situation {
  readonly #simulator: Simulator;
  readonly #pairs: Correspondence;
  #nextId = 1001;
  /** By the id in the simulator, the queue and the agent of an entry point. */
  readonly #agents = new Map<string, string>();

  constructor(simulator: Simulator, pairs: Correspondence) {
    this.#simulator = simulator;
    this.#pairs = pairs;
  }

  /** Prepares the contact centre for the request of the exchange. */
  prepare(exchange: Exchange): void {
    const key = refusalOf(exchange);
    const recorded = entryPointOf(exchange);
    if (recorded !== undefined && key !== 'unknownId' && key !== 'unknownIdInPath')
      this.#prepareEntryPoint(recorded, key, exchange);
    this.#allowAttributes(exchange, key);
    this.#simulator.partition('default').assignmentServiceRunning = key !== 'assignmentServiceDown';
    if (key === 'callbackDeactivated') this.#simulator.applications.deactivateCallback(replayClient.name);
    if (key === 'applicationNotChat') this.#simulator.applications.change(replayClient.name, { type: 'Email' });
    else if (this.#simulator.applications.get(replayClient.name).type !== 'Chat')
      this.#simulator.applications.change(replayClient.name, { type: 'Chat' });
    if (key === 'conversationNotOngoing') this.#endConversationsOf(exchange);
  }

  /** The agent of the conversation's entry point, logged in. */
  agentOf(entryPointId: string): string | undefined {
    const agent = this.#agents.get(entryPointId);
    if (agent !== undefined && !this.#simulator.agents.get(agent).loggedIn) this.#simulator.agents.logIn(agent);
    return agent;
  }

  #prepareEntryPoint(recorded: string, key: ErrorKey | undefined, exchange: Exchange): void {
    const id = this.#pairs.get(recorded) ?? this.#addEntryPoint(recorded);
    const agent = this.#agents.get(id)!;
    const { agents, entryPoints } = this.#simulator;
    const present = entryPoints.get(id);
    const isActive = key !== 'entryPointInactive';
    const isThere = saysThatAgentIsThere(exchange) ?? key !== 'noAgentAvailable';
    if (agents.get(agent).loggedIn !== isThere) agents.change(agent, { loggedIn: isThere });
    const maximumQueueDepth = key === 'queueFull' ? 1 : null;
    const policy = policyOf(exchange);
    const change = {
      ...(present.active !== isActive && { active: isActive }),
      ...(present.maximumQueueDepth !== maximumQueueDepth && { maximumQueueDepth }),
      ...(policy !== undefined &&
        JSON.stringify(policy) !== JSON.stringify(present.attachmentPolicy) && { attachmentPolicy: policy }),
    };
    if (Object.keys(change).length > 0) entryPoints.edit(id, change);
    this.#allow(id, key !== 'entryPointNotAllowed');
  }

  /** The recording's contact centre has the custom attributes that it did not refuse. */
  #allowAttributes({ request }: Exchange, key: ErrorKey | undefined): void {
    if (key === 'unknownCustomAttribute') return;
    const members = findMembers(request.body ?? '', request.headers['content-type'] ?? '');
    const names = members.flatMap(({ name, value }) => (name === 'attribName' ? [value] : []));
    if (names.length === 0) return;
    const partition = this.#simulator.partition('default');
    const { activity, customer } = partition.customAttributes;
    partition.customAttributes = {
      activity: [...new Set([...(activity ?? []), ...names])],
      customer: [...new Set([...customer, ...names])],
    };
  }

  #addEntryPoint(recorded: string): string {
    const { agents, entryPoints, queues } = this.#simulator;
    const local = this.#nextId++;
    // A recording has names of this form, because it is masked.
    const name = `name-${local}`;
    queues.add({ name, skill: name });
    const { id } = entryPoints.add({ id: local, name, queue: name });
    const agent = { firstName: name, lastName: name, screenName: name };
    agents.add({ ...agent, skills: [name], behaviour: 'manual', maximumLoad: 1000 });
    this.#agents.set(id, name);
    this.#pairs.add(recorded, id);
    return id;
  }

  #allow(id: string, isAllowed: boolean): void {
    const { applications } = this.#simulator;
    const allowed = applications.entryPoints(replayClient.name);
    if (allowed.includes(id) === isAllowed) return;
    const entryPoints = isAllowed ? [...allowed, id] : allowed.filter((one) => one !== id);
    applications.change(replayClient.name, { entryPoints });
  }

  /** The recording says that they are over: an agent or a time-out has ended them. */
  #endConversationsOf({ request }: Exchange): void {
    const { conversations } = this.#simulator;
    const text = this.#pairs.translate(`${request.url} ${request.body ?? ''}`);
    for (const { id, state } of conversations.list()) {
      if (state === 'ended' || !text.includes(id)) continue;
      if (state === 'queued') conversations.take(id, this.agentOf(conversations.get(id).entryPointId)!);
      conversations.complete(id);
    }
  }
}

const keysByCode = new Map(
  Object.entries(errors).flatMap(([key, row]) =>
    [row.code, 'otherwise' in row ? row.otherwise.code : row.code].map((code) => [code as string, key as ErrorKey] as const),
  ),
);

/** The second part of a code names the rule where no other rule has it; the first follows the status that a setting chose. */
const keysByRule = new Map(
  [...keysByCode].flatMap(([code, key]) => {
    const rule = ruleOf(code);
    const isUnique = [...keysByCode.keys()].every((other) => other === code || ruleOf(other) !== rule);
    return isUnique ? [[rule, key] as const] : [];
  }),
);

function ruleOf(code: string): string {
  return code.slice(code.indexOf('-') + 1);
}

/** The rule by which the call was refused, as far as its code tells. */
export function refusalOf({ response }: Exchange): ErrorKey | undefined {
  if (response === null || response.status < 400) return undefined;
  const code = /"code"\s*:\s*"([\d-]+)"|<(?:\w+:)?code>([\d-]+)</.exec(response.body ?? '');
  const given = code?.[1] ?? code?.[2] ?? '';
  return keysByCode.get(given) ?? keysByRule.get(ruleOf(given));
}

/** The entry point that a call is about, as the recording names it. */
export function entryPointOf({ kind, request: { url, body = '' } }: Exchange): string | undefined {
  if (kind === 'callback') return undefined;
  const { pathname, searchParams } = new URL(url);
  const inPath = /\/egain\/chat\/entrypoint\/\w+\/(\d+)$/.exec(pathname)?.[1];
  if (inPath !== undefined) return inPath;
  if (/\/configuration$/.test(pathname)) return /^\d+$/.exec(searchParams.get('entrypoint') ?? '')?.[0];
  if (!/\/conversation\/start$/.test(pathname)) return undefined;
  const found = /"entryPoint"\s*:\s*\{\s*"id"\s*:\s*"?(\d+)|entryPoint>\s*<(?:\w+:)?id>(\d+)<|entryPoint\s+id="(\d+)"/.exec(body);
  return found?.slice(1).find((id: string | undefined) => id !== undefined);
}

/** Whether an answer says that an agent is there; undefined when it says nothing about it. */
function saysThatAgentIsThere({ request, response }: Exchange): boolean | undefined {
  const { pathname } = new URL(request.url);
  const body = response?.body ?? '';
  if (/\/agentAvailability\//.test(pathname)) return /available"?\s*[:>]\s*"?true/.test(body);
  if (/\/capacity\//.test(pathname)) return !/count"?\s*[:>]\s*"?0\b/.test(body);
  if (/\/checkEligibility\//.test(pathname)) return !/responseType"?\s*[:>]\s*"?1\b/.test(body);
  if (/\/chatAllowed\//.test(pathname)) return /allowed"?\s*[:>]\s*"?true/.test(body);
  return undefined;
}

const restrictions = { block_all: 'blockAll', allow_all: 'allowAll', allow_list: 'allowList' } as const;

function policyOf({ request, response }: Exchange) {
  const body = response?.body ?? '';
  if (!/\/configuration$/.test(new URL(request.url).pathname) || response?.status !== 200) return undefined;
  const word = /block_?all|allow_?all|allow_?list/i
    .exec(body)?.[0]
    .toLowerCase()
    .replace(/^(block|allow)_?/, '$1_');
  const restriction = restrictions[(word ?? 'allow_all') as keyof typeof restrictions];
  if (restriction !== 'allowList') return { restriction };
  const extensions = /fileExtensions"?\s*[:>]\s*"?([\w,]+)/.exec(body)?.[1]?.toLowerCase().split(',') ?? [];
  const maxSize = Number(/attachmentSize"?\s*[:>]\s*"?(\d+)/.exec(body)?.[1] ?? 0);
  return { restriction, extensions, ...(maxSize > 0 && { maxSize }) };
}
