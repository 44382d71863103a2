import { attachment } from './attachment.ts';
import { availability } from './availability.ts';
import { callback } from './callback.ts';
import { configuration } from './configuration.ts';
import { customer } from './customer.ts';
import { delivery } from './delivery.ts';
import { end } from './end.ts';
import { error } from './error.ts';
import { http } from './http.ts';
import { message } from './message.ts';
import type { Probes } from './probe.ts';
import { start } from './start.ts';
import { token } from './token.ts';
import { user } from './user.ts';
import { xml } from './xml.ts';

/** Every probe, by area. */
export const areas: readonly Probes[] = [
  http,
  error,
  token,
  configuration,
  start,
  message,
  end,
  delivery,
  callback,
  attachment,
  availability,
  user,
  customer,
  xml,
];
