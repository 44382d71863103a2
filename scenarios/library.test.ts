import path from 'node:path';
import { recordProof } from '../contracts/outcome-record.ts';
import { describeScenarios } from './vitest.ts';

describeScenarios(path.join(import.meta.dirname, 'library'), {
  onResult: ({ passed, proofs, scenario }) => {
    if (passed) for (const proof of proofs) recordProof({ kind: 'scenario', ...proof, by: scenario.title });
  },
});
