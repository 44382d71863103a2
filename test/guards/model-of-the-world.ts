import { createSimulator } from '../../simulator/index.ts';
import type { Simulator } from '../../simulator/index.ts';
import { isSimulatorError } from '../../simulator/errors.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { Random } from '../../simulator/world/random.ts';
import type { GuardOptions, GuardResult } from './guard.ts';
import { Model } from './model.ts';

const runsBySize = { small: 60, full: 3000 };
const stepsOfRun = 200;
const queues = ['Service', 'Claims'];
const skills = ['service', 'claims'];

/**
 * Random valid calls, settings and deletions against a small reference model. After each step no invariant is broken and the world is what
 * the model says; at the end of a run each customer has got each message once, in order, and `complete` last and once.
 */
export async function guard({ size, seed }: GuardOptions): Promise<GuardResult> {
  const failures: string[] = [];
  let passed = 0;
  for (let number = 0; number < runsBySize[size]; number++) {
    const failure = await runOnce(`${seed}/${number}`);
    if (failure === undefined) passed++;
    else failures.push(failure);
  }
  return { passed, failures };
}

/** Undefined when it passed. */
export async function runOnce(seed: string): Promise<string | undefined> {
  const run = new Run(seed);
  try {
    await run.all();
  } catch (error) {
    run.model.faults.push(`the run failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  if (run.model.faults.length === 0) return undefined;
  const steps = run.steps.slice(-12).map((step) => `    ${step}`);
  return `seed ${seed}, step ${run.steps.length}: ${run.model.faults.slice(0, 5).join('; ')}\n${steps.join('\n')}`;
}

type Step = () => unknown;

class Run {
  readonly simulator: Simulator;
  readonly model: Model;
  readonly steps: string[] = [];
  readonly #random: Random;
  readonly #ece: EceClient;
  #failing = 0;
  #count = 0;
  #kept: { chats: Model['chats']; received: Model['received'] } | undefined;

  constructor(seed: string) {
    this.#random = new Random(seed, new Map());
    this.simulator = createSimulator({
      ...{
        clock: 'manual',
        seed,

        onDefect: (error: unknown) => this.model.faults.push(`defect: ${String(error)}`),
      },
      world: {
        queues: queues.map((name, at) => ({ name, skill: skills[at]! })),
        entryPoints: queues.map((queue, at) => ({ id: 1001 + at, name: queue, queue, agentRequired: false })),
        applications: [{ name: 'demo', key: 'demo-client', secret: 'demo-secret', entryPoints: [1001, 1002] }],
        agents: ['Ada', 'Ben'].map((screenName) => this.#agent(screenName)),
        ...{ users: [], customers: [], chats: [], specialEntryPoints: false },
      },
      fetch: (_url, init) => Promise.resolve(this.#webhook(init!.body as string)),
      settings: { 'callback.order': this.#pick(['per-conversation', 'per-application']), 'callback.deactivateAfter': null },
    });
    this.model = new Model(this.simulator);
    this.#ece = EceClient.inProcess(this.simulator);
  }

  #agent(screenName: string) {
    return {
      ...{ firstName: screenName, lastName: 'Test', screenName, maximumLoad: this.#below(4) },
      skills: skills.filter(() => this.#below(3) > 0),
      loggedIn: this.#below(4) > 0,
      behaviour: this.#pick(['silent', 'silent', 'manual', 'answers'] as const),
    };
  }

  #below(count: number): number {
    return this.#random.uint32('step') % count;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)]!;
  }

  /** The client's webhook server. */
  #webhook(body: string): Response {
    if (this.#failing > 0) {
      this.#failing--;
      return new Response(null, { status: 500 });
    }
    const { message: messages } = JSON.parse(body) as {
      message: { id: string; conversation: { id: string }; type: { value: string }; content?: string }[];
    };
    for (const { id, conversation, type, content } of messages)
      this.model.receive(conversation.id, { id, type: type.value, ...(content !== undefined && { content }) });
    return new Response(null, { status: 204 });
  }

  async all(): Promise<void> {
    await this.#begin();
    for (let step = 0; step < stepsOfRun && this.model.faults.length === 0; step++) {
      const [name, perform] = this.#pick(this.#possible());
      this.steps.push(name);
      await this.#perform(perform);
      this.model.compareState();
    }
    this.#failing = 0;
    this.simulator.applications.reactivateCallback('demo');
    await this.simulator.clock.advance(10 * 60_000);
    if (this.model.faults.length === 0) this.model.compareState();
    if (this.model.faults.length === 0) this.model.compareCallbacks();
    await this.simulator.close(0);
  }

  async #begin(): Promise<void> {
    await this.#ece.authorize();
    this.simulator.applications.setCallbackUrl('demo', 'http://127.0.0.1:9/callbacks');
  }

  /** A step may be refused by a rule; then it must have changed nothing. */
  async #perform(perform: Step): Promise<void> {
    const before = this.simulator.snapshots.export();
    try {
      await perform();
    } catch (error) {
      if (!isSimulatorError(error)) throw error;
      this.steps.push(`  refused: ${error.message}`);
      if (this.simulator.snapshots.export() !== before) this.model.faults.push('a refused step changed something');
    }
    this.model.isByPerson = false;
  }

  #possible(): [string, Step][] {
    const { agents, conversations, queues: queuesDoor, entryPoints, clock } = this.simulator;
    const text = `text ${this.#count++}`;
    const ongoing = this.model.ongoing();
    const chat = ongoing.length === 0 ? '' : this.#pick(ongoing);
    const agent = this.#pick([...agents.list().map(({ screenName }) => screenName), 'nobody']);
    const queue = this.#pick(queuesDoor.list()).name;
    const entryPoint = this.#pick([...entryPoints.list().map(({ id }) => id), '1001']);
    const change = this.#agent(agent);
    const steps: [string, Step][] = [
      [`start at ${entryPoint}`, () => this.#start(entryPoint)],
      [`start at ${entryPoint}`, () => this.#start(entryPoint)],
      [`add ${text}`, () => agents.add({ ...this.#agent(text) })],
      [`change ${agent} ${JSON.stringify(change)}`, () => agents.change(agent, { ...change, screenName: agent })],
      [`log out ${agent}`, () => agents.logOut(agent)],
      [`log in ${agent}`, () => agents.logIn(agent)],
      [`remove ${agent}`, () => agents.remove(agent)],
      [`change queue ${queue}`, () => queuesDoor.change(queue, { skill: this.#pick(skills), name: this.#pick([queue, text]) })],
      [`add entry point`, () => entryPoints.add({ id: 2000 + this.#count, name: text, queue, agentRequired: false })],
      [`edit ${entryPoint}`, () => entryPoints.edit(entryPoint, { queue, active: this.#below(5) > 0 })],
      [`remove ${entryPoint}`, () => entryPoints.list().length > 1 && entryPoints.remove(entryPoint)],
      ['allow all', () => this.#allowAll()],
      ['pass', () => clock.advance(this.#below(2000))],
      ['pass long', () => clock.advance(this.#below(120_000))],
      ['the webhook server fails', () => void (this.#failing = this.#below(4))],
      ['settings', () => this.#changeSettings()],
      ['application', () => this.simulator.applications.change('demo', { callback: { format: 'json' } })],
      ['keep', () => this.#keep()],
      ...(this.#kept === undefined ? [] : [['restore', () => this.#restore()] as [string, Step]]),
      ['restart', () => this.#below(10) === 0 && this.#reset()],
      ['deactivate', () => this.simulator.applications.deactivateCallback('demo')],
      ['reactivate', () => this.simulator.applications.reactivateCallback('demo')],
    ];
    if (chat === '') return steps;
    const person = (act: Step): Step => {
      return () => {
        this.model.isByPerson = true;
        return act();
      };
    };
    const inChat: [string, Step][] = [
      [`customer says ${text} in ${chat}`, () => this.#say(chat, text)],
      [`agent says ${text} in ${chat}`, () => conversations.say(chat, text)],
      [`agent ends ${chat}`, () => conversations.complete(chat)],
      [`customer ends ${chat}`, () => this.#ece.end(chat)],
      [`${agent} takes ${chat}`, person(() => conversations.take(chat, agent))],
      [`transfer ${chat} to ${agent}`, person(() => conversations.transfer(chat, { agent }))],
      [`transfer ${chat} to ${queue}`, () => conversations.transfer(chat, { queue })],
      [
        `file in ${chat}`,
        () => void conversations.sendFile(chat, { fileName: 'a.png', contentType: 'image/png', content: new Uint8Array(9) }),
      ],
    ];
    return [...steps, ...inChat, ...inChat];
  }

  async #start(entryPoint: string): Promise<void> {
    const configuration = await this.#ece.configuration(entryPoint);
    if (configuration.status === 200) await this.#ece.start({ entryPoint });
  }

  async #say(chat: string, text: string): Promise<void> {
    const { status } = await this.#ece.say(chat, text);
    if (status === 204) this.model.chats.get(chat)!.byCustomer.push(text);
    else this.model.faults.push(`a message in the ongoing chat ${chat} was answered ${status}`);
  }

  #allowAll(): void {
    this.simulator.applications.change('demo', { entryPoints: this.simulator.entryPoints.list().map(({ id }) => id) });
  }

  #changeSettings(): void {
    this.simulator.changeSettings({
      'conversation.idleTimeoutSeconds': this.#pick([null, 30, 60]),
      'conversation.start.assignmentDelayMs': this.#pick([
        { from: 0, to: 0 },
        { from: 300, to: 1000 },
      ]),
      'callback.batching': this.#pick(['one', 'per-conversation', 'all-queued']),
    });
  }

  async #keep(): Promise<void> {
    await this.simulator.clock.advance(0);
    this.simulator.snapshots.take('kept');
    this.#kept = structuredClone({ chats: this.model.chats, received: this.model.received });
  }

  #restore(): void {
    this.simulator.snapshots.restore('kept');
    Object.assign(this.model, structuredClone(this.#kept!));
  }

  async #reset(): Promise<void> {
    this.simulator.reset();
    this.#kept = undefined;
    this.model.chats.clear();
    this.model.received.clear();
    await this.#begin();
  }
}
