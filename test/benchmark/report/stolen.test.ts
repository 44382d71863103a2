import { describe, expect, it } from 'vitest';
import { processorTime, readProcessorTime, stolenShare } from './stolen.ts';

describe('the processor time that a host gives to others', () => {
  it('is read from what the system says', () => {
    const stat = 'cpu  10 1 5 400 7 0 2 6 0 0\ncpu0 5 1 2 200 3 0 1 3 0 0\n';
    expect(readProcessorTime(stat)).toEqual({ used: 18, stolen: 6 });
    expect(readProcessorTime('intr 1 2\n')).toBeUndefined();
  });

  it('is a share of what was asked for meanwhile', () => {
    expect(stolenShare({ used: 100, stolen: 10 }, { used: 190, stolen: 20 })).toBe(0.1);
    expect(stolenShare({ used: 100, stolen: 10 }, { used: 100, stolen: 10 })).toBe(0);
    expect(stolenShare(undefined, { used: 1, stolen: 1 })).toBeNull();
  });

  it.runIf(process.platform === 'linux')('is told by this machine', () => {
    expect(processorTime()?.used).toBeGreaterThan(0);
  });
});
