import { controlBase } from '../../simulator/control/base.ts';
import { specialEntryPoints } from '../../simulator/faults/special-entry-points.ts';
import { errors } from '../../simulator/protocol/errors.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import type { SettingName } from '../../simulator/protocol/settings.ts';
import { settings } from '../../simulator/protocol/settings.ts';
import { configurationCall, paths } from '../../simulator/testing/calls.ts';
import { startBody, textBody } from '../../simulator/testing/samples.ts';
import type { Keys } from './hostile-request.ts';
import type { Seeded } from './seeded.ts';

interface Asking {
  readonly method: string;
  readonly target: string;
  readonly body?: unknown;
}

const odd = [null, '', -1, 1e308, [], {}, '\ud800', 'x'.repeat(3000), '__proto__', 'a\r\nb', true];

/** Calls that let other calls fail on demand, as they should be. */
const askings: readonly ((seeded: Seeded, keys: Keys) => Asking)[] = [
  (seeded) => ({ method: 'POST', target: `${controlBase}/faults`, body: fault(seeded) }),
  (seeded) => ({ method: 'PATCH', target: `${controlBase}/settings`, body: setting(seeded) }),
  (seeded) => ({ method: 'PATCH', target: `${controlBase}/world`, body: { assignmentServiceRunning: seeded.below(2) === 0 } }),
  (seeded) => ({
    method: 'PUT',
    target: `${controlBase}/url`,
    body: { url: seeded.pick(['http://127.0.0.1:1', 'http://127.0.0.1:1/a', null]) },
  }),
  (seeded) => ({
    method: 'POST',
    target: `${controlBase}/applications`,
    body: {
      name: `shop ${seeded.below(1000)}`,
      clientId: `id ${seeded.below(1000)}`,
      clientSecret: 'secret',
      entryPoints: [seeded.pick(specialEntryPoints).id],
    },
  }),
  (seeded) => ({
    method: 'PATCH',
    target: `${controlBase}/applications/demo`,
    body: { callback: { url: seeded.pick(['http://127.0.0.1:1/', null]), format: seeded.pick(['xml', 'json']) } },
  }),
  (seeded) => ({
    method: 'POST',
    target: `${controlBase}/applications/demo/${seeded.pick(['callbacks/deactivate', 'callbacks/reactivate', 'expire-tokens'])}`,
  }),
  (seeded) => ({
    method: 'DELETE',
    target: `${controlBase}/${seeded.pick(['faults', 'faults/fault-1', 'applications/shop%201'])}`,
  }),
  (seeded, { date }) => ({
    method: 'POST',
    target: `${paths.start}?anonymousCustomer=yes`,
    body: startBody({ entryPoint: seeded.pick(specialEntryPoints).id, date }),
  }),
  (seeded) => ({ method: 'GET', target: configurationCall('', seeded.pick(specialEntryPoints).id).target }),
  (seeded) => ({
    method: 'GET',
    target: `${paths.availability}/${seeded.pick(['agentAvailability', 'capacity', 'liveSessionStatus'])}/${seeded.pick(specialEntryPoints).id}`,
  }),
  (_, { conversation }) => ({ method: 'POST', target: paths.send, body: textBody(conversation) }),
];

function fault(seeded: Seeded): unknown {
  const calls = seeded.pick<unknown>([{}, { operation: seeded.pick(Object.keys(operations)) }]);
  const ofCall = seeded.pick<unknown>([
    { do: 'refuse', error: seeded.pick(Object.keys(errors)) },
    { do: 'answer', status: seeded.pick([200, 204, 418, 500, 599]), body: 'x' },
    { do: 'delay', ms: seeded.below(50) },
    { do: seeded.pick(['close', 'reset']), at: seeded.pick(['start', 'middle']) },
    { do: 'trickle', bytes: 5, everyMs: 10 },
    { do: 'corrupt', how: seeded.pick(['malformed', 'truncated']) },
    { do: 'end-sessions', how: seeded.pick(['expire', 'revoke']) },
    { do: 'hang' },
  ]);
  const ofCallback = { do: seeded.pick(['drop', 'duplicate', 'reorder']) };
  const fire = { times: 1 + seeded.below(3) };
  return seeded.below(4) === 0
    ? { match: { callback: 'any' }, action: ofCallback, fire }
    : { match: calls, action: ofCall, fire, when: seeded.pick(['before', 'after']) };
}

function setting(seeded: Seeded): unknown {
  const name = seeded.pick(Object.keys(settings) as SettingName[]);
  const { values } = settings[name] as { values?: readonly unknown[] };
  return { [name]: seeded.pick(values ?? [settings[name].default]) };
}

/** One member, at any depth, has an odd value, or the text ends early. */
function damage(seeded: Seeded, body: unknown): string {
  const text = body === undefined ? '' : JSON.stringify(body);
  if (typeof body !== 'object' || body === null || seeded.below(3) === 0) return text.slice(0, seeded.below(text.length + 1));
  const copy = structuredClone(body) as Record<string, unknown>;
  let part = copy;
  for (;;) {
    const key = seeded.pick(Object.keys(part));
    const inner = part[key];
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0 || seeded.below(3) === 0) {
      part[key] = seeded.pick(odd);
      return JSON.stringify(copy);
    }
    part = inner as Record<string, unknown>;
  }
}

/** The bytes of a call that lets calls fail on demand: two in three as they should be, the others damaged. In Latin-1. */
export function askingRequest(seeded: Seeded, keys: Keys): string {
  const { method, target, body } = seeded.pick(askings)(seeded, keys);
  const isDamaged = seeded.below(3) === 0;
  const text = isDamaged ? damage(seeded, body) : body === undefined ? '' : JSON.stringify(body);
  const sent = Buffer.from(text).toString('latin1');
  return [
    `${method} ${target} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${keys.token}`,
    'Content-Type: application/json',
    `Accept: ${seeded.pick(['application/json', 'application/xml'])}`,
    `Content-Length: ${sent.length}`,
    '',
    sent,
  ].join('\r\n');
}
