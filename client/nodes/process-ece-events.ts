import { withTimeLimit } from '../clock.ts';
import { messageOf, NetworkError } from '../errors.ts';
import { withRetries } from '../retry.ts';
import type { NodeBehaviour } from './behaviour.ts';

export const processEceEvents: NodeBehaviour<'processEceEvents'> = {
  processEceEvent: async ({ jsonRequest }, { events, runtime, signal }) => {
    const { clock, options } = runtime;
    const limits = { clock, timeoutMs: options.timeoutMs, signal };
    const { answer, attempts } = await withRetries(
      { ...runtime, signal },
      () =>
        withTimeLimit(`The event API did not answer within ${options.timeoutMs} ms.`, limits, () =>
          events.process(jsonRequest).catch((error: unknown) => {
            throw new NetworkError(`The event API failed: ${messageOf(error)}`);
          }),
        ),
      ({ code }) => (code >= 500 ? { status: code } : undefined),
    );
    const { code, message } = answer;
    return {
      status: code,
      attempts,
      outputs: { code, message, response: jsonRequest },
      sentence: `The event API answered ${code}: ${message}`,
    };
  },
};
