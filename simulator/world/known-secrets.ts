import type { ClientApplication } from './applications.ts';
import type { WorldState } from './world.ts';

/** Shorter secrets could be ordinary words. They are masked only where a member or a header holds them. */
const shortestSecret = 8;

/** How many retired secrets are kept in any case. */
const retiredAtFirst = 1000;

/**
 * The secrets that a partition has, and those that it had while something that is still kept was written. What is kept is masked when it
 * is read, and a secret may have been changed meanwhile.
 */
export class KnownSecrets {
  readonly #texts = new Map<string, true>();
  /** Ids of sessions, in lower case. */
  readonly #sessions = new Set<string>();
  /** Those that the partition has no more, the earliest first. */
  #retired: string[] = [];
  #forgotten = 0;
  #version = 0;
  #longest = 0;
  readonly #keepers: (() => number)[] = [];
  readonly #state: () => WorldState | undefined;
  #mostRetired = retiredAtFirst;

  /** @param state of the partition now */
  constructor(state: () => WorldState | undefined = () => undefined) {
    this.#state = state;
  }

  /** Changes with {@link texts}. */
  get version(): number {
    return this.#version;
  }

  /** All but the sessions. */
  get texts(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /** UTF-16 code units of the longest one. */
  get longest(): number {
    return this.#longest;
  }

  /** How many secrets were retired so far: what is written now needs none of them. */
  get moment(): number {
    return this.#forgotten + this.#retired.length;
  }

  hasSession(id: string): boolean {
    return this.#sessions.has(id.toLowerCase());
  }

  learn(...secrets: readonly string[]): void {
    for (const secret of secrets) {
      if (secret.length < shortestSecret || this.#texts.has(secret)) continue;
      this.#texts.set(secret, true);
      this.#longest = Math.max(this.#longest, secret.length);
      this.#version++;
    }
  }

  learnSession(id: string): void {
    this.#sessions.add(id.toLowerCase());
    this.#longest = Math.max(this.#longest, id.length);
  }

  learnAll(state: WorldState): void {
    this.learn(...secretsOf(state));
    for (const id of state.sessions.keys()) this.learnSession(id);
  }

  /** The partition has them no more. They stay known until nothing is kept that was written before. */
  retire(...secrets: readonly string[]): void {
    this.#retired.push(...secrets);
    // Seldom, since it looks at all of them.
    if (this.#retired.length < this.#mostRetired) return;
    this.#forgetUnneeded();
    this.#mostRetired = retiredAtFirst + 2 * this.#retired.length;
  }

  retireAll(state: WorldState): void {
    this.retire(...secretsOf(state), ...state.sessions.keys());
  }

  /** @param oldest gives the {@link moment} at which the oldest text that is kept was written; Infinity when none is */
  addKeeper(oldest: () => number): void {
    this.#keepers.push(oldest);
  }

  /** Forgets the retired ones that nothing needs which is kept. */
  #forgetUnneeded(): void {
    const needed = Math.min(this.moment, ...this.#keepers.map((oldest) => oldest()));
    const leaving = this.#retired.splice(0, needed - this.#forgotten);
    if (leaving.length === 0) return;
    this.#forgotten = needed;
    const state = this.#state();
    const staying = new Set([...(state ? [...secretsOf(state), ...state.sessions.keys()] : []), ...this.#retired]);
    for (const secret of leaving) {
      if (staying.has(secret)) continue;
      this.#sessions.delete(secret.toLowerCase());
      if (this.#texts.delete(secret)) this.#version++;
    }
  }
}

function secretsOf({ applications, users }: WorldState): string[] {
  return [...[...applications.values()].flatMap(secretsOfApplication), ...[...users.values()].map(({ password }) => password)];
}

export function secretsOfApplication({ secret, callback: { authentication } }: ClientApplication): string[] {
  const ofCallback = [
    'password' in authentication ? authentication.password : undefined,
    'clientSecret' in authentication ? authentication.clientSecret : undefined,
  ];
  return [secret, ...ofCallback.filter((one) => one !== undefined)];
}
