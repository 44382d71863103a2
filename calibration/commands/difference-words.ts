import type { Difference } from '../replay/compare.ts';
import type { Explanation } from '../replay/explain.ts';
import type { RecordingLine } from '../recording/exchange.ts';
import { isExchange } from '../recording/exchange.ts';

const longestValue = 100;

/** One line of a recording: what was asked, and the status. */
export function describeLine(line: RecordingLine): string {
  if (!isExchange(line)) return `the person at the desk: ${line.act}`;
  const { kind, request, response, failure, durationMs } = line;
  const { pathname, search } = new URL(request.url);
  const what = kind === 'callback' ? 'callback to the client' : `${request.method} ${pathname}${search}`;
  return `${what}: ${response?.status ?? `no answer, ${failure ?? 'the connection failed'}`} (${Math.round(durationMs)} ms)`;
}

export function describeDifference({ place, recorded, simulated }: Difference): string {
  return `${place}: ECE ${quote(recorded)}, the simulator ${quote(simulated)}`;
}

export function describeExplanation({ setting, value }: Explanation): string {
  return `setting ${setting} = ${JSON.stringify(value)} would show what ECE shows`;
}

/** The best explanations in lines; says so when there is none. */
export function describeExplanations(explanations: readonly Explanation[]): string[] {
  const most = explanations[0]?.places.length ?? 0;
  const best = explanations.filter(({ places }) => places.length === most).slice(0, 5);
  return best.length === 0 ? ['no single setting explains it'] : best.map(describeExplanation);
}

function quote(value: string | undefined): string {
  if (value === undefined) return 'nothing';
  return value.length > longestValue ? `"${value.slice(0, longestValue)}…"` : `"${value}"`;
}
