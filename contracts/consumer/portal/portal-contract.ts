import { portalChats } from './chats.ts';
import { portalChecks } from './checks.ts';
import { portalCustomers } from './customers.ts';
import type { PortalInteraction } from './portal-interaction.ts';
import { portalSessions } from './sessions.ts';

/** The contract of a client that calls ECE by itself: calls, values and refusals that no node brings about (decision 29). */
export const portalInteractions: readonly PortalInteraction[] = [
  ...portalChecks,
  ...portalSessions,
  ...portalChats,
  ...portalCustomers,
];
