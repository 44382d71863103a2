import { expect } from 'vitest';
import type { Simulator, StartOptions } from '../../simulator/index.ts';
import { type demo, logInCall, sendCall, startCall, tokenCall } from './calls.ts';
import { type Answer, type Call, withHeaders } from './exchange.ts';
import { startBody, textBody } from './samples.ts';
import { type OpenSkin, type Skin, skins } from './skins.ts';

/** A contact centre behind one skin, whose time stands still and whose agents say nothing by themselves. */
export class Stage implements AsyncDisposable {
  readonly #skin: OpenSkin;

  constructor(skin: OpenSkin) {
    this.#skin = skin;
  }

  get simulator(): Simulator {
    return this.#skin.simulator;
  }

  /** The call as it is. */
  send(call: Call): Promise<Answer> {
    return this.#skin.call(call);
  }

  /** The call with an `Accept` header, unless it has one. */
  call(call: Call, accept = 'application/json'): Promise<Answer> {
    return this.send(withHeaders(call, { accept, ...call.headers }));
  }

  async token(application?: typeof demo): Promise<string> {
    const answer = await this.call(tokenCall(application));
    expect(answer.status).toBe(200);
    return (answer.json as { access_token: string }).access_token;
  }

  /** Starts a conversation and returns its id. */
  async start(token: string, body: object | string = startBody(), query?: string): Promise<string> {
    const answer = await this.call(startCall(token, body, query));
    expect(answer.text).toContain('"id"');
    return (answer.json as { id: string }).id;
  }

  async say(token: string, conversation: string, text: string): Promise<void> {
    expect((await this.call(sendCall(token, textBody(conversation, text)))).status).toBe(204);
  }

  /** Logs a user in and returns the session. */
  async logIn(username = 'demo-user', password = 'demo-password'): Promise<string> {
    const answer = await this.call(logInCall({ username, password }));
    expect(answer.status).toBe(204);
    return answer.headers['x-egain-session']!;
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#skin[Symbol.asyncDispose]();
  }
}

export async function openStage(skin: Skin = skins.inProcess, options: StartOptions = {}): Promise<Stage> {
  return new Stage(await skin.open({ clock: 'manual', seed: 'api', agents: 'silent', ...options }));
}
