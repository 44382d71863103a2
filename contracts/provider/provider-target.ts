import type { AskEce } from './ask-ece.ts';
import { makeAskEce } from './ask-ece.ts';
import { inputError } from './errors.ts';
import type { EceKnowledge } from './ece-needs.ts';
import { createControlClient } from '../../simulator/control/client.ts';
import { isControlError } from '../../simulator/control/control-error.ts';

interface Patience {
  /** How long an answer is waited for; default: 20 seconds. */
  readonly answerWithinMs?: number | undefined;
}

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
  | ({ readonly kind: 'ece' } & EceKnowledge & Patience)
);

export interface RunningProvider extends EceKnowledge, Patience {
  readonly url: string;
  /** The token of a simulator's control API. */
  readonly controlToken?: string | undefined;
}

/**
 * Finds out whether a simulator or something else answers at a URL.
 * @throws {VerifierInputError} when the URL is none, nothing answers, or the control API wants its token
 */
export async function targetAt({ url, controlToken, ...known }: RunningProvider): Promise<ProviderTarget> {
  const { protocol = '', username, password } = URL.parse(url) ?? {};
  if (!/^https?:$/.test(protocol)) throw inputError(['--url'], `"${url}" is no URL such as http://127.0.0.1:8080.`);
  if (username || password)
    throw inputError(['--url'], 'the URL must not hold a user name or password: calls of ECE bring credentials of their own.');
  const status = await statusOfControl(url, controlToken, makeAskEce(known.answerWithinMs));
  const base = url.replace(/\/+$/, '');
  if (status === 200) {
    // A simulator takes calls with their context root, whichever its URL has.
    const root = base.replace(/\/system$/, '');
    return { kind: 'simulator', url: root, controlUrl: root, ...(controlToken !== undefined && { controlToken }) };
  }
  if (status === 'refused')
    throw inputError(
      [],
      `The control API of ${url} wants its token: name it with --control-token or ECE_SIMULATOR_CONTROL_TOKEN.`,
    );
  return { kind: 'ece', url: base, ...known };
}

async function statusOfControl(url: string, token: string | undefined, ask: AskEce): Promise<200 | 'refused' | 'none'> {
  const fetch: typeof globalThis.fetch = async (target, init = {}) => {
    const { body, status, headers } = await ask(new Request(target).url, init);
    return new Response(body.byteLength === 0 ? null : body, { status, headers });
  };
  try {
    const partition: unknown = await createControlClient(url, { token, fetch }).get('/partitions/{partition}', {
      params: { partition: 'default' },
    });
    // Something else may answer 200 to every request.
    if ((partition as { name?: unknown } | undefined)?.name !== 'default') return 'none';
    return 200;
  } catch (error) {
    if (!isControlError(error)) throw error;
    if (error.status !== null) return error.kind === 'refused' ? 'refused' : 'none';
    throw inputError(
      [],
      `No answer comes from ${url}: ${(error.cause as Error).message}. Is the provider up, and is the URL right?`,
    );
  }
}
