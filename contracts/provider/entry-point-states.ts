import type { StateContext, StateHandlers } from './state-context.ts';
import { entryPoints } from './state-context.ts';

/** The policy with a list that the states describe: the extension and the largest size in bytes. */
const listPolicy = { restriction: 'allowList' as const, extensions: ['pdf'], maxSize: 1_000_000 };

/** The entry point with agents ready, whose attachment policy now has a list. */
export async function setListPolicy(context: StateContext): Promise<string> {
  const id = entryPoints.agentsReady;
  await context.control.patch('/entry-points/{entryPoint}', {
    params: { entryPoint: id },
    body: { attachmentPolicy: listPolicy },
  });
  return id;
}

/** The fault fires for every call until the partition is cleared. */
async function addFault(context: StateContext, operation: string, action: object): Promise<object> {
  await context.control.request('POST', '/faults', { match: { operation }, action });
  return {};
}

/** The entry point with agents ready gets opening hours, and the clock moves to the hour of a Wednesday, in UTC. */
async function setOpeningHours(context: StateContext, utcOffset: string, hour: number): Promise<{ entryPointId: string }> {
  const entryPointId = entryPoints.agentsReady;
  const days = (['wednesday', 'monday'] as const).map((day) => ({ day, from: '09:00', to: '17:00' }));
  const body = { openingHours: { utcOffset, days } };
  await context.control.patch('/entry-points/{entryPoint}', { params: { entryPoint: entryPointId }, body });
  const now = new Date((await context.control.get('/clock')).now);
  const wednesday = now.getUTCDate() + 10 - now.getUTCDay();
  const ms = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), wednesday, hour) - now.getTime();
  await context.control.post('/clock/advance', { body: { ms } });
  return { entryPointId };
}

/** Entry points, and what keeps their conversations from starting. */
export const entryPointStates = {
  'an entry point with agents ready': (context) => context.entryPoint(entryPoints.agentsReady),
  'an entry point that blocks attachments': (context) => context.entryPoint(entryPoints.attachmentsBlocked),
  'an entry point with a list of attachments': async (context) => context.entryPoint(await setListPolicy(context)),
  'an entry point that requires an agent and has none': (context) => context.entryPoint(entryPoints.noneThere),
  'an entry point that requires no agent and has none': (context) => context.entryPoint(entryPoints.agentNotRequired),
  'an entry point whose agents are at full load': (context) => context.entryPoint(entryPoints.fullLoad),
  'an entry point with chats in its queue': (context) => context.entryPoint(entryPoints.queued),
  'an entry point whose queue is at its maximum': async (context) => {
    const entryPoint = entryPoints.queued;
    const { queueDepth } = await context.control.get('/entry-points/{entryPoint}', { params: { entryPoint } });
    await context.control.patch('/entry-points/{entryPoint}', {
      params: { entryPoint },
      body: { maximumQueueDepth: queueDepth },
    });
    return context.entryPoint(entryPoint);
  },
  'an entry point that is open': (context) => setOpeningHours(context, '+01:00', 10),
  'an entry point that is closed': (context) => setOpeningHours(context, '-05:00', 23),
  'an inactive entry point': (context) => context.entryPoint(entryPoints.inactive),
  'an entry point that was changed since': async (context) => {
    const before = await context.entryPoint(entryPoints.agentsReady);
    await context.control.patch('/entry-points/{entryPoint}', { params: { entryPoint: before.entryPointId }, body: {} });
    return before;
  },
  'an entry point of another application': (context) => context.entryPoint(entryPoints.ofAnotherApplication),
  'no such entry point': () => Promise.resolve({ entryPointId: '999999' }),
  'the callback URL is deactivated': async (context) => {
    const { id } = await context.application();
    await context.control.post('/applications/{application}/callbacks/deactivate', { params: { application: id } });
    return {};
  },
  'the assignment service is not running': async (context) => {
    await context.control.patch('/world', { body: { assignmentServiceRunning: false } });
    return {};
  },
  'an internal error': (context, { operation }) => addFault(context, operation, { do: 'refuse', error: 'internalError' }),
  'a gateway in front of ECE that fails': (context, { operation, status }) =>
    addFault(context, operation, { do: 'answer', status: Number(status) }),
  'a conflicting change': (context, { operation }) =>
    addFault(context, operation, { do: 'refuse', error: 'staleLastModified', status: 409 }),
} satisfies Partial<StateHandlers>;
