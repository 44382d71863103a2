import type { Recording } from '../recording/exchange.ts';

/** What to do when callbacks could be received and none came; undefined when that is not so. */
export function describeNoCallback(
  { head, lines }: Recording,
  { callbackPort = 0, callbackUrl }: { readonly callbackPort?: number; readonly callbackUrl?: string },
): string | undefined {
  if (!head.receivesCallbacks || lines.some(({ kind }) => kind === 'callback')) return undefined;
  const url = callbackUrl ?? `a URL that leads to port ${callbackPort} of this machine`;
  return `No callback arrived, so no setting of callbacks could be told. Is ${url} registered as the callback URL of the client application, active, and open in the firewall? Then give the same command again, without the file of the evidence.`;
}
