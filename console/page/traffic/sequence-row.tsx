import { adjust } from '../live/address.ts';
import type { Lane, SequenceRow } from './sequence.ts';

/** Where a lane lies, in per cent of the width. */
function placeOf(lane: Lane, shown: readonly Lane[]): number {
  return (100 / shown.length) * (shown.indexOf(lane) + 0.5);
}

export const rowHeight = 34;

export function SequenceLine({ row, lanes }: { row: SequenceRow; lanes: readonly Lane[] }) {
  const { from, to, text, tone, isAnswer, entry } = row;
  const [x1, x2] = [placeOf(from, lanes), placeOf(to, lanes)];
  const isRightwards = x2 > x1;
  const label = (
    <>
      <svg class={`arrow ${tone} ${isAnswer ? 'answer' : ''}`} aria-hidden="true">
        {lanes.map((lane) => (
          <line key={lane} class="lane" x1={`${placeOf(lane, lanes)}%`} x2={`${placeOf(lane, lanes)}%`} y1="0" y2="100%" />
        ))}
        <line class="shaft" x1={`${x1}%`} x2={`${x2}%`} y1="26" y2="26" />
        <svg x={`${x2}%`} y="26" class="head">
          <path d={isRightwards ? 'M0 0l-7 -4v8z' : 'M0 0l7 -4v8z'} />
        </svg>
      </svg>
      <span class={`arrow-text ${tone}`} style={{ left: `${Math.min(x1, x2)}%`, width: `${Math.abs(x2 - x1)}%` }}>
        {text}
      </span>
      <span class="unseen">
        from {from} to {to}
      </span>
    </>
  );
  if (entry === undefined) return <div class="sequence-line">{label}</div>;
  return (
    <button type="button" class="sequence-line" onClick={() => adjust({ entry: String(entry) })}>
      {label}
    </button>
  );
}

export function LaneHeads({ lanes }: { lanes: readonly Lane[] }) {
  return (
    <div class="lane-heads" aria-hidden="true">
      {lanes.map((lane) => (
        <span key={lane}>{lane}</span>
      ))}
    </div>
  );
}
