import { describe, expect, it } from 'vitest';
import { readMismatches } from './mismatches.ts';

function told(mismatch: string, path = '$.available'): string {
  const mismatches = [{ type: 'BodyMismatch', mismatch, path, expected: 'x', actual: 'y' }];
  return readMismatches(
    JSON.stringify({ interactionResults: [{ result: 'Error', mismatch: { type: 'Mismatches', mismatches } }] }),
  )[0]!;
}

describe("what Pact's core says of a body is told in our words", () => {
  it.each([
    ["Expected true (Boolean) to be the same type as 'yes' (String)", 'expected a text, got true'],
    ['Type mismatch: Expected true (Boolean) to be the same type as ["a"] (Array)', 'expected a list, got true'],
    ['Actual map is missing the following keys: code, developerMessage', 'code, developerMessage are missing'],
    ['Actual map is missing the following keys: code', 'code is missing'],
    ['Expected child <http://bindings.egain.com/chat:queueDepth/> but was missing', 'the element queueDepth is missing'],
    ['Expected body Present(129 bytes, application/json) but was empty', 'expected one, got none'],
    ["Expected 'true' to match '^yes$'", 'expected a text like ^yes$, got true'],
    ["Expected 'true' to include 'x'", 'expected a text that contains x, got true'],
    ["Expected 'true' (Boolean) to be an integer", 'expected a whole number, got true'],
    ["Expected 'true' to be a decimal number", 'expected a number, got true'],
    ['Expected an empty List but received [1]', 'expected nothing in it, got [1]'],
    ['Expected a List with 2 elements but received 1 elements', 'expected 2 entries, got 1'],
    ['Expected [1] (size 1) to have minimum size of 2', 'expected at least 2 entries, got 1'],
    ["Expected 'a' to be equal to 'b'", 'expected x, got y'],
    [
      "Failed to parse the actual body: 'EOF while parsing a value at line 1 column 16'",
      'what came cannot be read as the type that its header names',
    ],
    ["Failed to parse the expected body: 'x'", 'the body in the pact cannot be read as the type that it names'],
    [
      "'((' is not a valid regular expression - Oniguruma error: end pattern with unmatched parenthesis",
      'the pact has (( where a regular expression must stand',
    ],
    ['Something that nobody has seen yet', 'something that nobody has seen yet'],
  ])('%s', (mismatch, sentence) => {
    expect(told(mismatch)).toBe(`body $.available: ${sentence}`);
  });
});
