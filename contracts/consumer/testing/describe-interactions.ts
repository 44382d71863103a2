import { it } from 'vitest';
import type { LongRunningPath } from '../../../client/index.ts';
import type { MessageFormat } from '../../messages.ts';
import { descriptionOf } from '../../messages.ts';
import { recordProof } from '../../../test/outcomes/record.ts';
import type { Interaction } from '../interaction.ts';
import type { MessageInteraction } from '../message-interaction.ts';
import { processingUses } from '../receiver-under-contract.ts';
import { runInteraction } from '../run-interaction.ts';
import { followingMethods, runMessage } from '../run-message.ts';

/** One test for each interaction; what it proves goes into the record of outcomes. */
export function describeInteractions(interactions: readonly Interaction[]): void {
  it.each(interactions)('$description', async (interaction) => {
    await runInteraction(interaction);
    if (interaction.uses === 'authorize') return;
    for (const { method, outcome } of interaction.uses)
      recordProof({ kind: 'interaction', method, outcome, by: interaction.description });
  });
}

function outcomesOf({ events }: MessageInteraction, method: LongRunningPath) {
  return events.flatMap((event) => ('outcome' in event ? [{ method, outcome: event.outcome }] : []));
}

export function describeMessages(messages: readonly MessageInteraction[], format: MessageFormat): void {
  it.each(messages)(`$name, as ${format}`, async (message) => {
    await runMessage(message, format);
    const proven = [
      ...followingMethods.flatMap((method) => outcomesOf(message, method)),
      ...(format === 'json' ? processingUses : []),
    ];
    for (const { method, outcome } of proven)
      recordProof({ kind: 'interaction', method, outcome, by: descriptionOf(message.name, format) });
  });
}
