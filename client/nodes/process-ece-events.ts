import { withTimeLimit } from '../clock.ts';
import { messageOf, NetworkError } from '../errors.ts';
import { withRetries } from '../retry.ts';
import type { NodeBehaviour } from './behaviour.ts';

export const processEceEvents: NodeBehaviour<'processEceEvents'> = {
  processEceEvent: async ({ jsonRequest }, { events, runtime: { clock, options }, signal }) => {
    const limits = { clock, timeoutMs: options.timeoutMs, signal };
    const { code, message } = await withRetries(
      { clock, ...options, signal },
      () =>
        withTimeLimit(`The event API did not answer within ${options.timeoutMs} ms.`, limits, () =>
          events.process(jsonRequest).catch((error: unknown) => {
            throw new NetworkError(`The event API failed: ${messageOf(error)}`);
          }),
        ),
      (answer) => answer.code >= 500,
    );
    return {
      status: code,
      outputs: { code, message, response: jsonRequest },
      sentence: `The event API answered ${code}: ${message}`,
    };
  },
};
