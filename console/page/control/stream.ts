import { ControlRefusal } from './control.ts';
import { authorization } from './token.ts';

export interface StreamedEvent {
  readonly id: number | undefined;
  readonly event: string;
  readonly data: string;
}

/**
 * Reads server-sent events by `fetch`, since `EventSource` sends no token.
 * @param onOpen called when the stream has begun
 * @throws {ControlRefusal} when the stream cannot begin; returns when it ends
 */
export async function readStream(
  url: string,
  signal: AbortSignal,
  onOpen: () => void,
  onEvents: (events: StreamedEvent[]) => void,
): Promise<void> {
  const response = await fetch(url, { headers: authorization(), signal }).catch(() => {
    throw new ControlRefusal(0, 'The simulator does not answer.');
  });
  if (!response.ok || response.body === null)
    throw new ControlRefusal(response.status, `The stream answered ${response.status}.`);
  onOpen();
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    const events = blocks.flatMap(eventIn);
    if (events.length > 0) onEvents(events);
  }
}

function eventIn(block: string): StreamedEvent[] {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const at = line.indexOf(': ');
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 2));
  }
  const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
  if (event === undefined || data === undefined) return [];
  return [{ id: id === undefined ? undefined : Number(id), event, data }];
}
