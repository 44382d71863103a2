import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { committedPacts, pactFile, pactFolder } from '../pact.ts';
import { portalInteractions } from './portal-contract.ts';
import { runPortalInteraction } from './portal-interaction.ts';

const file = pactFile('customer-portal');

describe('a portal without the client library keeps to', () => {
  it.each(portalInteractions)('$description', (interaction) => runPortalInteraction(interaction));
});

it('a portal that reads something else is seen', async () => {
  const [one] = portalInteractions;
  const folder = path.join(pactFolder, 'misread');
  await expect(runPortalInteraction({ ...one!, reads: 'something else' }, { folder })).rejects.toThrow(
    'The portal read 0 instead of "something else".',
  );
});

it('the contract that was written is the committed one', async () => {
  await expect(readFileSync(path.join(pactFolder, file), 'utf8')).toMatchFileSnapshot(path.join(committedPacts, file));
});
