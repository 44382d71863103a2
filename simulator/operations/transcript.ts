import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';
import { refuse } from './refusal-error.ts';

/** Spec 11.6: of the anonymous chat API only the refusal of a closed session is simulated. */
export const getTranscript: Operation<'getTranscript'> = {
  readQuery: readNothing,
  readContent: readNothing,
  run() {
    const rule = 'the simulator has no chats of the anonymous chat API, so every session is closed';
    return refuse('transcriptOfClosedSession', {}, { rule, wouldWork: 'a conversation of the messaging API' });
  },
};
