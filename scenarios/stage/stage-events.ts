import type { AnyResult } from '../../client/index.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { OutsideRequest } from './client-network.ts';

/** What happens on the stage while a step runs. */
export type StageEvent =
  | { readonly type: 'narration'; readonly text: string }
  | { readonly type: 'act'; readonly who: string; readonly does: string; readonly text: string }
  | { readonly type: 'journal'; readonly entry: JournalEntry }
  | ({ readonly type: 'outside-request' } & OutsideRequest)
  | ({ readonly type: 'result'; readonly method: string; readonly name: string | null } & AnyResult)
  | { readonly type: 'typing'; readonly agentName: string; readonly typing: boolean }
  | { readonly type: 'time'; readonly from: number; readonly to: number };
