import { describe, expect, it } from 'vitest';
import type { ErrorKey } from './errors.ts';
import { errors, makeWireError, wordingsOf } from './errors.ts';

const reason = { rule: 'a test' };
const keys = Object.keys(errors) as ErrorKey[];

describe('the table of errors', () => {
  const codes = keys.flatMap((key) => wordingsOf(key).map(({ code }) => code));

  it('gives no two refusals one code', () => {
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  });

  it.each(codes)('has a status and three or four digits in %s', (code) => {
    expect(code).toMatch(/^[45]\d\d-\d{3,4}$/);
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
  const unknown = { key: 'unknownId', values: { id: '77' }, reason } as const;
  const over = { key: 'conversationNotOngoing', values: { id: '77' }, reason } as const;

  it('fills in what the text speaks of', () => {
    expect(makeWireError(unknown, {})).toEqual({
      status: 404,
      code: '404-101',
      developerMessage: 'The following id does not exist: 77',
    });
  });

  it('takes a text literally', () => {
    const refused = { key: 'malformedBody', values: { problem: '$& {problem}' }, reason } as const;
    expect(makeWireError(refused, {}).developerMessage).toBe('Request body could not be parsed: $& {problem}');
  });

  it('keeps the number when a setting decides the status', () => {
    expect(makeWireError({ ...unknown, status: 403 }, {})).toMatchObject({ status: 403, code: '403-101' });
    expect(makeWireError({ ...over, status: 409 }, {})).toMatchObject({ status: 409, code: '409-630' });
  });

  it('never has the code that the table gives to another refusal', () => {
    expect(makeWireError({ ...unknown, status: 400 }, {})).toMatchObject({ status: 400, code: '400-901' });
    const others = keys.flatMap((key) =>
      [200, 400, 401, 403, 404, 409, 410, 415, 422, 429, 500, 503].map((status) => ({
        key,
        code: makeWireError({ key, values: {}, reason, status }, {}).code,
      })),
    );
    const owners = new Map(keys.flatMap((key) => wordingsOf(key).map(({ code }) => [code as string, key] as const)));
    expect(others.filter(({ key, code }) => owners.has(code) && owners.get(code) !== key)).toEqual([]);
  });

  it('has other words with the status that they belong to', () => {
    expect(makeWireError(over, {})).toEqual({
      status: 400,
      code: '400-630',
      developerMessage: 'Following conversation id is invalid, completed or expired : 77.',
    });
    expect(makeWireError({ ...over, status: 404 }, {})).toEqual({
      status: 404,
      code: '404-142',
      developerMessage: 'Conversation ID does not map to an ongoing conversation: 77',
    });
  });

  it('has at most 255 characters, and no half of one', () => {
    const refused = (problem: string) => ({ key: 'malformedBody', values: { problem }, reason }) as const;
    const messageAbout = (problem: string) => makeWireError(refused(problem), {}).developerMessage;
    const room = 255 - messageAbout('').length;
    expect(messageAbout('x'.repeat(room))).toBe(`Request body could not be parsed: ${'x'.repeat(room)}`);
    expect(messageAbout('x'.repeat(room + 1))).toBe(`Request body could not be parsed: ${'x'.repeat(room)}`);
    expect(messageAbout(`${'x'.repeat(room - 1)}\u{1f600}`)).toBe(`Request body could not be parsed: ${'x'.repeat(room - 1)}`);
  });

  it('has the code and text of the setting error.codes', () => {
    const changes = { unknownId: { code: '410-941', text: 'No {id}.' } };
    expect(makeWireError(unknown, changes)).toEqual({ status: 410, code: '410-941', developerMessage: 'No 77.' });
  });

  it('keeps what error.codes leaves alone', () => {
    expect(makeWireError(unknown, { unknownId: { code: undefined, text: 'No.' } })).toMatchObject({
      code: '404-101',
    });
    expect(makeWireError(unknown, { unauthorized: { text: 'No.' } })).toEqual(makeWireError(unknown, {}));
  });
});
