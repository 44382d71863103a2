import { describe, expect, it } from 'vitest';
import { chooseFacts } from '../commands/facts-command.ts';
import { listFacts } from './facts.ts';
import { shareOf } from './share.ts';
import { readTaggedSentences } from './tagged-sentences.ts';

const text = `# A specification

A tag before the first section explains [D].

## 1. Calls

Not tagged. The base is known
[O]; a link is short [D2][I \`http.prefix\`]. Yes [S].

- **Query**: one value [D]

| member | meaning | tag |
| --- | --- | --- |
| \`id\` | a number | [P] |
| \`name\` | letters [O], at most 9 [I] | |

| word | documented [D] | rule [I] |
| --- | --- | --- |
| \`late\` | too late | after 9 s |

| outcome | kind | tag |
| --- | --- | --- |
| \`onError\` | standard | [D] |

\`\`\`text
code [D]
\`\`\`

## 2. Dispatch [I]

## 3. Sources

- A book [D]
`;

describe('the tagged sentences of a specification', () => {
  it('are read with their tags, from lists, tables, heads of columns and headings', () => {
    expect(readTaggedSentences(text).map(({ section, text: sentence, tags }) => [section, sentence, tags.join()])).toEqual([
      ['1. Calls', 'The base is known', 'O'],
      ['1. Calls', 'a link is short', 'D2,I'],
      ['1. Calls', 'Yes', 'S'],
      ['1. Calls', '**Query**: one value', 'D'],
      ['1. Calls', '`id`: a number', 'P'],
      ['1. Calls', '`name`: letters', 'O'],
      ['1. Calls', '`name`: at most 9', 'I'],
      ['1. Calls', '`late`: too late', 'D'],
      ['1. Calls', '`late`: after 9 s', 'I'],
      ['2. Dispatch', 'Dispatch', 'I'],
    ]);
  });

  it('name the settings that hold them', () => {
    expect(readTaggedSentences(text).flatMap(({ settings }) => settings)).toEqual(['http.prefix']);
  });
});

describe('the facts', () => {
  const facts = listFacts();

  it('each say what holds, where it comes from, where it acts and how it is settled', () => {
    for (const { name, value, source, actsIn, settledBy } of facts)
      expect([name, value, source, actsIn.join(), settledBy].filter((one) => one === '')).toEqual([]);
    expect(new Set(facts.map(({ name }) => name)).size).toBe(facts.length);
  });

  it('of a setting name the probes that see it, its sections, and what a person does', () => {
    expect(facts.find(({ name }) => name === 'token.forceLoginInvalidValue')).toMatchObject({
      value: '400',
      certainty: 'inferred',
      actsIn: ['ece-v19 3. Token'],
      probes: ['token-refusals'],
      settledBy: 'ece-simulator calibrate; or by hand: token call with `forceLogin=no`; read the status',
    });
  });

  it('of a site are calibrated, with its value', () => {
    const calibrated = listFacts({ 'http.wrongMethodStatus': 404 }, 'the lab').filter((one) => one.certainty === 'calibrated');
    expect(calibrated).toMatchObject([{ name: 'http.wrongMethodStatus', value: '404', source: 'the lab' }]);
  });

  it('are chosen by certainty, kind and words', () => {
    const chosen = chooseFacts(facts, { certainty: ['published for the successor'], kind: ['setting'], search: 'XML token' });
    expect(chosen.every((one) => one.certainty === 'published for the successor' && one.kind === 'setting')).toBe(true);
    expect(chooseFacts(facts, { search: 'wrongMethodStatus 405' }).map(({ name }) => name)).toEqual(['http.wrongMethodStatus']);
  });

  it('have shares of one whole', () => {
    expect(shareOf(facts).reduce((sum, { all }) => sum + all, 0)).toBe(facts.length);
  });
});
