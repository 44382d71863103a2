import { inputError } from './errors.ts';
import type { EceKnowledge } from './ece-needs.ts';
import { createControlClient } from '../../simulator/control/client.ts';
import { isControlError } from '../../simulator/control/control-error.ts';

/** The provider under verification. A simulator can be brought into every state; a real ECE only into those that its clients can cause. */
export type ProviderTarget = {
  /** Where the calls of pacts go, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
} & (
  | {
      readonly kind: 'simulator';
      /** Where the control API is reached. */
      readonly controlUrl: string;
      readonly controlToken?: string;
      /** It was started for the verification, so every documented state is possible there. */
      readonly isOwn?: true;
    }
  | ({ readonly kind: 'ece' } & EceKnowledge)
);

export interface RunningProvider extends EceKnowledge {
  readonly url: string;
  /** The token of a simulator's control API. */
  readonly controlToken?: string | undefined;
}

/**
 * Finds out whether a simulator or something else answers at a URL.
 * @throws {VerifierInputError} when the URL is none, nothing answers, or the control API wants its token
 */
export async function targetAt({ url, controlToken, ...known }: RunningProvider): Promise<ProviderTarget> {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw inputError(['--url'], `"${url}" is no URL such as http://127.0.0.1:8080.`);
  const status = await statusOfControl(url, controlToken);
  const base = url.replace(/\/+$/, '');
  if (status === 200)
    return { kind: 'simulator', url: base, controlUrl: base, ...(controlToken !== undefined && { controlToken }) };
  if (status === 'refused')
    throw inputError(
      [],
      `The control API of ${url} wants its token: name it with --control-token or ECE_SIMULATOR_CONTROL_TOKEN.`,
    );
  return { kind: 'ece', url: base, ...known };
}

async function statusOfControl(url: string, token: string | undefined): Promise<200 | 'refused' | 'none'> {
  try {
    const partition: unknown = await createControlClient(url, { token }).get('/partitions/{partition}', {
      params: { partition: 'default' },
    });
    // Something else may answer 200 to every request.
    if ((partition as { name?: unknown } | undefined)?.name !== 'default') return 'none';
    return 200;
  } catch (error) {
    if (!isControlError(error)) throw error;
    if (error.status !== null) return error.kind === 'refused' ? 'refused' : 'none';
    const { code, message } = error.cause as { code?: string; message?: string };
    throw inputError([], `Nothing answers at ${url}: ${code ?? message}. Is the provider up?`);
  }
}
