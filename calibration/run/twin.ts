import { setImmediate } from 'node:timers/promises';
import type { Simulator } from '../../simulator/index.ts';
import { createSimulator } from '../../simulator/index.ts';
import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import type { ActName } from '../plan/acts.ts';
import type { Known } from '../plan/known.ts';
import { nothingLearnt } from '../plan/known.ts';
import type { CallbackReply, Probe, ProbeAnswer, ProbeRequest } from '../plan/probe.ts';
import type { Exchange, RecordingLine } from '../recording/exchange.ts';
import { askSimulator } from './ask-simulator.ts';
import type { WantedCallbacks } from './callback-source.ts';
import { ClientReplies } from './client-replies.ts';
import { Runner } from './runner.ts';
import type { Target } from './target.ts';
import { twinActs } from './twin-acts.ts';
import { oddApplication, twinWorld, usualApplication } from './twin-world.ts';

const callbackUrl = 'http://client.example.com/callback';
const filesUrl = 'http://client.example.com/files';
/** Not a whole second, so that a time in whole seconds can be told from one in milliseconds. */
const start = '2026-01-15T09:30:00.123Z';

/** A simulator in this process, on a clock that stands still, with a person who does at once what is asked. */
export class Twin implements Target {
  readonly origin = 'https://ece.example.com';
  readonly simulator: Simulator;
  #arrived: Exchange[] = [];
  #replies = new ClientReplies();
  #inEffect: SettingValues = defaultSettings;
  /** The settings that have been read since the probe began, or while the simulator took its settings. */
  #read = new Set<SettingName>();
  #always = new Set<SettingName>();

  /** @param seed gives what an ECE leaves to chance, e.g. its ids */
  constructor(seed = 'calibration') {
    this.simulator = createSimulator({
      clock: { mode: 'manual', start },
      seed,
      agents: 'silent',
      callbackUrl,
      world: twinWorld,
      fetch: (input, init) => this.#answerClient(input, init),
      onSettingRead: (name) => this.#read.add(name),
      onDefect: (error) => {
        throw error;
      },
    });
    this.#always = new Set(this.#read);
  }

  /** Back to the beginning, with these settings. */
  become(settings: SettingValues): void {
    this.#read = new Set();
    const names = Object.keys(settings) as (keyof SettingValues)[];
    const changed = names.filter((name) => settings[name] !== this.#inEffect[name]);
    if (changed.length > 0) {
      this.simulator.changeSettings(Object.fromEntries(changed.map((name) => [name, settings[name]])));
      // What is compiled of the settings stays until they change.
      this.#always = new Set(this.#read);
    }
    this.#inEffect = settings;
    this.simulator.reset();
    this.#arrived = [];
    this.#replies = new ClientReplies();
  }

  /** What was done since {@link become} depends on no other settings. */
  get settingsRead(): ReadonlySet<SettingName> {
    return new Set([...this.#always, ...this.#read]);
  }

  /** The lines that a probe would have left in a recording of this ECE. */
  async observe(probe: Probe, root: string): Promise<RecordingLine[]> {
    const lines: RecordingLine[] = [];
    await new Runner(this, knownOfTwin(root, probe), (line) => lines.push(line)).run(probe);
    return lines;
  }

  now(): number {
    return this.simulator.clock.now();
  }

  async send({ method, target, headers, body = '' }: ProbeRequest): Promise<ProbeAnswer | { failure: string }> {
    const answer = await askSimulator(this.simulator, { method, target, headers, body, base: this.origin });
    return answer ?? { failure: 'the connection was closed' };
  }

  reply(replies: readonly CallbackReply[]): void {
    this.#replies.set(replies);
  }

  async waitForCallbacks({ withinMs }: WantedCallbacks, isEnough: () => boolean): Promise<void> {
    const { clock } = this.simulator;
    const until = clock.now() + withinMs;
    await this.settle();
    while (!isEnough() && (clock.nextDue ?? Infinity) <= until) await clock.advanceToNext();
  }

  takeCallbacks(): Exchange[] {
    return this.#arrived.splice(0);
  }

  async settle(): Promise<void> {
    const { clock } = this.simulator;
    do await setImmediate();
    while (clock.underway.outgoing > 0);
    while ((clock.nextDue ?? Infinity) <= clock.now()) await clock.advanceToNext();
  }

  perform(act: ActName, known: Known): Promise<boolean> {
    try {
      twinActs[act](this.simulator, known);
    } catch {
      // The world does not allow it, e.g. a file that the policy refuses: nothing follows, as at a desk.
    }
    return Promise.resolve(true);
  }

  #answerClient(input: Request | string | URL, { method = 'GET', headers, body }: RequestInit = {}): Promise<Response> {
    const url = input instanceof Request ? input.url : String(input);
    const text = typeof body === 'string' ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
    const reply = this.#replies.next(method, url);
    this.#arrived.push({
      kind: 'callback',
      startedAt: new Date(this.now()).toISOString(),
      durationMs: 0,
      request: { method, url, headers: Object.fromEntries(new Headers(headers)), body: text, bytes: text.length },
      response: { status: reply.status, headers: {}, bytes: 0 },
    });
    const content = reply.body === '' ? null : reply.body;
    return Promise.resolve(new Response(content, { status: reply.status, headers: reply.headers }));
  }
}

export function knownOfTwin(root: string, { needs }: Pick<Probe, 'needs'>): Known {
  const application = needs.includes('odd-secret') ? oddApplication : usualApplication;
  return {
    root,
    clientId: application.key,
    clientSecret: application.secret,
    user: { userName: 'demo-user', password: 'demo-password' },
    entryPoints: {
      ready: '1001',
      'no-agent': '1002',
      full: '1003',
      waiting: '1004',
      inactive: '1005',
      'block-all': '1006',
      'allow-list': '1009',
      foreign: '1008',
    },
    filesUrl,
    run: '0142',
    ...nothingLearnt(),
  };
}
