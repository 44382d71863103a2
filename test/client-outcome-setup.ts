import { startRecord } from './client-outcome-record.ts';

/** Before all test files of a run. */
export const setup = startRecord;
