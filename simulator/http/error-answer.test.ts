import { describe, expect, it } from 'vitest';
import { RefusalError } from '../operations/refusal-error.ts';
import { TokenRefusalError } from '../operations/token.ts';
import type { OperationId } from '../protocol/operations.ts';
import { changeSettings } from '../doors/change-settings.ts';
import { defaultSettings } from '../protocol/settings.ts';
import { makeErrorAnswer, errorFormatOf, toRefusalError } from './error-answer.ts';

const unknownId = new RefusalError(
  { key: 'unknownId', values: { id: '7' }, reason: { rule: 'a secret rule' } },
  { 'x-more': '1' },
);
const invalidClient = new TokenRefusalError(
  'invalid_client',
  'Client authentication failed.',
  { key: 'unauthorized', values: { text: 'No.' } },
  { rule: 'a secret rule' },
  { status: 401 },
);

function answerTo(
  error: unknown,
  operation: OperationId | null,
  changes: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) {
  const answer = makeErrorAnswer(
    { settings: changeSettings(defaultSettings, changes), headers, operation, target: '/system/ws/v19/nothing' },
    error,
  );
  const { body } = answer;
  if (body !== undefined && 'bytes' in body) throw new Error('errors are no files');
  return { status: answer.status, headers: answer.headers, json: body?.json, xml: body?.xml() };
}

describe('a refusal', () => {
  it('has code and text, in XML as specified, and keeps its reason to itself', () => {
    const answer = answerTo(unknownId, 'getConfiguration');
    expect(answer).toMatchObject({ status: 404, headers: { 'x-more': '1' } });
    expect(JSON.stringify(answer.json)).toBe('{"code":"404-101","developerMessage":"The following id does not exist: 7"}');
    expect(answer.xml).toBe(
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<error xmlns="http://bindings.egain.com/ws/model/v19/gen/common"><code>404-101</code><developerMessage>The following id does not exist: 7</developerMessage></error>',
    );
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('of a customer call lies in the namespace of v12, with the root of v12', () => {
    const roots = { ...defaultSettings['xml.roots'], error: 'problem' };
    expect(answerTo(unknownId, 'searchCustomers', { 'xml.roots': roots }).xml).toContain(
      '<error xmlns="http://bindings.egain.com/ws/model/v12/gen/common">',
    );
    expect(answerTo(unknownId, null, { 'xml.roots': roots }).xml).toContain('<problem xmlns');
  });

  it('of login and logout is a message', () => {
    const refused = new RefusalError({ key: 'badUserSession', values: {}, reason: { rule: 'x' } });
    const message = 'User could not be authenticated. Invalid session ID.';
    for (const operation of ['logIn', 'logOut'] as const) {
      expect(answerTo(refused, operation)).toMatchObject({ status: 401, json: { message } });
      expect(answerTo(refused, operation).xml).toContain(
        `<Error xmlns="http://bindings.egain.com/ws/model/v12/gen/platform"><message>${message}</message></Error>`,
      );
    }
    const form = { 'user.loginErrorForm': 'error' };
    expect(answerTo(refused, 'logIn', form).json).toMatchObject({ code: '401-146' });
    expect(answerTo(refused, 'logOut', form).json).toEqual({ message });
  });

  it('that a setting lets pass is no failure', () => {
    const passing = new RefusalError({ ...unknownId.refusal, status: 204 });
    expect(answerTo(passing, 'sendMessage')).toEqual({ status: 204, headers: undefined, json: undefined, xml: undefined });
  });

  it('has details and a message for users only where the settings say so, and the client asks', () => {
    const changes = { 'error.details': true, 'error.userMessage': true };
    const asking = { 'x-egain-error-message': 'Yes' };
    const plain = { code: '404-101', developerMessage: 'The following id does not exist: 7' };
    expect(answerTo(unknownId, 'getConfiguration', {}, asking).json).toEqual(plain);
    expect(answerTo(unknownId, 'getConfiguration', changes).json).toEqual({
      ...plain,
      details: [{ key: 'id', value: '7' }],
    });
    expect(answerTo(unknownId, 'getConfiguration', changes, asking).json).toMatchObject({
      userMessage: plain.developerMessage,
    });
  });

  it('with the status 429 says when to come again', () => {
    const refused = new RefusalError({ key: 'tooManyRequests', values: {}, reason: { rule: 'x' } });
    expect(answerTo(refused, 'getConfiguration')).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      json: { code: '429-001', developerMessage: 'Too many requests.' },
    });
  });
});

describe('the token call', () => {
  it('has errors in the form of OAuth', () => {
    const answer = answerTo(invalidClient, 'obtainToken');
    expect(JSON.stringify(answer.json)).toBe('{"error":"invalid_client","error_description":"Client authentication failed."}');
    expect(answer.xml).toContain(
      '<oauthError xmlns="http://bindings.egain.com/ws/model/v19/gen/common"><error>invalid_client</error>',
    );
  });

  it('has errors in the form of the others where the setting says so', () => {
    expect(answerTo(invalidClient, 'obtainToken', { 'token.errorForm': 'error' }).json).toEqual({
      code: '401-101',
      developerMessage: 'No.',
    });
  });

  it('has the form of the others for what is not of OAuth', () => {
    const refused = new RefusalError({ key: 'unsupportedMediaType', values: { value: 'x' }, reason: { rule: 'x' } });
    expect(answerTo(refused, 'obtainToken').json).toMatchObject({ code: '415-153' });
  });

  it('says server_error for a defect, with the status of the setting', () => {
    const answer = answerTo(new Error('a defect'), 'obtainToken', { 'token.serverErrorStatus': 503 });
    expect(answer).toMatchObject({ status: 503, json: { error: 'server_error' } });
  });
});

describe('a defect', () => {
  it.each([new Error('a defect in the code'), 'a defect in the code', undefined])(
    'is an internal error and tells nothing of itself: %s',
    (defect) => {
      const answer = answerTo(defect, 'sendMessage');
      expect(answer).toMatchObject({
        status: 500,
        json: {
          code: '500-100',
          developerMessage: 'System is unable to process this request. Please contact your administrator.',
        },
      });
    },
  );

  it('is known to the journal', () => {
    expect(toRefusalError(new Error('a defect')).refusal.reason.rule).toContain('a defect');
  });
});

describe('the format of an error', () => {
  it.each<[OperationId | null, string | undefined, string]>([
    ['sendMessage', undefined, 'xml'],
    ['sendMessage', 'application/json', 'json'],
    ['obtainToken', undefined, 'json'],
    ['obtainToken', 'text/csv', 'json'],
    ['sendMessage', 'text/csv', 'xml'],
    [null, undefined, 'xml'],
    [null, 'application/json', 'json'],
  ])('of %s with Accept %s is %s', (operation, accept, format) => {
    const headers: Record<string, string> = accept === undefined ? {} : { accept };
    expect(errorFormatOf({ settings: defaultSettings, headers, operation, target: '/' })).toBe(format);
  });
});
