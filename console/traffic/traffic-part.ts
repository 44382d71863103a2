import * as z from 'zod';
import { readInput } from '../../simulator/doors/read-input.ts';
import type { ConsolePart } from '../../simulator/index.ts';
import { UnknownIdError } from '../../simulator/index.ts';
import { OutcomeFinder } from '../../scenarios/beside/outcome-of-entry.ts';
import { recordScenario } from './recording.ts';

const requestSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('outcome'), entry: z.int().positive().describe('number of an entry of the journal') }),
  z.strictObject({ ask: z.literal('scenario'), conversation: z.string().optional().describe('default: everything') }),
]);

/** What the client library makes of the traffic, also of calls that another client made: outcomes of nodes, and a scenario. */
export function openTrafficPart(): ConsolePart {
  const finder = new OutcomeFinder();
  return {
    ask: async (partition, request) => {
      const asked = readInput(requestSchema, request);
      if (asked.ask === 'scenario') return { scenario: await recordScenario(partition, finder, asked.conversation) };
      const entry = partition.journal.entries.find(({ number }) => number === asked.entry);
      if (entry === undefined) throw new UnknownIdError('entry of the journal', ['entry'], String(asked.entry), []);
      return finder.find(entry);
    },
    close: () => finder.close(),
  };
}
