import { expect } from 'vitest';
import { fetchInProcess } from '../../simulator/http/in-process.ts';
import type { Simulator, StartOptions } from '../../simulator/index.ts';
import type { demo } from './calls.ts';
import { logInCall, sendCall, startCall, tokenCall } from './calls.ts';
import type { Answer, Call } from './exchange.ts';
import { withHeaders } from './exchange.ts';
import { startBody, textBody } from './samples.ts';
import type { OpenSkin, Skin } from './skins.ts';
import { skins } from './skins.ts';

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

  // What follows arranges a test, and so takes the shortest way whatever the skin: each call has tests of its own.

  async #arranged(call: Call, status: number): Promise<Response> {
    const { target, ...init } = withHeaders(call, { accept: 'application/json' });
    const answer = await fetchInProcess(this.simulator, target, init);
    expect(answer.status).toBe(status);
    return answer;
  }

  async token(application?: typeof demo): Promise<string> {
    const answer = await this.#arranged(tokenCall(application), 200);
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  /** Starts a conversation and returns its id. */
  async start(token: string, body: object | string = startBody(), query?: string): Promise<string> {
    const answer = await this.#arranged(startCall(token, body, query), 201);
    return ((await answer.json()) as { id: string }).id;
  }

  async say(token: string, conversation: string, text: string): Promise<void> {
    await this.#arranged(sendCall(token, textBody(conversation, text)), 204);
  }

  /** Logs a user in and returns the session. */
  async logIn(username = 'demo-user', password = 'demo-password'): Promise<string> {
    const answer = await this.#arranged(logInCall({ username, password }), 204);
    return answer.headers.get('x-egain-session')!;
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#skin[Symbol.asyncDispose]();
  }
}

export async function openStage(skin: Skin = skins.inProcess, options: StartOptions = {}): Promise<Stage> {
  return new Stage(await skin.open({ clock: 'manual', seed: 'api', agents: 'silent', ...options }));
}
