import { describe, expect, it } from 'vitest';
import type { AuthorizationFields } from './index.ts';
import * as library from './index.ts';
import * as errors from './errors.ts';

const { ClientError, InvalidSettingsError, isClientError, UnexpectedOutcomeError } = library;

/** These become outcomes of a node method: no caller meets them. */
const internal = ['InvalidInputError', 'PrivateAddressError', 'RedirectError'];

const classes = Object.entries(errors).filter(([name]) => name.endsWith('Error') && name !== 'isClientError');

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('errors of the library', () => {
  it.each(classes)('%s belongs to the family and bears its name', (name, errorClass) => {
    const made = new (errorClass as new (...given: unknown[]) => Error)('why', { outcome: 'onError', outputs: {} });
    expect(isClientError(made)).toBe(true);
    expect(made.name).toBe(name);
  });

  it('are exported where a caller can meet them', () => {
    const exported = Object.keys(library).filter((name) => name.endsWith('Error') && name !== 'isClientError');
    expect([...exported, ...internal].sort()).toEqual(classes.map(([name]) => name).sort());
  });

  it('differ from other errors', () => {
    expect(isClientError(new Error('other'))).toBe(false);
    expect(isClientError('text')).toBe(false);
    expect(new ClientError('x')).toBeInstanceOf(Error);
  });

  it('list the problems of settings as data', () => {
    const fields = { authorizationName: '', clientSecret: 'a' } as AuthorizationFields;
    expect(thrownBy(() => library.createAuthorization(fields))).toMatchObject({
      name: 'InvalidSettingsError',
      problems: [
        { path: ['authorizationName'], message: 'is empty' },
        { path: ['clientId'], message: 'is missing beside clientSecret' },
      ],
    });
    expect(
      thrownBy(() => library.createNodes({ options: { retries: 11, eventWords: { joined: 'x' as 'Message' } } })),
    ).toMatchObject({
      problems: [{ path: ['retries'] }, { path: ['eventWords', 'joined'] }],
    });
    const certificate = thrownBy(() => library.createAuthorization({ authorizationName: 'a' }, { ca: 'none' }));
    expect(certificate).toBeInstanceOf(InvalidSettingsError);
    expect(certificate).toMatchObject({ problems: [{ path: ['ca'] }] });
  });

  it('hold the result that was not expected', () => {
    const facts = { status: undefined, code: undefined, attempts: 3, durationMs: 30_000, requestId: undefined };
    const result = { outcome: 'onTimeout', outputs: { error: 'No answer came.' }, ...facts };
    const error = thrownBy(() => library.requireOutcome(result, 'onError'));
    expect(error).toBeInstanceOf(UnexpectedOutcomeError);
    expect(error).toMatchObject({ message: 'onTimeout instead of onError. No answer came.', result });
  });
});
