import type { ActorStage } from '../stage/stage.ts';
import * as z from 'zod';
import { createAction, stepKind } from './step-kind.ts';
import { parseDuration } from '../format/values.ts';

const allowed = 'must be next, or a time such as +90s, +24h or +1h30m (units: ms, s, m, h, d)';

export const clock = stepKind({
  key: 'clock',
  about:
    'Lets time pass: `+90s`, `+24h`, `+1h30m`, or `next`: until the next thing is due. Everything that is due by then happens.',
  schema: z.strictObject({ clock: z.string(allowed).regex(/^(next|\+?(\d+(\.\d+)?(ms|s|m|h|d))+)$/, allowed) }),
  compile: ({ clock: duration }) =>
    duration === 'next'
      ? createAction('Time passes until the next thing is due', (stage: ActorStage) => stage.time.advanceToNext())
      : createAction(`Time passes: ${duration}`, (stage: ActorStage) => stage.time.advance(parseDuration(duration))),
});
