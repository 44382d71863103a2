import { act, notify } from '../live/session.ts';
import { live } from '../live/state.ts';
import { sendEverybodyHome } from './troubles.ts';

export type HowOften = 'always' | 'once' | 'three times';

export interface Preset {
  readonly name: string;
  /** What one will see. */
  readonly about: string;
  readonly group: 'People' | 'Calls of the client' | 'Callbacks to the client';
  /** Whether it can be chosen how often it happens. */
  readonly isFault: boolean;
  readonly run: (howOften: HowOften) => Promise<void>;
}

const fires = { always: 'always', once: { times: 1 }, 'three times': { times: 3 } } as const;

function fault(name: string, about: string, body: { match?: object; action: object; when?: string }): Preset {
  return {
    name,
    about,
    group: body.match !== undefined && 'callback' in body.match ? 'Callbacks to the client' : 'Calls of the client',
    isFault: true,
    run: async (howOften) => {
      await act('POST', '/faults', { ...body, fire: fires[howOften] });
    },
  };
}

function deed(name: string, group: Preset['group'], about: string, run: () => Promise<void>): Preset {
  return { name, about, group, isFault: false, run };
}

async function expireTokens(): Promise<void> {
  let expired = 0;
  for (const { id } of live.state.applications) {
    const answer = (await act('POST', `/applications/${id}/expire-tokens`)) as { expired: number } | null | undefined;
    expired += answer?.expired ?? 0;
  }
  notify('done', `${expired === 1 ? 'One token has' : `${expired} tokens have`} expired. The next call is answered 401.`);
}

async function deactivateCallbacks(): Promise<void> {
  for (const { id } of live.state.applications) await act('POST', `/applications/${id}/callbacks/deactivate`);
}

/** The troubles that trainers show most. */
export const presets: readonly Preset[] = [
  deed('Nobody at work', 'People', 'Every agent logs out: no availability, starts are refused, chats wait.', sendEverybodyHome),
  deed('Assignment service stopped', 'People', 'ECE cannot assign chats: each start is answered 500.', async () => {
    await act('PATCH', '/world', { assignmentServiceRunning: false });
  }),
  deed('Expire all tokens', 'Calls of the client', 'As if a day had passed: the next call is answered 401, once.', expireTokens),
  fault('ECE answers 500', 'Each call fails inside ECE. A client should try again.', {
    action: { do: 'refuse', error: 'internalError' },
  }),
  fault('ECE hangs', 'Calls are never answered. A client should give up after its time limit.', { action: { do: 'hang' } }),
  fault('Connection reset', 'The connection is closed before the answer.', { action: { do: 'close', at: 'start' } }),
  fault('ECE is slow', 'Each answer comes three seconds late.', { action: { do: 'delay', ms: 3000 } }),
  fault('Answers are garbled', 'The body of each answer cannot be read.', { action: { do: 'corrupt', how: 'malformed' } }),
  fault('Callbacks are lost', 'What agents write never reaches the customer.', {
    match: { callback: 'any' },
    action: { do: 'drop' },
  }),
  fault('Callbacks come twice', 'Each event is sent two times. A client should take it once.', {
    match: { callback: 'any' },
    action: { do: 'duplicate' },
  }),
  fault('Callbacks come late', 'Each event is sent five seconds late.', {
    match: { callback: 'any' },
    action: { do: 'delay', ms: 5000 },
  }),
  fault('Callbacks in the wrong order', 'An event overtakes the one before it.', {
    match: { callback: 'any' },
    action: { do: 'reorder' },
  }),
  deed(
    'Callback URL deactivated',
    'Callbacks to the client',
    'As after too many failures: events wait, new starts are refused.',
    deactivateCallbacks,
  ),
];
