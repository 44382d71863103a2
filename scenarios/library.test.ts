import path from 'node:path';
import { recordOutcome } from '../test/client-outcome-record.ts';
import { describeScenarios } from './vitest.ts';

describeScenarios(path.join(import.meta.dirname, 'library'), {
  onResult: ({ passed, proofs, scenario }) => {
    if (passed) for (const proof of proofs) recordOutcome({ ...proof, proof: scenario.name });
  },
});
