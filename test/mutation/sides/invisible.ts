/**
 * A mutant of the room `contracts` that the other side cannot see: it changes what a programmer or a test is told, or nothing at all.
 * Stories and contract are about what both sides make of each other.
 */
export interface Invisible {
  readonly file: string;
  readonly mutator: string;
  readonly replacement: string;
  /** A part of the line in which the mutant begins. */
  readonly line: string;
  readonly reason: string;
}

const forProgrammers = 'it changes what the programmer of a flow is told: unit tests read that';
const betweenProcesses = 'ECE has one client, however many processes share its database: test/leases kills and pauses them';
const forTests = 'only tests and guards ask whether the rules of the world hold';
const ofMemory = 'it says what is dropped when the memory budget is full, which the other side cannot fill: test/guards fills it';

/** At most one in ten of a sample. */
export const invisible: readonly Invisible[] = [
  {
    file: 'client/catalogue/names.ts',
    mutator: 'BlockStatement',
    replacement: '{}',
    line: 'function distance(one: string, other: string): number {',
    reason: forProgrammers,
  },
  {
    file: 'client/catalogue/names.ts',
    mutator: 'ObjectLiteral',
    replacement: '{}',
    line: '.map((candidate) => ({ candidate, letters: distance(name.toLowerCase()',
    reason: forProgrammers,
  },
  {
    file: 'client/chat-store/database-errors.ts',
    mutator: 'ObjectLiteral',
    replacement: '{}',
    line: 'return new ChatStoreError(message, { cause: error }, cause?.temporary)',
    reason: forProgrammers,
  },
  {
    file: 'client/chat-store/sql-inbox.ts',
    mutator: 'CallExpression',
    replacement: ';',
    line: 'if (set.size === 0) bells.delete(conversationId);',
    reason: 'a set without listeners rings nobody: only the memory of the process holds it',
  },
  {
    file: 'client/chat-store/sql-leases.ts',
    mutator: 'BlockStatement',
    replacement: '{}',
    line: 'const free = async ({ conversationId, fence }: Lease) => {',
    reason: betweenProcesses,
  },
  {
    file: 'client/chat-store/sql-leases.ts',
    mutator: 'BooleanLiteral',
    replacement: 'isFresh()',
    line: 'if (!isMine || !isFresh()) await assertHolds(lease);',
    reason: betweenProcesses,
  },
  {
    file: 'client/chat-store/sql-leases.ts',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    line: 'if (lease) {',
    reason: betweenProcesses,
  },
  {
    file: 'client/chat-store/sql-leases.ts',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    line: 'return !shared || Math.max(Math.abs(now - lastBeat.now), elapsed - las',
    reason: betweenProcesses,
  },
  {
    file: 'client/chat-store/sql-leases.ts',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    line: "row.holder === holder ? mine.has(row.conversation_id ?? '') : row.hold",
    reason: betweenProcesses,
  },
  {
    file: 'client/chat-store/sql-leases.ts',
    mutator: 'LogicalOperator',
    replacement: '!shared && Math.max(Math.abs(now - lastBeat.now), elapsed - lastBeat.elapsed) < 2 * beatEveryMs',
    line: 'return !shared || Math.max(Math.abs(now - lastBeat.now), elapsed - las',
    reason: betweenProcesses,
  },
  {
    file: 'client/chat-store/sql-leases.ts',
    mutator: 'LogicalOperator',
    replacement: 'mine.get(lease.conversationId) === lease.fence || !doubtful.has(lease.conversationId)',
    line: 'const isMine = mine.get(lease.conversationId) === lease.fence && !doub',
    reason: betweenProcesses,
  },
  {
    file: 'client/default-log.ts',
    mutator: 'CallExpression',
    replacement: ';',
    line: 'write(sentence);',
    reason: forProgrammers,
  },
  {
    file: 'client/errors.ts',
    mutator: 'StringLiteral',
    replacement: '""',
    line: "override readonly name = 'AuthorizationError';",
    reason: forProgrammers,
  },
  {
    file: 'client/exchange.ts',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    line: 'return requestIdHeaders.map((name) => headers.get(name)).find((id) => ',
    reason: forProgrammers,
  },
  {
    file: 'client/exchange.ts',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    line: "redirect: 'manual', signal, ...(body !== undefined && { body }) });",
    reason: 'a body that is undefined is none',
  },
  {
    file: 'client/hooks.ts',
    mutator: 'ObjectLiteral',
    replacement: '{}',
    line: 'return error === undefined ? happening : { ...happening, error: redact',
    reason: forProgrammers,
  },
  {
    file: 'client/method-result.ts',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    line: "const hasResponse = method.outputs.some(({ key }) => key === 'response",
    reason: 'an answer without text gives no output: one that is undefined is left out',
  },
  {
    file: 'client/nodes/fetch-chat-history.ts',
    mutator: 'Regex',
    replacement: '/\\s*[\\r\\n]\\s*/g',
    line: "return `${speakers[direction]}: ${text.replace(/\\s*[\\r\\n]+\\s*/g, ' ')}",
    reason: 'the white space around it takes the other ends of lines',
  },
  {
    file: 'client/private-addresses.ts',
    mutator: 'Regex',
    replacement: '/^\\[|\\]/g',
    line: "const host = new URL(url).hostname.replace(/^\\[|\\]$/g, '');",
    reason: 'a closing bracket stands only at the end of a host',
  },
  {
    file: 'client/settings.ts',
    mutator: 'ArrowFunction',
    replacement: '() => undefined',
    line: 'return parsed.success ? { data: parsed.data } : { problems: parsed.err',
    reason: forProgrammers,
  },
  {
    file: 'client/settings.ts',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    line: 'if (inner instanceof z.ZodPipe) inner = inner.in;',
    reason: forProgrammers,
  },
  {
    file: 'simulator/operations/call.ts',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    line: "return call.caller !== undefined && call.format !== undefined && 'pars",
    reason: 'the format is known whenever the query and the content are',
  },
  {
    file: 'simulator/operations/customer-card.ts',
    mutator: 'StringLiteral',
    replacement: '""',
    line: "const place = call.settings['conversation.start.customerCustomAttributes'];",
    reason: 'the schema of the body lets through only what stands where the setting allows it',
  },
  {
    file: 'simulator/world/invariants.ts',
    mutator: 'ArrowFunction',
    replacement: '() => undefined',
    line: 'const say = (what: string) => faults.push(`The conversation ${id} is $',
    reason: forTests,
  },
  {
    file: 'simulator/world/invariants.ts',
    mutator: 'ConditionalExpression',
    replacement: 'true',
    line: 'if (waiting.length > 0 && idle !== undefined) faults.push(`In the queu',
    reason: forTests,
  },
  {
    file: 'simulator/world/invariants.ts',
    mutator: 'LogicalOperator',
    replacement: "agent.skills.includes(skill) && agent.behaviour !== 'manual' || freeSlots(agent) > 0",
    line: "(agent) => agent.skills.includes(skill) && agent.behaviour !== 'manual",
    reason: forTests,
  },
  {
    file: 'simulator/world/invariants.ts',
    mutator: 'LogicalOperator',
    replacement: 'waiting.length > 0 || idle !== undefined',
    line: 'if (waiting.length > 0 && idle !== undefined) faults.push(`In the queu',
    reason: forTests,
  },
  {
    file: 'simulator/world/invariants.ts',
    mutator: 'StringLiteral',
    replacement: '``',
    line: "if (customerId !== null) mustBe('customers', customerId, `The conversa",
    reason: forTests,
  },
  {
    file: 'simulator/world/memory-pressure.ts',
    mutator: 'ConditionalExpression',
    replacement: 'false',
    line: 'if (ended.bytes + freed >= atLeast) break;',
    reason: ofMemory,
  },
];
