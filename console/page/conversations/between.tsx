import type { NodeRun, Phone } from '../../phone/phone-view.ts';
import type { JournalEntry } from '../control/answers.ts';
import { adjust } from '../live/address.ts';
import { useLive } from '../live/state.ts';
import { Breakable } from '../shell/elements.tsx';
import { cut, reasonOf } from '../shell/words.ts';
import { answerInWords, nameOfEntry, refusalInWords, toneOfEntry } from '../traffic/entry-in-words.ts';
import { nodeRunOf } from '../traffic/outcome-of-entry.ts';
import { useEnd } from './use-end.ts';

/** Between phone and desk: the nodes that ran, what they asked ECE, and the outcome by which each left. */
export function Between({ phone }: { phone: Phone }) {
  const { nodes } = phone;
  const entries = useLive((state) => state.entries);
  const box = useEnd<HTMLOListElement>(nodes.length);
  const calls = callsByNode(entries.all, phone.id);
  return (
    <section class="flow" aria-label="What the flow did">
      <h2>Flow</h2>
      {nodes.length === 0 && <p class="quiet-text">The nodes that run stand here, with the outcome by which each is left.</p>}
      <ol ref={box} tabIndex={0} aria-label="Nodes">
        {nodes.slice(-60).map((node) => (
          <NodeCard key={node.id} node={node} calls={calls.get(node.nodeRun) ?? []} />
        ))}
      </ol>
    </section>
  );
}

function callsByNode(entries: readonly JournalEntry[], phone: string): Map<string, JournalEntry[]> {
  const calls = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    const run = nodeRunOf(entry.request.headers);
    if (run?.startsWith(`phone-${phone}-`) === true) calls.set(run, [...(calls.get(run) ?? []), entry]);
  }
  return calls;
}

function NodeCard({ node, calls }: { node: NodeRun; calls: readonly JournalEntry[] }) {
  const { method, outcome, kind, when, explanation } = node;
  const refusal = calls.map(refusalInWords).findLast((one) => one !== null) ?? null;
  return (
    <li class={`node ${kind}`}>
      {kind !== 'event' && <p class="node-name">{method}</p>}
      {calls.map((entry) => (
        <button key={entry.number} type="button" class="node-call" onClick={() => adjust({ entry: String(entry.number) })}>
          <span>{nameOfEntry(entry)}</span>
          <span class={`status ${toneOfEntry(entry)}`}>{answerInWords(entry)}</span>
        </button>
      ))}
      <p class="node-outcome" title={when}>
        <span aria-hidden="true">{kind === 'event' ? '◀' : '▶'}</span> <Breakable text={outcome ?? 'running …'} />
      </p>
      {explanation !== '' && kind === 'failure' && <p class="node-explanation">{cut(reasonOf(explanation), 220)}</p>}
      {refusal !== null && (
        <p class="node-why">
          {refusal.why}
          {refusal.wouldWork !== null && ` What would have worked: ${refusal.wouldWork}`}
        </p>
      )}
    </li>
  );
}
