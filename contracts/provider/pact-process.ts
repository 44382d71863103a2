import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { inputError, VerifierProcessError } from './errors.ts';
import type { Interaction } from './pact-files.ts';
import type { AskPerson, PersonTask } from './person.ts';
import type { ProviderTarget } from './provider-target.ts';
import type { StateValues } from './request-filter.ts';
import type { InteractionResult } from './result.ts';

export interface VerifierJob {
  readonly interactions: readonly Interaction[];
  readonly target: ProviderTarget;
  /** Whether a person at ECE can be asked to do something. */
  readonly withPerson: boolean;
}

/** What the process reports about its job. */
export type VerifierReport =
  { readonly result: InteractionResult } | { readonly task: PersonTask } | { readonly done: true } | { readonly error: string };

/** What a person has told; null when the person cannot do the task. */
export interface PersonAnswer {
  readonly told: StateValues | null;
}

const oldestPact = [17, 1];
const installPact = 'npm install --save-dev @pact-foundation/pact@17';

/** @throws {VerifierInputError} when Pact, an optional part of the package, is not installed, or too old */
export function requirePact(): void {
  const version = findPactVersion();
  if (version === undefined) throw inputError([], `Pact is not installed. It is needed for contracts only: ${installPact}`);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestPact[0]! || (major === oldestPact[0] && minor >= oldestPact[1]!)) return;
  throw inputError([], `Contracts need Pact ${oldestPact.join('.')} or later, and ${version} is installed: ${installPact}`);
}

function findPactVersion(): string | undefined {
  try {
    const manifest = readFileSync(module.findPackageJSON('@pact-foundation/pact', import.meta.url)!, 'utf8');
    return (JSON.parse(manifest) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** Verifies in a process of its own, one job after another. */
export class PactProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  #stderr = '';

  constructor() {
    const program = path.join(import.meta.dirname, `verifier-process${path.extname(import.meta.filename)}`);
    this.#child = fork(program, { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: environment() });
    this.#child.stderr!.on('data', (part: Buffer) => (this.#stderr = (this.#stderr + part.toString()).slice(-2000)));
  }

  /**
   * @param onResult receives each result as soon as it is known
   * @throws {VerifierProcessError} when Pact cannot be loaded, or the provider's control API fails
   */
  async run(
    job: Omit<VerifierJob, 'withPerson'>,
    onResult: (result: InteractionResult) => void = () => undefined,
    ask?: AskPerson,
  ): Promise<InteractionResult[]> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const results: InteractionResult[] = [];
    const take = (report: VerifierReport) => {
      if ('error' in report) reject(new VerifierProcessError(report.error));
      else if ('done' in report) resolve(undefined);
      else if ('task' in report) {
        ask!(report.task).then(
          (told) => this.#child.send({ told: told ?? null } satisfies PersonAnswer),
          (error: unknown) => reject(error as Error),
        );
      } else {
        results.push(report.result);
        onResult(report.result);
      }
    };
    const ended = () => reject(new VerifierProcessError(`Pact ended unexpectedly: ${this.#stderr.trim()}`));
    this.#child
      .on('message', take)
      .once('exit', ended)
      .send({ ...job, withPerson: ask !== undefined } satisfies VerifierJob);
    try {
      await promise;
    } finally {
      this.#child.off('message', take).off('exit', ended);
    }
    return results;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#child.connected) return;
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }
}

/** By these Pact leaves interactions out. Each is a run of Pact of its own here, which would then find none. */
const selecting = ['PACT_DESCRIPTION', 'PACT_PROVIDER_STATE', 'PACT_PROVIDER_NO_STATE'];

const loopback = ['127.0.0.1', 'localhost', '::1', '[::1]'];

/**
 * Pact must not report its installation. It speaks only to this machine, so no proxy of the environment is for it; but it takes the one
 * that capital letters name for everything. In small letters the proxy is still there for the provider's own calls.
 */
function environment(): NodeJS.ProcessEnv {
  const { HTTP_PROXY, HTTPS_PROXY, NO_PROXY, http_proxy, https_proxy, no_proxy, ...rest } = process.env;
  const others = Object.fromEntries(Object.entries(rest).filter(([name]) => !selecting.includes(name)));
  const direct = [NO_PROXY, no_proxy, ...loopback].filter((one) => one !== undefined && one !== '').join(',');
  const [plain, secure] = [http_proxy ?? HTTP_PROXY, https_proxy ?? HTTPS_PROXY];
  return {
    ...others,
    ...(plain !== undefined && { http_proxy: plain }),
    ...(secure !== undefined && { https_proxy: secure }),
    NO_PROXY: direct,
    no_proxy: direct,
    PACT_DO_NOT_TRACK: 'true',
  };
}
