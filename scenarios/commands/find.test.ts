import { describe, expect, it } from 'vitest';
import { chooseScenarios } from './choose.ts';
import { findScenario, searchScenarios } from './find.ts';

const library = chooseScenarios([]);

function namesFor(...words: string[]): string[] {
  return searchScenarios(words, library).map(({ name }) => name);
}

describe('scenarios are found by words', () => {
  it('an expiry that heals stands beside one that the customer feels', () => {
    expect(namesFor('token', 'expiry')).toEqual(['token-expiry', 'token-expiry-that-the-customer-feels']);
  });

  it.each(library)('$name by any word of its title or teaching', ({ name, title, teaches }) => {
    for (const word of `${title} ${teaches}`.split(/\s+/).filter((one) => /[\p{L}\p{N}]/u.test(one)))
      expect([word, namesFor(word)]).toEqual([word, expect.arrayContaining([name])]);
  });

  it('a word with hyphens is a phrase, and a short word stands there whole', () => {
    expect(namesFor('no-agent')[0]).toBe('no-agent-then-one-logs-in');
    expect(namesFor('no-agen')).toEqual(namesFor('no-agent'));
    expect(namesFor('no-agents')).not.toContain('no-agent-then-one-logs-in');
    expect(namesFor('n')).toEqual([]);
  });

  it('those with the words in their titles come first', () => {
    const found = searchScenarios(['queue'], library);
    const inTitle = found.map(({ title, name }) => /queue/i.test(`${title} ${name}`));
    expect(inTitle).toEqual(inTitle.toSorted((one, other) => Number(other) - Number(one)));
    expect(inTitle).toContain(false);
  });
});

describe('the words of a command', () => {
  it('mean the scenario of that name, though other titles have the word too', async () => {
    expect((await findScenario(['token-expiry'])).name).toBe('token-expiry');
  });

  it.each([
    [
      ['token', 'expiry'],
      /^2 scenarios match "token expiry":\n1 {2}token-expiry: .*\n2 {2}token-expiry-that.*Name one of them\.$/s,
    ],
    [['tokn-expiry'], /Did you mean "token-expiry"/],
    [['hello', 'goodbye'], /No scenario has the words "hello goodbye"/],
  ])('%j: the answer says what to do', async (words, message) => {
    await expect(findScenario(words)).rejects.toThrow(message);
  });
});
