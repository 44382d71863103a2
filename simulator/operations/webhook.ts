import { reactivateCallback } from '../world/outbox.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';

/** The application activates its own callback URL again: spec 9.2. */
export const activateWebhook: Operation<'activateWebhook'> = {
  readQuery: readNothing,
  readContent: readNothing,
  run({ world, caller }) {
    reactivateCallback(world, caller.application.id);
    return { status: 204 };
  },
};
