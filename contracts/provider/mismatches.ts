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

/**
 * What the verifier reports about a pact of one interaction, as sentences; none when it passed.
 * @param report its JSON
 */
export function readMismatches(report: string): string[] {
  const { interactionResults = [] } = JSON.parse(report) as { interactionResults?: readonly RawResult[] };
  const [only, ...others] = interactionResults;
  // The verifier reports success even when it verified nothing.
  if (only === undefined || others.length > 0) return [`Pact verified ${interactionResults.length} interactions instead of one`];
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

/** Pact's own sentence names the value that came as the expected one, so it is replaced. */
function describeBodyMismatch(mismatch: string, expected: unknown, actual: unknown): string {
  if (/^Expected .* to be equal to /s.test(mismatch)) return `expected ${formatValue(expected)}, got ${formatValue(actual)}`;
  return mismatch.charAt(0).toLowerCase() + mismatch.slice(1);
}

function formatValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
