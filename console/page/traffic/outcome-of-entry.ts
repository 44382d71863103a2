import type { NodeRun } from '../../phone/phone-view.ts';
import type { JournalEntry } from '../control/answers.ts';
import { live } from '../live/state.ts';

/** The node of a phone in whose name the call was made. */
export function nodeOfEntry({ request }: JournalEntry): NodeRun | undefined {
  const run = nodeRunOf(request.headers);
  if (run === undefined) return undefined;
  for (const { nodes } of live.state.phones) {
    const found = nodes.find(({ nodeRun }) => nodeRun === run);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function nodeRunOf(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['x-node-run'];
}
