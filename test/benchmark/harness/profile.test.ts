import type { Profiler } from 'node:inspector';
import { describe, expect, it } from 'vitest';
import { profileOfCall, shareOfOtherThreads, workOf } from './profile.ts';

function node(id: number, functionName: string, url: string, hitCount: number): Profiler.ProfileNode {
  return { id, hitCount, callFrame: { functionName, url, scriptId: '1', lineNumber: 1, columnNumber: 1 } };
}

const profile: Profiler.Profile = {
  nodes: [
    node(1, '(idle)', '', 900),
    node(2, 'record', 'file:///x/simulator/journal/journal.ts', 30),
    node(3, 'next', 'file:///x/node_modules/router/index.js', 10),
    node(4, '(garbage collector)', '', 20),
    node(5, 'writev', '', 40),
    node(6, 'record', 'file:///x/simulator/journal/journal.ts', 0),
  ],
  startTime: 0,
  endTime: 1000,
  samples: [1, 2, 2, 5],
  timeDeltas: [500, 100, 100, 50],
};

describe('a profile', () => {
  it('spreads the time of a call over the parts of the program, without what is idle', () => {
    const { parts, functions } = profileOfCall(profile, { what: 'send message', subject: 'this tree', microseconds: 50 });
    expect(parts).toEqual([
      { part: 'native code, system calls', microseconds: 20 },
      { part: 'simulator/journal', microseconds: 15 },
      { part: 'garbage collection', microseconds: 10 },
      { part: 'Express', microseconds: 5 },
    ]);
    expect(functions[1]).toEqual({ name: 'record', part: 'simulator/journal', microseconds: 15 });
  });

  it('leaves to other threads what they took', () => {
    const usage = { cpuMicroseconds: 0, threadMicroseconds: 0, residentBytes: 0, heapBytes: 0 };
    const otherThreads = shareOfOtherThreads(usage, { ...usage, cpuMicroseconds: 100, threadMicroseconds: 80 });
    const { parts } = profileOfCall(profile, { what: 'send message', subject: 'this tree', microseconds: 50, otherThreads });
    expect(parts.map(({ part, microseconds }) => [part, Math.round(microseconds)])).toEqual([
      ['native code, system calls', 16],
      ['simulator/journal', 12],
      ['other threads: garbage, compiler', 10],
      ['garbage collection', 8],
      ['Express', 4],
    ]);
  });

  it('tells how long the program worked', () => {
    expect(workOf(profile)).toBe(250);
  });
});
