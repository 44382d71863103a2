import { access } from './access.ts';
import { availability } from './availability.ts';
import { administration, delivery, desk } from './desk.ts';
import { formats } from './formats.ts';
import { ends, messages } from './messages.ts';
import { customers, users } from './people.ts';
import type { Probe } from './probe.ts';
import { starts } from './starts.ts';

/** Every probe, in the order in which they run: what others build on comes first. */
export const plan: readonly Probe[] = [
  ...access.slice(0, 2),
  ...formats,
  ...access.slice(2),
  ...availability,
  ...starts,
  ...messages,
  ...ends,
  ...users,
  ...customers,
  ...desk,
  ...delivery,
  ...administration,
];
