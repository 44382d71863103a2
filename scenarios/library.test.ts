import path from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { recordProof } from '../test/outcomes/record.ts';
import { stopTimers } from './testing/stopped-timers.ts';
import { describeScenarios } from './vitest.ts';

let askers: string[];

beforeAll(() => {
  askers = stopTimers();
});

afterAll(() => {
  vi.restoreAllMocks();
  // Days go by in the stories. With timers that never ring they pass all the same.
  expect(askers).toEqual([]);
});

describeScenarios(path.join(import.meta.dirname, 'library'), {
  onResult: ({ passed, proofs, scenario }) => {
    if (passed) for (const proof of proofs) recordProof({ kind: 'scenario', ...proof, by: scenario.title });
  },
});
