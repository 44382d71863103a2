import { mostWaiting as logWaiting } from '../../cli/log-destination.ts';
import { largestAnswer } from '../../simulator/callbacks/callback-sender.ts';
import { largestTokenAnswer } from '../../simulator/callbacks/callback-token.ts';
import { largestFile } from '../../simulator/callbacks/file-fetcher.ts';
import { mostUnderWay } from '../../simulator/callbacks/lane-requests.ts';
import { streamBounds } from '../../simulator/control/event-stream.ts';
import { largeBody, usualBody } from '../../simulator/control/route.ts';
import { journalCapacity } from '../../simulator/create.ts';
import { mostFaults } from '../../simulator/doors/faults.ts';
import { mostSnapshots } from '../../simulator/doors/snapshots.ts';
import { hardLimit } from '../../simulator/http/body-reader.ts';
import { mostWaiting } from '../../simulator/journal/happenings.ts';
import { shownOf as shownOfEntry } from '../../simulator/journal/kept-entry.ts';
import { shownOf as shownOfValue } from '../../simulator/journal/kept-value.ts';
import { samplesOfQueue } from '../../simulator/journal/queue-history.ts';
import { shownOf } from '../../simulator/journal/recording.ts';
import { shareOfSnapshots } from '../../simulator/memory/memory.ts';
import type { PartitionBuffer } from '../../simulator/memory/partition-memory.ts';
import { partitionBuffers, shares } from '../../simulator/memory/partition-memory.ts';
import { mostPartitions } from '../../simulator/partitions.ts';
import { conversationsKept } from '../../simulator/world/conversations.ts';
import { customersKept } from '../../simulator/world/customers.ts';
import { pendingKept, sentKept } from '../../simulator/world/outbox.ts';
import { sessionsKept } from '../../simulator/world/sessions.ts';
import { charactersKept, entriesKept } from '../../simulator/world/transcript.ts';
import { markdownTable } from './markdown-table.ts';

/** Thousands with a comma. */
function count(number: number): string {
  return number.toLocaleString('en');
}

function percent(share: number): string {
  return `${100 * share} %`;
}

const budgeted: Record<PartitionBuffer, [what: string, further: string, beyond: string, where: string]> = {
  journal: [
    'journal: calls, and requests of the simulator',
    `${count(journalCapacity)} entries`,
    'the oldest entries go',
    '`journalCapacity`, `partitionMemoryBudget`',
  ],
  happenings: [
    'happenings, for the event stream and for waits',
    `${count(journalCapacity)} happenings`,
    'the oldest go; a reader of the stream that has not seen them gets the event `lost`',
    '`journalCapacity`, `partitionMemoryBudget`',
  ],
  conversations: [
    'conversations with their transcripts',
    `${count(conversationsKept)} conversations while a tenth of all have ended; ${count(entriesKept)} entries and ${count(charactersKept)} characters of a transcript`,
    'the oldest ended conversations go, with their files. When none is left, ongoing ones lose the oldest entries of their transcripts, and at last all but the beginning of long texts',
    '`partitionMemoryBudget`',
  ],
  files: [
    'contents of files',
    `${count(largestFile)} bytes a file`,
    "the oldest contents go, but not those of agents' files in ongoing conversations. A file for which these leave no room is refused",
    '`partitionMemoryBudget`',
  ],
  outbox: [
    'messages to webhook servers',
    `${count(pendingKept)} that wait and ${count(sentKept)} that were sent, for each application`,
    'first the oldest go that were sent, then the oldest that wait: the event `callback-lost` names each of these',
    '`partitionMemoryBudget`',
  ],
};

/** Every buffer with its bound, from the constants of the code. */
export function boundsTable(): string {
  const ofPartitions = partitionBuffers.map((buffer) => {
    const [what, further, beyond, where] = budgeted[buffer];
    return [what, `${percent(shares[buffer])} of the partition's budget; ${further}`, beyond, where];
  });
  return markdownTable(
    ['what is kept', 'at most', 'beyond that', 'where it is set'],
    [
      ...ofPartitions,
      [
        'requests to a webhook server that are under way',
        `${mostUnderWay} of each application`,
        'the others wait, the longest first. Only lanes that do not wait for each other come near it: `callback.order`',
        'fixed',
      ],
      [
        'snapshots',
        `${percent(shareOfSnapshots)} of the budget; ${mostSnapshots} snapshots`,
        'a further one is refused: none is dropped',
        '`memoryBudget`',
      ],
      [
        'one text of the journal',
        `${count(shownOf.body)} bytes of a body, ${count(shownOf.target)} characters of a target, ${count(shownOf.header)} of a header, ${count(shownOfEntry.sentence)} of a reason, ${shownOfValue.text} of a text and ${shownOfValue.members} members of a list of what would work, ${shownOfEntry.id} of an id`,
        'it is cut when it is recorded, and says how much more there was',
        'fixed',
      ],
      ['one text of an event', `${count(shownOf.body)} characters`, 'it is cut', 'fixed'],
      [
        'event streams',
        `${streamBounds.streams} at a time; ${count(streamBounds.unreadBytes)} unread bytes`,
        'a further stream is refused (409). To a reader that does not read, nothing more is sent until it reads on',
        'fixed',
      ],
      [
        'callers that wait (`POST /wait`)',
        `${count(mostWaiting)} in a partition`,
        'a further one is refused (409). A wait ends with its caller',
        'fixed',
      ],
      [
        'how a queue stood (`GET /queue-history`)',
        `${count(samplesOfQueue)} changes of each queue, a second apart at least`,
        'the oldest go',
        'fixed',
      ],
      ['log lines that nobody reads', `${count(logWaiting)} characters`, 'lines are dropped and counted', 'fixed'],
      [
        'body of a call',
        `\`http.maxBodyBytes\`, and ${count(hardLimit)} bytes in any case`,
        'the rest is not kept',
        'setting `http.maxBodyBytes`',
      ],
      [
        'body of a control call',
        `${usualBody.toLocaleString('en')} bytes; ${largeBody.toLocaleString('en')} of a snapshot, a partition and a file`,
        'it is refused (413)',
        'fixed',
      ],
      [
        'answer of a webhook server, of a token URL',
        `${count(largestAnswer)} and ${count(largestTokenAnswer)} bytes`,
        'the rest is not read; of a token URL it is a failure',
        'fixed',
      ],
      [
        'tokens and sessions that have ended',
        `${count(sessionsKept)} of a partition together with live ones`,
        'those that have ended go',
        'fixed',
      ],
      [
        'secrets that were changed, to be masked',
        'as long as something is kept that was written before',
        'they are forgotten',
        'follows the journal',
      ],
      [
        'customers',
        `${count(customersKept)} in a partition`,
        'of those that a start has made, the oldest without a conversation go',
        'fixed',
      ],
      ['faults', `${count(mostFaults)} in a partition`, 'a further one is refused', 'fixed'],
      ['partitions', count(mostPartitions), 'a further one is refused', 'fixed'],
    ],
  );
}
