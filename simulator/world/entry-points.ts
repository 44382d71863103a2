import { remembering } from '../protocol/remembering.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { Conversation } from './conversations.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { World } from './world.ts';

/** Which files may be sent: spec 10. */
export interface AttachmentPolicy {
  readonly restriction: 'allowAll' | 'blockAll' | 'allowList';
  /** Lower-case extensions without dot; only with `allowList`. */
  readonly extensions?: readonly string[];
  /** Bytes. */
  readonly maxSize?: number;
}

/** Where the chats of customers start: spec 14. */
export interface EntryPoint {
  readonly id: string;
  name: string;
  active: boolean;
  /** The switch "agent available: required": spec 11.1. */
  agentRequired: boolean;
  queueId: string;
  maximumQueueDepth: number | null;
  attachmentPolicy: AttachmentPolicy;
  openingHours?: OpeningHours | null | undefined;
  /** It fails on demand; no administrator made it. */
  readonly special?: boolean;
  /** Epoch milliseconds. A start request must send it back. */
  lastModified: number;
}

export type EntryPointChange = Partial<Omit<EntryPoint, 'id' | 'lastModified' | 'special'>>;

/** Changes the entry point as an administrator would. Each edit also changes `lastModified` (`entryPoint.editChangesLastModified`). */
export function editEntryPoint(world: World, entryPoint: EntryPoint, change: EntryPointChange): void {
  Object.assign(entryPoint, change);
  if (world.settings['entryPoint.editChangesLastModified'])
    entryPoint.lastModified = nextModification(world, entryPoint.lastModified);
  world.emit({ type: 'entry-point-edited', entryPointId: entryPoint.id });
}

/** Removes the entry point. No conversation can start there any more; the ongoing ones go on, and keep its attachment policy. */
export function removeEntryPoint(world: World, { id, attachmentPolicy }: EntryPoint): void {
  const { entryPoints, adapters, conversations } = world.state;
  entryPoints.delete(id);
  for (const adapter of adapters.values()) adapter.entryPointIds = adapter.entryPointIds.filter((one) => one !== id);
  for (const conversation of conversations.values())
    if (conversation.entryPointId === id && conversation.state !== 'ended') conversation.attachmentPolicy = attachmentPolicy;
  world.emit({ type: 'entry-point-removed', entryPointId: id });
}

/** Which files the conversation may carry: the policy of its entry point, or the one that this had when it was removed. */
export function attachmentPolicyOf({ state }: World, { entryPointId, attachmentPolicy }: Conversation): AttachmentPolicy {
  return state.entryPoints.get(entryPointId)?.attachmentPolicy ?? attachmentPolicy ?? { restriction: 'allowAll' };
}

/** Now, but at least one unit of the configured format later than before, because the clock may stand still. */
function nextModification(world: World, previous: number): number {
  const unit = world.settings['entryPoint.lastModifiedFormat'] === 'iso-seconds' ? 1000 : 1;
  return Math.max(world.clock.now(), previous + unit);
}

/** `lastModified.date` as it is on the wire. */
export function lastModifiedDate({ settings }: World, { lastModified }: EntryPoint): string {
  return writeInstant(lastModified, settings['entryPoint.lastModifiedFormat']);
}

/** @param instant epoch milliseconds */
export function writeInstant(instant: number, format: SettingValues['entryPoint.lastModifiedFormat']): string {
  const iso = isoOf(String(instant));
  switch (format) {
    case 'iso-milliseconds':
      return iso;
    case 'iso-seconds':
      return iso.replace(/\.\d+Z$/, 'Z');
    case 'epoch-milliseconds':
      return String(instant);
  }
}

/** Dates of entry points seldom change, and each start of a conversation compares one. */
const isoOf = remembering((instant) => new Date(Number(instant)).toISOString());

/** Why the policy refuses the file; undefined when it allows it: spec 10. */
export function findPolicyViolation(policy: AttachmentPolicy, file: { fileName: string; size: number }): string | undefined {
  if (policy.restriction === 'blockAll') return 'the attachment policy blocks every file';
  const extension = /\.([^.]*)$/.exec(file.fileName)?.[1]?.toLowerCase() ?? '';
  if (policy.restriction === 'allowList' && !policy.extensions?.includes(extension)) {
    return `the extension "${extension}" is not on the list ${JSON.stringify(policy.extensions ?? [])}`;
  }
  if (policy.maxSize !== undefined && file.size > policy.maxSize) return `${file.size} bytes are more than ${policy.maxSize}`;
  return undefined;
}
