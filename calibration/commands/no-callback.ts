import { plan } from '../plan/plan.ts';
import type { Recording } from '../recording/exchange.ts';
import type { CalibrateFlags } from './calibrate-flags.ts';

function hasNone({ head, lines }: Recording): boolean {
  return head.receivesCallbacks !== false && !lines.some(({ kind }) => kind === 'callback');
}

/** Where no callback arrived at all, the way to the client is at fault, so that none came says nothing about ECE. */
export function asReceived(recording: Recording): Recording {
  return hasNone(recording) ? { ...recording, head: { ...recording.head, receivesCallbacks: false } } : recording;
}

/** What to do when callbacks could be received and none came; undefined when that is not so. */
export function describeNoCallback(
  recording: Recording,
  { callbackPort = 0, callbackUrl, payloadFiles }: Pick<CalibrateFlags, 'callbackPort' | 'callbackUrl' | 'payloadFiles'>,
): string | undefined {
  if (!hasNone(recording)) return undefined;
  const asked = new Set(recording.lines.map(({ probe }) => probe));
  const waiting = plan.filter(({ name, steps }) => asked.has(name) && steps.some(({ callbacks }) => callbacks !== undefined));
  const again = `Then give the same command again with --only ${waiting.map(({ name }) => name).join(',')}`;
  if (payloadFiles !== undefined)
    return `No callback of this run was saved into ${payloadFiles}, so no setting of callbacks could be told. Is the URL of what catches them registered as the callback URL of the client application, and active? ${again}.`;
  const url = callbackUrl ?? `a URL that leads to port ${callbackPort} of this machine`;
  return `No callback arrived, so no setting of callbacks could be told. Is ${url} registered as the callback URL of the client application, active, and open in the firewall? ${again}.`;
}
