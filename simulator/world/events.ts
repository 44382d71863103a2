import type { EndedBy } from '../protocol/callbacks.ts';
import type { TranscriptEntry } from './transcript.ts';

/** What happened in a world. Simulated agents, the deliverer, the live stream and `waitFor` listen to it. */
export type WorldEvent =
  | { readonly type: 'entry-point-edited'; readonly entryPointId: string }
  | { readonly type: 'entry-point-removed'; readonly entryPointId: string }
  | { readonly type: 'agent-changed'; readonly agentId: string }
  | { readonly type: 'application-changed'; readonly applicationId: string }
  | { readonly type: 'application-removed'; readonly applicationId: string }
  | { readonly type: 'conversation-started'; readonly conversationId: string }
  | { readonly type: 'conversation-queued'; readonly conversationId: string }
  | { readonly type: 'conversation-assigned'; readonly conversationId: string; readonly agentId: string }
  | { readonly type: 'conversation-transferred'; readonly conversationId: string }
  | { readonly type: 'conversation-ended'; readonly conversationId: string; readonly by: EndedBy }
  | { readonly type: 'customer-message'; readonly conversationId: string; readonly entry: TranscriptEntry }
  | { readonly type: 'agent-message'; readonly conversationId: string; readonly entry: TranscriptEntry }
  | { readonly type: 'file-requested'; readonly attachmentId: string }
  /** The request for a customer's file has ended, with the file or without it. */
  | { readonly type: 'file-fetched'; readonly attachmentId: string }
  | { readonly type: 'callback-queued'; readonly applicationId: string; readonly messageId: string }
  /** Too many messages were pending: the oldest is given up. */
  | { readonly type: 'callback-lost'; readonly applicationId: string; readonly messageId: string }
  /** The messages could not be delivered, and are not sent again. */
  | {
      readonly type: 'callback-given-up';
      readonly applicationId: string;
      readonly messageIds: readonly string[];
      /** Why the last attempt failed, in a sentence. */
      readonly why: string;
    }
  /** To make room in the memory budget, the oldest things of a buffer were dropped; those of a journal or of happenings too. */
  | { readonly type: 'memory-dropped'; readonly buffer: string; readonly count: number; readonly bytes: number }
  | { readonly type: 'callback-deactivated'; readonly applicationId: string }
  | { readonly type: 'callback-reactivated'; readonly applicationId: string };

const everyType: Record<WorldEvent['type'], true> = {
  'entry-point-edited': true,
  'entry-point-removed': true,
  'agent-changed': true,
  'application-changed': true,
  'application-removed': true,
  'conversation-started': true,
  'conversation-queued': true,
  'conversation-assigned': true,
  'conversation-transferred': true,
  'conversation-ended': true,
  'customer-message': true,
  'agent-message': true,
  'file-requested': true,
  'file-fetched': true,
  'callback-queued': true,
  'callback-lost': true,
  'callback-given-up': true,
  'memory-dropped': true,
  'callback-deactivated': true,
  'callback-reactivated': true,
};

/** Every type of event. */
export const worldEventTypes = Object.keys(everyType) as WorldEvent['type'][];
