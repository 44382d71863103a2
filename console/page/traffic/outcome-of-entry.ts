import type { NodeRun } from '../../phone/phone-view.ts';
import type { JournalEntry } from '../control/answers.ts';
import { live } from '../live/state.ts';

/** The node of a phone in whose name the call was made. */
export function nodeOfEntry({ request }: JournalEntry): NodeRun | undefined {
  const id = requestIdOf(request.headers);
  if (id === undefined || !id.startsWith('phone-')) return undefined;
  for (const { nodes } of live.state.phones) {
    const found = nodes.find(({ requestId }) => id.startsWith(`${requestId}-`));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function requestIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['x-request-id'];
}
