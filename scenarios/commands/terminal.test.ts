import { expect, it } from 'vitest';
import { readKeys } from './terminal.ts';

it.each([
  ['a letter', 'b', ['b']],
  ['what was typed fast', 'j12\r', ['j', '1', '2', '\r']],
  ['the arrows', '\u001b[C\u001b[D\u001bOC', ['right', 'left', 'right']],
  ['a key of no use as one key', '\u001b[15~', ['unknown']],
  ['Escape alone', '\u001b', ['\u001b']],
  ['a sign beyond 16 bits', '😀', ['😀']],
])('%s', (_what, sent, keys) => {
  expect(readKeys(sent)).toEqual(keys);
});
