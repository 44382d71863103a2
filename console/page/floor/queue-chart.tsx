import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Sample } from '../live/state.ts';
import { useLive } from '../live/state.ts';

/** Queue depth over the last minutes, as this page has seen it. */
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
      aria-label={latest === undefined ? 'No figures yet' : `Queue depth over the last minutes; now ${latest.queueDepth}`}
    />
  );
}

const height = 44;

function dataOf(samples: readonly Sample[]): uPlot.AlignedData {
  return [samples.map(({ at }) => at), samples.map(({ queueDepth }) => queueDepth)];
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
    series: [{}, { stroke: colour, width: 1.5, fill: `color-mix(in srgb, ${colour} 14%, transparent)`, points: { show: false } }],
  };
}
