import { setTimeout as pause } from 'node:timers/promises';

const pauseMs = 5;

/** Asks for an agent's availability all the time, as the web page of a customer does. */
export class InnocentClient {
  readonly #url: string;
  #isStopped = false;
  #asking: Promise<void> = Promise.resolve();
  /** Milliseconds that the slowest answer took. */
  longestMs = 0;
  answers = 0;
  /** Answers that were not 200, and connections that failed. */
  failures = 0;

  constructor(url: string) {
    this.#url = `${url}/system/egain/chat/entrypoint/agentAvailability/1001`;
  }

  /** Waits for the first answer, so that no later request waits for a connection that another one makes. */
  async start(): Promise<this> {
    await (await fetch(this.#url)).text();
    this.#asking = this.#ask();
    return this;
  }

  async #ask(): Promise<void> {
    while (!this.#isStopped) {
      const startedAt = performance.now();
      const status = await fetch(this.#url).then(
        async (answer) => (await answer.text(), answer.status),
        () => 0,
      );
      this.longestMs = Math.max(this.longestMs, performance.now() - startedAt);
      this.answers++;
      if (status !== 200) this.failures++;
      await pause(pauseMs);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#asking;
  }
}
