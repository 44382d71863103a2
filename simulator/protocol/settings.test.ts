import { describe, expect, it } from 'vitest';
import type { Setting } from './setting.ts';
import type { SettingName } from './settings.ts';
import { changeSettings } from '../doors/change-settings.ts';
import { SettingError } from '../errors.ts';
import { defaultSettings, settings } from './settings.ts';

const rows = Object.entries(settings) as [SettingName, Setting<unknown>][];

function refusalOf(changes: Record<string, unknown>): string {
  try {
    changeSettings(defaultSettings, changes);
  } catch (error) {
    if (error instanceof SettingError) return error.message;
    throw error;
  }
  throw new Error('the change was taken');
}

describe('the table of settings', () => {
  it('has at least a row for each inferred statement of the specification', () => {
    expect(rows.length).toBeGreaterThanOrEqual(167);
  });

  it.each(rows)('%s has a default, other values that are accepted, and a reason', (name, { default: usual, values, reason }) => {
    expect(values[0]).toEqual(usual);
    expect(values.length).toBeGreaterThan(1);
    for (const value of values) expect(changeSettings(defaultSettings, { [name]: value })[name]).toEqual(value);
    expect(reason).not.toBe('');
  });

  it.each(rows)('%s refuses what is not implemented with the list of what is', (name, { allowed }) => {
    for (const value of [undefined, '', -1.5, { no: 'such' }, [['x']]]) {
      expect(refusalOf({ [name]: value })).toContain(`The setting "${name}" cannot be`);
      expect(refusalOf({ [name]: value })).toContain(`Allowed: ${allowed}.`);
    }
  });
});

describe('a change of settings', () => {
  it('leaves the values before it as they were', () => {
    const changed = changeSettings(defaultSettings, { 'http.prefix': 'none' });
    expect(changed['http.prefix']).toBe('none');
    expect(defaultSettings['http.prefix']).toBe('any');
  });

  it('is all or nothing', () => {
    expect(() => changeSettings(defaultSettings, { 'http.prefix': 'none', 'callback.order': 'chaos' })).toThrow(SettingError);
  });

  it('names the setting that was meant', () => {
    expect(refusalOf({ 'callback.timeout': 1 })).toBe(
      'There is no setting "callback.timeout". Did you mean "callback.timeoutMs"?',
    );
  });

  it('knows no setting from the prototype of objects', () => {
    expect(refusalOf({ constructor: 1 })).toContain('There is no setting "constructor"');
  });
});

describe('a value that looks right', () => {
  const roots = settings['xml.roots'].default;
  const codes = 'error.codes';

  it.each<[string, SettingName, unknown]>([
    ['a step is missing', 'http.checkOrder', settings['http.checkOrder'].default.slice(1)],
    ['a step stands twice', 'http.checkOrder', [...settings['http.checkOrder'].default.slice(1), 'accept', 'accept']],
    ['a word stands twice', 'callback.senderUser', ['id', 'id']],
    ['two roots have one name', 'xml.roots', { ...roots, message: 'messages' }],
    ['a root is no name in XML', 'xml.roots', { ...roots, message: 'text/plain' }],
    ['a root is missing', 'token.xmlRoots', { answer: 'token' }],
    ['a message type has no word', 'message.send.types', { plainText: 'text' }],
    ['no such error', codes, { outOfMemory: { text: 'x' } }],
    ['no status in the code', codes, { internalError: { code: '100-160' } }],
    ['the factor shrinks', 'callback.backoff', { initialMs: 1, factor: 0.5, maxMs: 1, maxTries: null }],
    ['the activity would take the name of the conversation', 'conversation.start.activityMember', { name: 'id', id: 'string' }],
    ['no id in the URL', 'attachment.url', '{base}/files/{fileName}'],
    ['a URL without scheme', 'attachment.url', 'files/{id}'],
    ['no path of a member', 'conversation.start.typingField', 'activity..typing'],
    ['a sender is missing', 'callback.sender', { assigned: 'user' }],
    ['not every combination is one', 'token.invalidClient', { status: 402, challenge: true }],
  ])('is refused when %s', (_why, name, value) => {
    expect(refusalOf({ [name]: value })).toContain(`The setting "${name}" cannot be`);
  });

  it.each<[SettingName, unknown]>([
    ['http.maxBodyBytes', 1],
    ['callback.deactivateAfter', { seconds: 1 }],
    ['callback.reactivation', { afterSeconds: 1 }],
    ['callback.backoff', { initialMs: 1, factor: 1, maxMs: 1, maxTries: 1 }],
    ['attachment.url', 'https://cdn.example.com/{id}'],
    ['message.send.types', { ...settings['message.send.types'].default, html: 'rich/html' }],
    ['customAttributes.activityDefaults', []],
    [codes, { internalError: { code: '503-999', text: 'Down.' } }],
    ['token.sessionLimitAnswer', { status: 429, error: 'invalid_grant' }],
  ])('of an open kind is taken: %s', (name, value) => {
    expect(changeSettings(defaultSettings, { [name]: value })[name]).toEqual(value);
  });
});
