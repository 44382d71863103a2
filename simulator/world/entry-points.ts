import type { World } from './world.ts';

export interface AttachmentPolicy {
  readonly restriction: 'allowAll' | 'blockAll' | 'allowList';
  /** Lower-case extensions without dot; only with `allowList`. */
  readonly extensions?: readonly string[];
  /** Bytes. */
  readonly maxSize?: number;
}

/** Where customers come in: spec 14. */
export interface EntryPoint {
  readonly id: string;
  name: string;
  active: boolean;
  /** The switch "agent available: required": spec 11.1. */
  agentRequired: boolean;
  queueId: string;
  maximumQueueDepth: number | null;
  attachmentPolicy: AttachmentPolicy;
  /** Made by the simulator to fail on demand, not by an administrator. */
  readonly special?: boolean;
  /** Epoch milliseconds; what clients must send back at start. */
  lastModified: number;
}

export type EntryPointChange = Partial<Omit<EntryPoint, 'id' | 'lastModified' | 'special'>>;

/** What an administrator does when he saves the entry point: each edit changes `lastModified`. */
export function editEntryPoint(world: World, entryPoint: EntryPoint, change: EntryPointChange): void {
  Object.assign(entryPoint, change);
  if (world.settings['entryPoint.editChangesLastModified'])
    entryPoint.lastModified = nextModification(world, entryPoint.lastModified);
  world.tell({ type: 'entry-point-edited', entryPointId: entryPoint.id });
}

/** Strictly increasing in the unit of the configured format, also on a clock that stands still. */
function nextModification(world: World, previous: number): number {
  const unit = world.settings['entryPoint.lastModifiedFormat'] === 'iso-seconds' ? 1000 : 1;
  return Math.max(world.clock.now(), previous + unit);
}

/** `lastModified.date` as it stands on the wire. */
export function lastModifiedDate(world: World, entryPoint: EntryPoint): string {
  const iso = new Date(entryPoint.lastModified).toISOString();
  switch (world.settings['entryPoint.lastModifiedFormat']) {
    case 'iso-milliseconds':
      return iso;
    case 'iso-seconds':
      return iso.replace(/\.\d+Z$/, 'Z');
    case 'epoch-milliseconds':
      return String(entryPoint.lastModified);
  }
}

/** Which rule of the policy refuses a file, or undefined when it is allowed: spec 10. */
export function policyRefuses(policy: AttachmentPolicy, file: { fileName: string; size: number }): string | undefined {
  if (policy.restriction === 'blockAll') return 'the attachment policy blocks every file';
  const extension = /\.([^.]*)$/.exec(file.fileName)?.[1]?.toLowerCase() ?? '';
  if (policy.restriction === 'allowList' && !policy.extensions?.includes(extension)) {
    return `the extension "${extension}" is not on the list ${JSON.stringify(policy.extensions ?? [])}`;
  }
  if (policy.maxSize !== undefined && file.size > policy.maxSize) return `${file.size} bytes are more than ${policy.maxSize}`;
  return undefined;
}
