/** A mismatch as the Pact verifier reports it; which members there are depends on the type. */
interface Mismatch {
  readonly type: string;
  readonly mismatch?: string;
  readonly path?: string;
  readonly key?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

interface RawResult {
  readonly result: 'OK' | 'Error';
  readonly mismatch?: { readonly type: string; readonly message?: string; readonly mismatches?: readonly Mismatch[] };
}

const unreadable =
  'Pact cannot read this interaction: look at the request, the response, and the paths of matching rules and generators';

/**
 * What the verifier reports about a pact of one interaction, as sentences; none when it passed.
 * @param report its JSON
 */
export function readMismatches(report: string): string[] {
  const { interactionResults = [] } = JSON.parse(report) as { interactionResults?: readonly RawResult[] };
  const [only, ...others] = interactionResults;
  // The verifier reports success even when it verified nothing.
  if (only === undefined || others.length > 0) return [unreadable];
  if (only.result === 'OK') return [];
  const { message, mismatches = [] } = only.mismatch ?? {};
  return mismatches.length > 0 ? mismatches.map(describeMismatch) : [message ?? 'Pact says only that it failed'];
}

function describeMismatch({ type, mismatch = '', path = '', key = '', expected, actual }: Mismatch): string {
  switch (type) {
    case 'StatusMismatch':
      return `status: expected ${formatValue(expected)}, got ${formatValue(actual)}`;
    case 'HeaderMismatch':
      // When a header is missing, Pact puts the expected value between quotation marks.
      if (actual === '') return `header ${key}: expected ${formatValue(expected).replace(/^"(.*)"$/, '$1')}, got none`;
      return `header ${key}: expected ${formatValue(expected)}, got ${formatValue(actual)}`;
    case 'MetadataMismatch':
      return `metadata ${key}: expected ${formatValue(expected)}, got ${formatValue(actual)}`;
    case 'BodyTypeMismatch':
      return `body: expected the type ${formatValue(expected)}, got ${formatValue(actual)}`;
    default:
      return `body${/^[$/]?$/.test(path) ? '' : ` ${path}`}: ${describeBodyMismatch(mismatch, expected, actual)}`;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  String: 'a text',
  Integer: 'a whole number',
  Decimal: 'a number',
  Number: 'a number',
  Boolean: 'true or false',
  List: 'a list',
  Array: 'a list',
  Map: 'an object',
  Object: 'an object',
  Null: 'null',
};

/** What Pact's core says of a body, in our words. The first pattern that fits counts. */
const sentences: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^Actual map is missing the following keys: (.*)$/s, (keys) => `${keys} ${keys.includes(',') ? 'are' : 'is'} missing`],
  [
    /^Expected a Map with keys (.*) but received one with keys (.*)$/s,
    (wanted, got) => `expected the members ${wanted}, got ${got}`,
  ],
  [/^Expected child <(?:[^>]*[/:])?([\w-]+)\/?> but was missing$/s, (name) => `the element ${name} is missing`],
  [/^Unexpected child <(?:[^>]*[/:])?([\w-]+)\/?>$/s, (name) => `the element ${name} is not expected`],
  [/^Expected body Present\(.*\) but was (?:empty|missing)$/s, () => 'expected one, got none'],
  // Pact names the value that came first.
  [
    /^(?:Type mismatch: )?Expected (.*) \(\w+\) to be the same type as .* \((\w+)\)$/s,
    (got, type) => `expected ${typeNames[type] ?? type}, got ${got}`,
  ],
  [/^Expected '?(.*?)'? to match '(.*)'$/s, (got, pattern) => `expected a text like ${pattern}, got ${got}`],
  [/^Expected '?(.*?)'? to include '(.*)'$/s, (got, part) => `expected a text that contains ${part}, got ${got}`],
  [/^Expected '?(.*?)'?(?: \(\w+\))? to be an integer$/s, (got) => `expected a whole number, got ${got}`],
  [/^Expected '?(.*?)'?(?: \(\w+\))? to be a (decimal )?number$/s, (got) => `expected a number, got ${got}`],
  [/^Expected an empty (?:List|Map) but received (.*)$/s, (got) => `expected nothing in it, got ${got}`],
  [
    /^Expected a List with (\d+) elements? but received (\d+) elements?$/s,
    (wanted, got) => `expected ${wanted} entries, got ${got}`,
  ],
  [/^Failed to parse the actual body/i, () => 'what came cannot be read as the type that its header names'],
  [/^Failed to parse the expected body/i, () => 'the body in the pact cannot be read as the type that it names'],
  [/^'(.*)' is not a valid regular expression/s, (pattern) => `the pact has ${pattern} where a regular expression must stand`],
  [/\(size (\d+)\) to have minimum (?:size|length) of (\d+)/s, (got, least) => `expected at least ${least} entries, got ${got}`],
  [/\(size (\d+)\) to have maximum (?:size|length) of (\d+)/s, (got, most) => `expected at most ${most} entries, got ${got}`],
];

function describeBodyMismatch(mismatch: string, expected: unknown, actual: unknown): string {
  // Pact's own sentence names the value that came as the expected one.
  if (/^Expected .* to be equal to /s.test(mismatch)) return `expected ${formatValue(expected)}, got ${formatValue(actual)}`;
  for (const [pattern, tell] of sentences) {
    const found = pattern.exec(mismatch);
    if (found !== null) return tell(...found.slice(1));
  }
  return mismatch.charAt(0).toLowerCase() + mismatch.slice(1);
}

function formatValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
