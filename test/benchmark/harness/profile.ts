import type { Profiler } from 'node:inspector';
import type { Usage } from './inside.ts';
import type { ProfileOfCall } from './question.ts';

/** Which part of the program a function belongs to, by the file in which it is written. The first pattern that fits decides. */
const parts: readonly (readonly [pattern: RegExp, part: string | ((match: RegExpExecArray) => string)])[] = [
  [/\/node_modules\/(?:express|router|body-parser|finalhandler|parseurl|path-to-regexp|debug|depd|once|wrappy)\//, 'Express'],
  [/\/node_modules\/zod\//, 'zod'],
  [/\/node_modules\/((?:@[^/]+\/)?[^/]+)\//, ([, name]) => name!],
  [/\/simulator\/(http|control|console)\//, ([, folder]) => `simulator/${folder!}`],
  [/\/simulator\/([a-z-]+)\//, ([, folder]) => `simulator/${folder!}`],
  [/\/simulator\/[^/]+\.(?:ts|js)$/, 'simulator, other files'],
  [/\/dist\/cli\/(.+?)(?:-[\w-]{8})?\.c?js$/, ([, chunk]) => `the command's file ${chunk!}`],
  [/^node:internal\/deps\/undici/, 'fetch, the client'],
  [/^node:internal\/modules/, 'Node, loading of modules'],
  [/^node:(?:_http|http|internal\/http)/, "Node's HTTP"],
  [/^node:(?:net|_stream|stream|internal\/streams|internal\/stream_base|internal\/js_stream)/, "Node's sockets and streams"],
  [/^node:/, 'Node, other modules'],
  [/\/test\/benchmark\//, 'the program of the benchmark'],
];

function partOf({ functionName, url }: { functionName: string; url: string }): string | undefined {
  if (functionName === '(idle)') return undefined;
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(program)' || url === '') return 'native code, system calls';
  for (const [pattern, part] of parts) {
    const match = pattern.exec(url);
    if (match !== null) return typeof part === 'string' ? part : part(match);
  }
  return 'other';
}

/** Microseconds in which the program worked. */
export function workOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): number {
  const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id));
  return samples.reduce((sum, node, at) => (idle.has(node) ? sum : sum + (timeDeltas[at] ?? 0)), 0);
}

const shownFunctions = 12;

/** The part of the processor time between two moments that other threads took than the one that a profile shows. */
export function shareOfOtherThreads(before: Usage, after: Usage): number {
  const all = after.cpuMicroseconds - before.cpuMicroseconds;
  return all === 0 ? 0 : Math.max(0, 1 - (after.threadMicroseconds - before.threadMicroseconds) / all);
}

/**
 * Spreads the processor time of one call over the parts of the program, as the samples of a profile are spread.
 * @param microseconds of one call, measured meanwhile
 * @param otherThreads the part of them that other threads took, of which the profile has no sample
 */
export function profileOfCall(
  profile: Profiler.Profile,
  {
    what,
    subject,
    microseconds,
    otherThreads = 0,
  }: { readonly what: string; readonly subject: string; readonly microseconds: number; readonly otherThreads?: number },
): ProfileOfCall {
  const ofPart = new Map<string, number>();
  const ofFunction = new Map<string, { name: string; part: string; samples: number }>();
  let all = 0;
  for (const { callFrame, hitCount = 0 } of profile.nodes) {
    const part = partOf(callFrame);
    if (part === undefined || hitCount === 0) continue;
    all += hitCount;
    ofPart.set(part, (ofPart.get(part) ?? 0) + hitCount);
    const name = callFrame.functionName === '' ? '(anonymous)' : callFrame.functionName;
    const key = `${name} ${callFrame.url}:${callFrame.lineNumber}`;
    const seen = ofFunction.get(key) ?? { name, part, samples: 0 };
    seen.samples += hitCount;
    ofFunction.set(key, seen);
  }
  const share = (samples: number) => (microseconds * (1 - otherThreads) * samples) / Math.max(1, all);
  const parts = [...ofPart].map(([part, samples]) => ({ part, microseconds: share(samples) }));
  if (otherThreads > 0) parts.push({ part: 'other threads: garbage, compiler', microseconds: microseconds * otherThreads });
  return {
    ...{ what, subject, microseconds },
    parts: parts.toSorted((one, other) => other.microseconds - one.microseconds),
    functions: [...ofFunction.values()]
      .toSorted((one, other) => other.samples - one.samples)
      .slice(0, shownFunctions)
      .map(({ name, part, samples }) => ({ name, part, microseconds: share(samples) })),
  };
}
