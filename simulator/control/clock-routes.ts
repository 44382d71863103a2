import * as z from 'zod';
import { clockModeSchema } from '../doors/clock.ts';
import type { Partition } from '../partition.ts';
import { route } from './route.ts';

function clockView({ clock }: Partition): object {
  const { mode, nextDue = null, underway, isQuiet } = clock;
  const passing = mode.mode === 'scaled' ? mode : { mode: mode.mode };
  return { ...passing, now: clock.now(), time: new Date(clock.now()).toISOString(), nextDue, underway, isQuiet };
}

export const clockRoutes = [
  route('partition', 'get /clock', {
    summary: "The partition's time, how it passes, when the next thing is due, and what is under way",
    answer: 'Clock',
    run: ({ partition }) => clockView(partition),
  }),
  route('partition', 'get /clock/agenda', {
    summary:
      'What is due next, in order, at most 100: the next line of an agent, a retry of a callback, the end of an idle conversation',
    answer: ['Due'],
    run: ({ partition }) => partition.clock.agenda(100),
  }),
  route('partition', 'put /clock', {
    summary: 'Let time pass in another way: real, scaled or manual',
    body: clockModeSchema(),
    answer: 'Clock',
    run: ({ partition }, { body }) => {
      partition.clock.setMode(body);
      return clockView(partition);
    },
  }),
  route('partition', 'post /clock/advance', {
    summary: 'Let time pass on a manual clock; answers when the effects are visible, or with `settle: false` at once',
    body: z.union([
      z.strictObject({ ms: z.number() }),
      z.strictObject({ to: z.iso.datetime({ offset: true }).describe('an instant, such as 2026-03-29T01:30:00Z') }),
      z.strictObject({ to: z.literal('next'), settle: z.boolean().default(true) }),
    ]),
    answer: 'Clock',
    run: async ({ partition }, { body }) => {
      if ('ms' in body) await partition.clock.advance(body.ms);
      else if (!('settle' in body)) await partition.clock.advance({ to: body.to });
      else if (body.settle) await partition.clock.advanceToNext();
      else partition.clock.runNext();
      return clockView(partition);
    },
  }),
];
