import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageFormats } from '../messages.ts';
import { callbacks } from './message-interaction.ts';
import { interactions, messageInteractions } from './contract.ts';
import { describeInteractions, describeMessages } from './testing/describe-interactions.ts';
import { committedPacts, pactFile, pactFolder } from './pact.ts';

/**
 * One file for the whole contract: every interaction is written into one pact. Several workers that write one pact lose
 * interactions without an error.
 */

describe('the client library keeps to', () => {
  describeInteractions(interactions);
  for (const format of messageFormats) describeMessages(callbacks, format);
});

/** After all interactions. With `-u` the committed contract is written anew. */
describe('the contract that was written', () => {
  const file = pactFile('imiconnect-nodes');
  const written = () => readFileSync(path.join(pactFolder, file), 'utf8');

  it('holds every interaction', () => {
    const descriptions = (JSON.parse(written()) as { interactions: { description: string }[] }).interactions.map(
      ({ description }) => description,
    );
    expect(new Set(descriptions).size).toBe(descriptions.length);
    expect(descriptions).toHaveLength(interactions.length + messageInteractions.length);
  });

  it('is the committed one', async () => {
    await expect(written()).toMatchFileSnapshot(path.join(committedPacts, file));
  });
});
