import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import type { SettingName } from '../../simulator/index.ts';
import { ConfigurationError, createSimulator, SettingError, settings } from '../../simulator/index.ts';
import type { Setting } from '../../simulator/protocol/setting.ts';
import { Ece } from './ece.ts';
import { inferred } from './inferred.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';

const rows = Object.entries(settings) as [SettingName, Setting<unknown>][];

function problemOf<Problem extends Error>(kind: new (...rest: never[]) => Problem, act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the table of settings', () => {
  it('has a row for each inferred statement of the specification', () => {
    expect(inferred).toHaveLength(191);
    expect(Object.keys(settings)).toEqual(expect.arrayContaining([...inferred]));
  });

  it.each(rows)('%s allows what it lists', (_, { values, type, allowed }) => {
    // If a setting has only listed values, the refusal lists them.
    if (type instanceof z.ZodLiteral) {
      expect([...type.values]).toEqual(values);
      expect(allowed).toBe(values.map((value) => JSON.stringify(value)).join(', '));
    }
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(values.length);
  });
});

describe('a change that is wrong', () => {
  const simulator = createSimulator({ clock: 'manual' });
  const usual = simulator.settings;

  it('is refused when it is nested too deep', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
    const error = problemOf(SettingError, () => simulator.changeSettings({ 'http.prefix': deep }));
    expect(error.message).toBe('The setting "http.prefix" cannot be nested deeper than 50 levels.');
    expect(simulator.settings).toEqual(usual);
  });

  it.each(rows)('%s refuses any other value with the list of what is allowed', (name, { allowed }) => {
    for (const value of ['', -1, 0.5, { no: 'such' }, [''], null, undefined].filter(
      (other) => !allowsNull(name) || other !== null,
    )) {
      const error = problemOf(SettingError, () => simulator.changeSettings({ [name]: value }));
      expect(error.problems.map(({ path }) => path)).toEqual([[name]]);
      expect(error.message).toBe(`The setting "${name}" cannot be ${JSON.stringify(value)}. Allowed: ${allowed}.`);
    }
    expect(simulator.settings).toEqual(usual);
  });

  function allowsNull(name: SettingName): boolean {
    return (settings[name].values as readonly unknown[]).includes(null);
  }

  it.each([
    ['callback.timeout', 'callback.timeoutMs'],
    ['HTTP.Prefix', 'http.prefix'],
    ['message.send.notOngoing', 'message.send.notOngoingStatus'],
  ])('names the setting nearest to %s', (name, meant) => {
    const error = problemOf(SettingError, () => simulator.changeSettings({ [name]: 1 }));
    expect(error.message).toBe(`There is no setting "${name}". Did you mean "${meant}"?`);
  });

  it.each(['constructor', '__proto__', 'toString', 'nothing like it at all'])('knows no setting %s', (name) => {
    const error = problemOf(SettingError, () => simulator.changeSettings(JSON.parse(`{"${name}":1}`) as Record<string, unknown>));
    expect(error.message).toContain(`There is no setting "${name}".`);
  });

  it('shows no more of a value than helps', () => {
    const circular: unknown[] = [];
    circular.push(circular);
    for (const value of ['x'.repeat(1_000_000), 10n, circular, () => 1]) {
      const { message } = problemOf(SettingError, () => simulator.changeSettings({ 'http.prefix': value }));
      expect(message.length).toBeLessThan(400);
    }
  });

  it('among right ones changes nothing', () => {
    const changes = { 'http.prefix': 'none', 'callback.timeoutMs': 0, 'token.defaultFormat': 'xml' };
    expect(() => simulator.changeSettings(changes)).toThrow('callback.timeoutMs');
    expect(simulator.settings).toEqual(usual);
  });
});

describe('settings of a configuration', () => {
  it('are in force from the beginning', () => {
    const changes = { 'http.prefix': 'none', 'callback.timeoutMs': 7 } as const;
    expect(createSimulator({ settings: changes }).settings).toMatchObject(changes);
  });

  it.each([
    [
      'http.prefix',
      '/ECE',
      'The setting "http.prefix" cannot be "/ECE". Allowed: "any", "both", "none", or the name of the one context root: "system", or letters, digits and . _ - that begin with a letter, but not "ws" or "egain".',
    ],
    ['http.prefx', 'none', 'There is no setting "http.prefx". Did you mean "http.prefix"?'],
  ])('name their path when they are wrong: %s', (name, value, message) => {
    const error = problemOf(ConfigurationError, () => createSimulator({ settings: { [name]: value } }));
    expect(error.problems).toEqual([{ path: ['settings', name], message }]);
    expect(error.message).toBe(`settings.${name}: ${message}`);
  });
});

describe('a change while the simulator runs', () => {
  it('leaves calls that are under way to the settings with which they began', async () => {
    const receiver = await Receiver.open();
    const ece = new Ece(receiver, { 'attachment.customerFetch': 'on-upload' });
    const id = await ece.conversation();
    const contentUrl = ece.serve(() => {
      ece.simulator.changeSettings({ 'message.send.successStatus': 202 });
      return 200;
    });
    const file = { fileName: 'a.jpeg', contentType: 'image/jpeg', size: '1', contentUrl };
    const upload = { type: { value: 'uploadAttachment' }, attachments: { attachment: [file] } };
    expect((await ece.send(id, upload)).status).toBe(204);
    expect((await ece.send(id, 'hello')).status).toBe(202);
    await receiver[Symbol.asyncDispose]();
  });
});
