import { expect, it } from 'vitest';
import { operationIds } from '../protocol/operations.ts';
import { operationsById } from './table.ts';

it('every row of the table of operations has its operation', () => {
  const missing = operationIds.filter((id) => !Object.hasOwn(operationsById, id));
  expect(missing.map((id) => `Write the operation ${id} and add it to simulator/operations/table.ts.`)).toEqual([]);
});
