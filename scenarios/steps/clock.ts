import * as z from 'zod';
import { act, stepKind } from '../step-kind.ts';
import { milliseconds } from '../values.ts';

const words = 'must be next, or a time such as +90s, +24h or +1h30m (units: ms, s, m, h, d)';

export const clock = stepKind({
  key: 'clock',
  about:
    'Lets time pass: `+90s`, `+24h`, `+1h30m`; `next` is the next thing that is due. Everything that falls due meanwhile happens.',
  schema: z.strictObject({ clock: z.string(words).regex(/^(next|\+?(\d+(\.\d+)?(ms|s|m|h|d))+)$/, words) }),
  compile: ({ clock: words }) =>
    words === 'next'
      ? act('Time passes until the next thing is due', (stage) => stage.time.advanceToNext())
      : act(`Time passes: ${words}`, (stage) => stage.time.advance(milliseconds(words))),
});
