import { makeFetch } from '../../simulator/http/node-fetch.ts';

/** Reaches every port, as the control client does. The global one refuses some. */
const fetch = makeFetch();

/** How long to wait before the stream is asked for again. */
const pauseMs = 1000;

export interface Stream {
  /** Base of the control calls of the partition. */
  readonly base: string;
  readonly token: string | undefined;
  readonly signal: AbortSignal;
  /** Called when the stream has begun, and whenever something has happened in the partition. */
  readonly onChange: () => void;
  /** Called when the simulator has gone. */
  readonly onGone: () => void;
}

/** Follows the event stream until the signal aborts; a stream that breaks is asked for again. */
export async function follow({ base, token, signal, onChange, onGone }: Stream): Promise<void> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  while (!isOver(signal)) {
    try {
      const response = await fetch(`${base}/events`, { headers, signal });
      if (response.ok && response.body !== null) {
        onChange();
        for await (const _ of response.body) onChange();
      }
    } catch {
      // It is told below, unless the command ends.
    }
    if (isOver(signal)) return;
    onGone();
    await pause(signal);
  }
}

/** Asked anew after each wait. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pauseMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
