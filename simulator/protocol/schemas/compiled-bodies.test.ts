import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../settings.ts';
import { compiledBodies, unwatchedBodies } from './compiled-bodies.ts';

describe('the compiled bodies', () => {
  it('are the same for settings that give the same schemas', () => {
    const other = compiledBodies({ ...defaultSettings, 'http.wrongMethodStatus': 404 });
    expect(other.json).toBe(compiledBodies(defaultSettings).json);
    expect(other.xml).toBe(compiledBodies(defaultSettings).xml);
    expect(other.xml).not.toBe(other.json);
  });

  it('are looked up once where nobody watches the settings', () => {
    const bodies = unwatchedBodies(defaultSettings);
    expect(bodies.json).toBe(compiledBodies(defaultSettings).json);
    expect(bodies.xml).toBe(compiledBodies(defaultSettings).xml);
  });

  it.each([
    ['http.idForm', { 'http.idForm': 'number' }, { conversation: { id: 1 } }],
    ['http.unknownBodyMember', { 'http.unknownBodyMember': 400 }, { foo: 1 }],
  ] as const)('are others when %s changes', (_name, change, end) => {
    const usual = compiledBodies(defaultSettings).json;
    const changed = compiledBodies({ ...defaultSettings, ...change }).json;
    expect(changed).not.toBe(usual);
    expect(usual.end.safeParse(end).success).toBe(true);
    expect(compiledBodies({ ...defaultSettings, ...change }).json).toBe(changed);
  });
});
