import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { EceAnswer } from './ece-api.ts';
import { InvalidAnswerError } from './errors.ts';
import { requestIdOf } from './exchange.ts';
import { readBody, responseOf } from './read.ts';

function answer(text: string, body: unknown, headers: Record<string, string> = {}): EceAnswer {
  return { status: 200, sentence: 'POST /x was answered 200.', text, body, headers: new Headers(headers) } as EceAnswer;
}

describe('an answer', () => {
  it.each([
    ['{ "id": 1 }', { id: 1 }, '{ "id": 1 }'],
    ['\n <a id="1"/>\n', { id: '1' }, '{"id":"1"}'],
  ])('%j is the output response', (text, body, response) => {
    expect(responseOf(answer(text, body))).toBe(response);
  });

  it.each([
    ['hello', undefined, { 'content-type': 'text/plain' }, 'Its body (text/plain) is neither JSON nor XML.'],
    ['hello', undefined, {}, 'Its body (of no stated type) is neither JSON nor XML.'],
    ['{"of":{}}', { of: {} }, {}, 'Its body is not the answer to this request: see id, of.at.'],
    ['[]', [], {}, 'Its body is not the answer to this request: see the body.'],
  ] as const)('%j with the body %j and %j is told', (text, body, headers, sentence) => {
    const schema = z.object({ id: z.string(), of: z.object({ at: z.number() }) });
    const read = () => readBody(schema, answer(text, body, headers));
    expect(read).toThrow(InvalidAnswerError);
    expect(read).toThrow(`POST /x was answered 200. ${sentence}`);
  });

  it.each([
    [{ 'x-request-id': 'a', 'request-id': 'b' }, 'a'],
    [{ 'x-request-id': '', 'request-id': 'b' }, 'b'],
    [{ 'x-amzn-trace-id': '' }, undefined],
    [{}, undefined],
  ])('with the headers %j has the request id %s', (headers, id) => {
    expect(requestIdOf(answer('', undefined, headers as Record<string, string>))).toBe(id);
  });
});
