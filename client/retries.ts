import * as z from 'zod';
import { allMethods, nearest } from './catalogue/names.ts';
import type { MethodPath, NodeKey } from './results.ts';

/** How often a request is repeated, or `vendor`: as the vendor's nodes do (nodes spec 1.5). */
export type RetryCount = number | 'vendor';

/** One count for all methods, or counts by `node` and `node.method`, e.g. `{ default: 2, startConversation: 0 }`. */
export type Retries = RetryCount | Readonly<Partial<Record<'default' | NodeKey | MethodPath, RetryCount | undefined>>>;

const usualCount = 2;
const mostRepeats = 10;

function isCount(value: unknown): value is RetryCount {
  return value === 'vendor' || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= mostRepeats);
}

const names = ['default', ...new Set(allMethods().flatMap(({ node, path }) => [node.key, path]))];

export const retriesSchema = z
  .custom<Retries>()
  .superRefine((value: unknown, context) => {
    const refuse = (message: string, path: string[] = []) => context.addIssue({ code: 'custom', message, path });
    if (isCount(value)) return;
    if (typeof value !== 'object' || value === null) {
      refuse(`must be a whole number from 0 to ${mostRepeats}, "vendor", or an object of these`);
      return;
    }
    for (const [name, count] of Object.entries(value)) {
      if (!names.includes(name)) refuse(`is no node, method or default; the nearest is "${nearest(name, names)}"`, [name]);
      else if (count !== undefined && !isCount(count))
        refuse(`must be a whole number from 0 to ${mostRepeats}, or "vendor"`, [name]);
    }
  })
  .default(usualCount);

/** The count for a method, or for what belongs to no method, such as `authorize()`. */
export function retriesOf(retries: Retries, path?: MethodPath): RetryCount {
  if (typeof retries !== 'object') return retries;
  const [node] = (path?.split('.') ?? []) as NodeKey[];
  return (path && retries[path]) ?? (node && retries[node]) ?? retries.default ?? usualCount;
}
