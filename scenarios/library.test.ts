import { afterAll, beforeAll, expect, vi } from 'vitest';
import { recordProof } from '../test/outcomes/record.ts';
import { stopTimers } from './testing/stopped-timers.ts';
import { describeScenarios } from './vitest.ts';

let timerCallers: string[];

beforeAll(() => {
  timerCallers = stopTimers();
});

afterAll(() => {
  vi.restoreAllMocks();
  // Days pass in the stories although no timer runs, so nothing may have set one.
  expect(timerCallers).toEqual([]);
});

describeScenarios('library', {
  onResult: ({ passed, proofs, scenario }) => {
    if (passed) for (const proof of proofs) recordProof({ kind: 'scenario', ...proof, by: scenario.title });
  },
});
