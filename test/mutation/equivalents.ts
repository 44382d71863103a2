/** A mutant that changes nothing that anyone could notice. */
export interface Equivalent {
  readonly file: string;
  /** What the line holds. */
  readonly line: string;
  readonly mutator: string;
  readonly replacement: string;
  readonly reason: string;
}

/** At most one in ten of a sample. */
export const equivalents: readonly Equivalent[] = [
  {
    file: 'simulator/operations/call.ts',
    line: 'call.caller !== undefined && call.format !== undefined',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'no value of http.checkOrder leaves a check out',
  },
  {
    file: 'simulator/operations/operation.ts',
    line: 'export function readNothing()',
    mutator: 'BlockStatement',
    replacement: '{}',
    reason: 'the function gives undefined also without a body',
  },
  {
    file: 'simulator/operations/availability.ts',
    line: "params['id'] ?? ''",
    mutator: 'StringLiteral',
    replacement: '"Stryker was here!"',
    reason: 'the path of each check has an id',
  },
  {
    file: 'simulator/operations/availability.ts',
    line: '...(reason !== undefined && { reason }),',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'JSON has no member that is undefined',
  },
  {
    file: 'client/chat-store/sql-inbox.ts',
    line: "told: delivery === 'unclaimed' ? 1 : 0,",
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'whoever looks for messages that are not told looks only at those that were held',
  },
  {
    file: 'simulator/world/queue.ts',
    line: 'if (queueDepth(queue) === 0) return 0;',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    reason: 'the depth is a factor of the result',
  },
  {
    file: 'simulator/operations/customer-create.ts',
    line: '...(person.lastName !== undefined && { lastName: person.lastName }),',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    reason: 'the world leaves out a name that is undefined',
  },
];
