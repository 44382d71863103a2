import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Sample } from '../live/state.ts';
import { useLive } from '../live/state.ts';

/** Queue depth over the last minutes, also those before the page was opened. */
export function QueueChart({ entryPoint }: { entryPoint: string }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const samples = useLive((state) => state.samples);
  const own = samples.all.get(entryPoint) ?? [];
  useEffect(() => {
    const made = new uPlot(optionsFor(box.current!), dataOf(own), box.current!);
    chart.current = made;
    const element = box.current!;
    const watch = new ResizeObserver(() => made.setSize({ width: Math.max(50, element.clientWidth), height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
    };
  }, []);
  useEffect(() => chart.current?.setData(dataOf(own)), [samples]);
  const latest = own.at(-1);
  return (
    <div
      ref={box}
      class="chart"
      role="img"
      aria-label={
        latest === undefined
          ? 'No figures yet'
          : `Queue depth over the last minutes: at most ${Math.max(...own.map(({ queueDepth }) => queueDepth))}; now ${latest.queueDepth}`
      }
    />
  );
}

const height = 44;

const shownSeconds = 15 * 60;

/** What is older is left out, but for how the queue stood then. */
function dataOf(samples: readonly Sample[]): uPlot.AlignedData {
  const from = (samples.at(-1)?.at ?? 0) - shownSeconds;
  const first = Math.max(
    0,
    samples.findIndex(({ at }) => at >= from),
  );
  const before = samples[first - 1];
  const shown = [...(before === undefined ? [] : [{ ...before, at: from }]), ...samples.slice(first)];
  return [shown.map(({ at }) => at), shown.map(({ queueDepth }) => queueDepth)];
}

function optionsFor(box: HTMLElement): uPlot.Options {
  const colour = getComputedStyle(box).getPropertyValue('--accent').trim() || '#3157d5';
  return {
    width: Math.max(50, box.clientWidth),
    height,
    cursor: { show: false },
    legend: { show: false },
    padding: [4, 0, 0, 0],
    scales: { y: { range: (_self, _low, high) => [0, Math.max(3, high)] } },
    axes: [{ show: false }, { show: false }],
    // A queue is as it was until something changes.
    series: [
      {},
      {
        paths: uPlot.paths.stepped!({ align: 1 }),
        stroke: colour,
        width: 1.5,
        fill: `color-mix(in srgb, ${colour} 14%, transparent)`,
        points: { show: false },
      },
    ],
  };
}
