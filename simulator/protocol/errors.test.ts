import { describe, expect, it } from 'vitest';
import type { ErrorKey } from './errors.ts';
import { errors, makeWireError } from './errors.ts';

const reason = { rule: 'a test' };
const keys = Object.keys(errors) as ErrorKey[];

describe('the table of errors', () => {
  it('gives each its own three digits, and none those of the transcript API', () => {
    const numbers = keys.map((key) => errors[key].code.slice(4));
    expect(new Set(numbers).size).toBe(keys.length);
    expect(numbers).not.toContain('115');
  });

  it.each(keys)('has a status and three digits for %s', (key) => {
    expect(errors[key].code).toMatch(/^[45]\d\d-\d{3}$/);
  });

  it('says 409-100 as it was observed', () => {
    expect(makeWireError({ key: 'staleLastModified', values: {}, reason }, {})).toEqual({
      status: 409,
      code: '409-100',
      developerMessage:
        'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.',
    });
  });
});

describe('an error on the wire', () => {
  const unknown = { key: 'unknownEntryPoint', values: { id: '77' }, reason } as const;

  it('fills in what the text speaks of', () => {
    expect(makeWireError(unknown, {})).toEqual({
      status: 404,
      code: '404-141',
      developerMessage: 'Entry point does not exist: 77',
    });
  });

  it('takes a text literally', () => {
    const refused = { key: 'malformedBody', values: { problem: '$& {problem}' }, reason } as const;
    expect(makeWireError(refused, {}).developerMessage).toBe('Request body could not be parsed: $& {problem}');
  });

  it('keeps the last digits when a setting decides the status', () => {
    expect(makeWireError({ ...unknown, status: 400 }, {})).toMatchObject({ status: 400, code: '400-141' });
  });

  it('has the code and text of the setting error.codes', () => {
    const changes = { unknownEntryPoint: { code: '410-941', text: 'No {id}.' } };
    expect(makeWireError(unknown, changes)).toEqual({ status: 410, code: '410-941', developerMessage: 'No 77.' });
  });

  it('keeps what error.codes leaves alone', () => {
    expect(makeWireError(unknown, { unknownEntryPoint: { code: undefined, text: 'No.' } })).toMatchObject({
      code: '404-141',
    });
    expect(makeWireError(unknown, { unauthorized: { text: 'No.' } })).toEqual(makeWireError(unknown, {}));
  });
});
