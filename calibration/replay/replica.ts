import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import type { Simulator } from '../../simulator/index.ts';
import { createSimulator, isSimulatorError } from '../../simulator/index.ts';
import type { Known } from '../plan/known.ts';
import { nothingLearnt } from '../plan/known.ts';
import type { ProbeAnswer } from '../plan/probe.ts';
import { learnToken, tokenCall } from '../plan/requests.ts';
import { askSimulator } from '../run/ask-simulator.ts';
import type { Exchange, RecordingLine } from '../recording/exchange.ts';
import { isExchange } from '../recording/exchange.ts';
import type { Difference } from './compare.ts';
import { compareAnswers, compareTexts } from './compare.ts';
import { Correspondence } from './correspondence.ts';
import type { CallbackMessage } from './desk.ts';
import { readMessages, ReplayDesk } from './desk.ts';
import { replayClient, replayUser, Situation } from './situation.ts';

const origin = 'https://ece.example.com';
const callbackUrl = 'http://client.example.com/callback';
const fileBytes = 'a photo';
const leastPauseMs = 1000;

/** What a token call of the replay needs to know. */
function knownOfReplay(): Known {
  const { key: clientId, secret: clientSecret } = replayClient;
  return { root: '/system', clientId, clientSecret, entryPoints: {}, run: '0000', ...nothingLearnt() };
}

/** A simulator in this process to which recorded traffic is sent again, on a clock that goes as the recording's. */
export class Replica {
  readonly #simulator: Simulator;
  readonly #root: string;
  /** The settings on which what was replayed depends, and no others. */
  readonly settingsRead = new Set<SettingName>();
  #pairs = new Correspondence();
  #situation: Situation;
  #desk: ReplayDesk;
  #latest: number | undefined;
  /** What the simulator sent to the client and the recording has not shown yet. */
  #unclaimed: CallbackMessage[] = [];

  /**
   * @param settings those that differ from the defaults, as in a site file
   * @param contextRoot of the recorded ECE
   */
  constructor(settings: Partial<SettingValues>, contextRoot: string) {
    this.#root = contextRoot;
    this.#simulator = createSimulator({
      clock: { mode: 'manual', start: '2026-01-15T09:30:00.123Z' },
      seed: 'replay',
      settings,
      world: {
        specialEntryPoints: false,
        applications: [{ ...replayClient, entryPoints: [], callback: { url: callbackUrl } }],
        queues: [],
        entryPoints: [],
        agents: [],
        users: [{ ...replayUser, viewsAgentConsole: true }],
        customers: [],
        chats: [],
      },
      fetch: (_input, init) => Promise.resolve(this.#answerClient(init)),
      onSettingRead: (name) => this.settingsRead.add(name),
      onDefect: (error) => {
        throw error;
      },
    });
    this.#situation = new Situation(this.#simulator, this.#pairs);
    this.#desk = new ReplayDesk(this.#simulator, this.#situation, this.#pairs);
  }

  /** Begins anew with one more setting changed. */
  restart(change: Readonly<Record<string, unknown>>): void {
    this.#simulator.changeSettings(change);
    this.#simulator.reset();
    this.#pairs = new Correspondence();
    this.#situation = new Situation(this.#simulator, this.#pairs);
    this.#desk = new ReplayDesk(this.#simulator, this.#situation, this.#pairs);
    this.#latest = undefined;
    this.#unclaimed = [];
  }

  /** Replays one line. @returns where the simulator shows something else */
  async replay(line: RecordingLine): Promise<Difference[]> {
    await this.#advanceTo(Date.parse(line.startedAt));
    if (!isExchange(line)) return [];
    return line.kind === 'call' ? this.#replayCall(line) : this.#replayCallback(line);
  }

  /** What the simulator has sent to the client and the recording does not show. */
  async takeUnclaimed(): Promise<string[]> {
    await this.#simulator.clock.advance(0);
    return this.#unclaimed.splice(0).map(({ type, json }) => type ?? json);
  }

  close(): Promise<void> {
    return this.#simulator.close();
  }

  /** Shorter pauses add up: to let time pass takes real time, too. */
  async #advanceTo(instant: number): Promise<void> {
    this.#latest ??= instant;
    const passed = instant - this.#latest;
    if (passed < leastPauseMs) return;
    this.#latest = instant;
    await this.#simulator.clock.advance(passed);
  }

  async #replayCall(exchange: Exchange): Promise<Difference[]> {
    // A request that nobody answered says nothing about ECE.
    if (exchange.response === null) return [];
    const difference = this.#prepare(exchange);
    if (difference !== undefined) return [difference];
    await this.#takeOverToken(exchange);
    const answer = await this.#send(exchange);
    return compareAnswers(exchange.response, answer, this.#pairs);
  }

  /** @returns why the simulator's contact centre cannot be brought into the situation that the exchange shows */
  #prepare(exchange: Exchange): Difference | undefined {
    try {
      this.#situation.prepare(exchange);
      return undefined;
    } catch (error) {
      if (!isSimulatorError(error)) throw error;
      return { place: 'situation', recorded: undefined, simulated: error.message };
    }
  }

  /** A recording may begin after its token was given out. The ECE took it, so the simulator gives one that stands for it. */
  async #takeOverToken({ request, response }: Exchange): Promise<void> {
    const [, recorded] = /^\s*bearer\s+(\S+)\s*$/i.exec(request.headers['authorization'] ?? '') ?? [];
    if (recorded === undefined || response?.status === 401 || this.#pairs.get(recorded) !== undefined) return;
    const known = knownOfReplay();
    const { body = '', ...made } = tokenCall('token').request(known);
    const answer = await askSimulator(this.#simulator, { ...made, body, base: origin });
    if (answer !== undefined) learnToken(answer, known);
    if (known.token !== undefined) this.#pairs.add(recorded, known.token);
  }

  #send({ request, response }: Exchange): Promise<ProbeAnswer | undefined> {
    const { pathname, search } = new URL(request.url);
    const isGranted = response !== null && response.status < 400;
    const headers = Object.entries(request.headers)
      .filter(([name]) => !['host', 'content-length', 'connection', 'accept-encoding', 'transfer-encoding'].includes(name))
      .map(([name, value]) => [
        name,
        name === 'authorization' ? this.#authorize(value, isGranted) : this.#pairs.translate(value),
      ]);
    const body = this.#credentialsIn(this.#pairs.translate(request.body ?? ''), isGranted);
    return askSimulator(this.#simulator, {
      method: request.method,
      target: this.#pairs.translate(this.#inSimulator(pathname) + search),
      headers: Object.fromEntries(headers) as Record<string, string>,
      body,
      base: origin,
    });
  }

  /** The simulator serves `/system`; an installation may have another context root. */
  #inSimulator(path: string): string {
    return this.#root !== '' && path.startsWith(`${this.#root}/`) ? `/system${path.slice(this.#root.length)}` : path;
  }

  /** The recording masks Basic credentials. Whether they were right shows in the answer. */
  #authorize(value: string, isGranted: boolean): string {
    if (!/^\s*basic\s/i.test(value)) return this.#pairs.translate(value);
    const secret = isGranted ? replayClient.secret : 'wrong';
    return `Basic ${Buffer.from(`${replayClient.key}:${secret}`).toString('base64')}`;
  }

  #credentialsIn(body: string, isGranted: boolean): string {
    if (!/"password"\s*:|<password>/.test(body)) return body;
    const { userName, password } = replayUser;
    const secret = isGranted ? password : 'wrong';
    return body
      .replace(/("userName"\s*:\s*)"[^"]*"/, `$1"${userName}"`)
      .replace(/("password"\s*:\s*)"[^"]*"/, `$1"${secret}"`)
      .replace(/<userName>[^<]*</, `<userName>${userName}<`)
      .replace(/<password>[^<]*</, `<password>${secret}<`);
  }

  async #replayCallback({ request }: Exchange): Promise<Difference[]> {
    const messages = readMessages(request.body ?? '', request.headers['content-type'] ?? '');
    const differences: Difference[] = [];
    for (const message of messages) differences.push(...(await this.#replayMessage(message)));
    return differences;
  }

  async #replayMessage(message: CallbackMessage): Promise<Difference[]> {
    const conversationId = this.#pairs.get(message.conversationId);
    if (conversationId === undefined) return [];
    const place = `callback ${message.type ?? 'of an unknown type'}`;
    await this.#simulator.clock.advance(0);
    let sent = this.#claim(conversationId, message.type);
    if (sent === undefined) {
      this.#desk.perform(message);
      await this.#simulator.clock.advance(0);
      sent = this.#claim(conversationId, message.type);
    }
    if (sent === undefined) return [{ place, recorded: message.json, simulated: undefined }];
    const differences = compareTexts('application/json', message.json, sent.json, this.#pairs);
    return differences.map((one) => ({ ...one, place: one.place.replace(/^body/, place) }));
  }

  #claim(conversationId: string, type: CallbackMessage['type']): CallbackMessage | undefined {
    const at = this.#unclaimed.findIndex((one) => one.conversationId === conversationId && one.type === type);
    return at < 0 ? undefined : this.#unclaimed.splice(at, 1)[0];
  }

  #answerClient({ method = 'GET', headers, body }: RequestInit = {}): Response {
    if (method === 'GET') return new Response(fileBytes);
    const text = typeof body === 'string' ? body : '';
    this.#unclaimed.push(...readMessages(text, new Headers(headers).get('content-type') ?? ''));
    return new Response();
  }
}
