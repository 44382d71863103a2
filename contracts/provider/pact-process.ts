import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { inputError, VerifierProcessError } from './errors.ts';
import type { Interaction } from './pact-files.ts';
import type { ProviderTarget } from './provider-target.ts';
import type { InteractionResult } from './result.ts';

export interface VerifierJob {
  readonly interactions: readonly Interaction[];
  readonly target: ProviderTarget;
}

/** What the process reports about its job. */
export type VerifierReport = { readonly result: InteractionResult } | { readonly done: true } | { readonly error: string };

const pactVersion = '^17.1.4';

/** @throws {VerifierInputError} when Pact, an optional part of the package, is not installed */
export function requirePact(): void {
  try {
    import.meta.resolve('@pact-foundation/pact');
  } catch {
    throw inputError(
      [],
      `Pact is not installed. It is needed for contracts only: npm install --save-dev @pact-foundation/pact@${pactVersion}`,
    );
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
  async run(job: VerifierJob, onResult: (result: InteractionResult) => void = () => undefined): Promise<InteractionResult[]> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const results: InteractionResult[] = [];
    const take = (report: VerifierReport) => {
      if ('error' in report) reject(new VerifierProcessError(report.error));
      else if ('done' in report) resolve(undefined);
      else {
        results.push(report.result);
        onResult(report.result);
      }
    };
    const ended = () => reject(new VerifierProcessError(`Pact ended unexpectedly: ${this.#stderr.trim()}`));
    this.#child.on('message', take).once('exit', ended).send(job);
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

/** Pact must not report its installation, nor send calls through a proxy of the environment. */
function environment(): NodeJS.ProcessEnv {
  const { HTTP_PROXY: _, HTTPS_PROXY: __, ...others } = process.env;
  return { ...others, PACT_DO_NOT_TRACK: 'true' };
}
