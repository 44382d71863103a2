import type { FamilyRow } from './families.ts';
import { families } from './families.ts';
import type { Authentication, OperationRow } from './operation-row.ts';
import type { OperationId } from './operations.ts';
import { operations } from './operations.ts';
import type { SettingValues } from './settings.ts';

/** A row with what its family adds. */
export type FullRow = OperationRow & FamilyRow;

const fullRows = Object.fromEntries(
  (Object.entries(operations) as [OperationId, OperationRow][]).map(([id, row]) => [id, { ...families[row.family], ...row }]),
) as Record<OperationId, FullRow>;

/** The row of an operation, with what its family adds. */
export function rowOf(operation: OperationId): FullRow {
  return fullRows[operation];
}

/** The credentials that a call needs with these settings. */
export function authenticationOf(operation: OperationId, settings: SettingValues): Authentication {
  const { authentication, authenticationBySetting } = fullRows[operation];
  return authenticationBySetting?.(settings) ?? authentication;
}
