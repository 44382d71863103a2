import type * as z from 'zod';
import type { answers } from '../../../simulator/control/answers.ts';

type Answer<Name extends keyof typeof answers> = z.output<(typeof answers)[Name]>;

/** What the control API answers. */
export type World = Answer<'World'>;
export type Application = Answer<'Application'>;
export type Callbacks = Answer<'Callbacks'>;
export type EntryPoint = Answer<'EntryPoint'>;
export type Queue = Answer<'Queue'>;
export type QueueHistory = Answer<'QueueHistory'>;
export type Agent = Answer<'Agent'>;
export type Conversation = Answer<'Conversation'>;
export type WholeConversation = Answer<'WholeConversation'>;
export type TranscriptEntry = WholeConversation['transcript'][number];
export type ConversationFile = Answer<'File'>;
export type FileContent = Answer<'FileContent'>;
export type Fault = Answer<'Fault'>;
export type JournalEntry = Answer<'JournalEntry'>;
export type Happening = Answer<'Happening'>;
export type Partition = Answer<'Partition'>;
export type Due = Answer<'Due'>;

export interface ClockView {
  readonly mode: 'real' | 'scaled' | 'manual';
  readonly factor?: number;
  readonly now: number;
  readonly nextDue: number | null;
}
