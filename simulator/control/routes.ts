import { clockRoutes } from './clock-routes.ts';
import { consoleRoutes } from './console-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { journalRoutes } from './journal-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { simulatorRoutes } from './simulator-routes.ts';
import { worldRoutes } from './world-routes.ts';

/** Every call of the control API, except the event streams and the OpenAPI document. */
export const controlRoutes = [
  ...worldRoutes,
  ...peopleRoutes,
  ...conversationRoutes,
  ...clockRoutes,
  ...faultRoutes,
  ...journalRoutes,
  ...consoleRoutes,
  ...simulatorRoutes,
];
