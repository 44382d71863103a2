import { expect } from 'vitest';
import type { Simulator, StartOptions } from '../../simulator/index.ts';
import type { Credentials } from '../../simulator/testing/calls.ts';
import { logInCall, sendCall, startCall, tokenCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import type { Answer, Call } from '../../simulator/testing/exchange.ts';
import { withHeaders } from '../../simulator/testing/exchange.ts';
import { startBody, textBody } from '../../simulator/testing/samples.ts';
import type { OpenSkin, Skin } from './skins.ts';
import { skins } from './skins.ts';

/** A contact centre behind one skin, with a clock that stands still and silent agents. */
export class ContactCentre implements AsyncDisposable {
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

  // The methods below prepare a test, so they call in process whatever the skin: each call has tests of its own.

  async #arranged(call: Call, status: number): Promise<Answer> {
    const answer = await EceClient.inProcess(this.simulator).send(call);
    expect(answer.status).toBe(status);
    return answer;
  }

  async token(application?: Credentials): Promise<string> {
    const answer = await this.#arranged(tokenCall(application), 200);
    return (answer.json as { access_token: string }).access_token;
  }

  /** Starts a conversation and returns its id. */
  async start(token: string, body: object | string = startBody(), query?: string): Promise<string> {
    const answer = await this.#arranged(startCall(token, body, query), 201);
    return (answer.json as { id: string }).id;
  }

  async say(token: string, conversation: string, text: string): Promise<void> {
    await this.#arranged(sendCall(token, textBody(conversation, text)), 204);
  }

  /** Logs a user in and returns the session. */
  async logIn(username = 'demo-user', password = 'demo-password'): Promise<string> {
    const answer = await this.#arranged(logInCall({ username, password }), 204);
    return answer.headers['x-egain-session']!;
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#skin[Symbol.asyncDispose]();
  }
}

export async function openContactCentre(skin: Skin = skins.inProcess, options: StartOptions = {}): Promise<ContactCentre> {
  return new ContactCentre(await skin.open({ clock: 'manual', seed: 'api', agents: 'silent', ...options }));
}
