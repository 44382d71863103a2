import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { interactions, messageInteractions } from './consumer/contract.ts';
import { committedPact, writtenPact } from './consumer/pact.ts';

/** After the consumer's tests: `npm run contracts` runs them first; with `-u` it writes the committed contract anew. */

const written = readFileSync(writtenPact, 'utf8');

it('every interaction is in the contract', () => {
  const descriptions = (JSON.parse(written) as { interactions: { description: string }[] }).interactions.map(
    ({ description }) => description,
  );
  expect(new Set(descriptions).size).toBe(descriptions.length);
  expect(descriptions).toHaveLength(interactions.length + messageInteractions.length);
});

it('the committed contract is the one that the client library keeps', async () => {
  await expect(written).toMatchFileSnapshot(committedPact);
});
