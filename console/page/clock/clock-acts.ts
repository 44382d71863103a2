import { act, messageOf, notify, request } from '../live/session.ts';
import { live } from '../live/state.ts';

type Mode = { mode: 'real' } | { mode: 'scaled'; factor: number } | { mode: 'manual' };

export async function setClock(mode: Mode): Promise<void> {
  await act('PUT', '/clock', mode);
}

/** Lets time pass in one go; then it passes as it did before. */
export async function advanceClock(ms: number): Promise<void> {
  await whileManual(() => request('POST', '/clock/advance', { ms }));
}

/** Lets time pass to what is due next. */
export async function advanceToNext(): Promise<void> {
  await whileManual(() => request('POST', '/clock/advance', { to: 'next' }));
}

async function whileManual(advance: () => Promise<unknown>): Promise<void> {
  const { clock } = live.state;
  if (clock === null) return;
  const before: Mode = clock.mode === 'scaled' ? { mode: 'scaled', factor: clock.factor ?? 1 } : { mode: clock.mode };
  try {
    if (before.mode !== 'manual') await request('PUT', '/clock', { mode: 'manual' });
    await advance();
  } catch (error) {
    notify('refused', messageOf(error));
  } finally {
    if (before.mode !== 'manual') await act('PUT', '/clock', before);
  }
}
