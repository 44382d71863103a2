import type { Scene, StateHandlers } from './scene.ts';
import { entryPoints } from './scene.ts';

/** What the states say of a policy with a list: the extension and the most bytes. */
const listPolicy = { restriction: 'allowList', extensions: ['pdf'], maxSize: 1_000_000 };

/** The entry point with agents ready, whose attachment policy now has a list. */
export async function withListPolicy(scene: Scene): Promise<string> {
  const id = entryPoints.agentsReady;
  await scene.control.ask('PATCH', `/entry-points/${id}`, { attachmentPolicy: listPolicy });
  return id;
}

/** Always, until the stage is cleared. */
async function refuseCalls(scene: Scene, operation: string, refusal: object): Promise<object> {
  await scene.control.ask('POST', '/faults', { match: { operation }, action: { do: 'refuse', ...refusal } });
  return {};
}

/** Entry points, and what keeps their conversations from starting. */
export const entryPointStates = {
  'an entry point with agents ready': (scene) => scene.entryPoint(entryPoints.agentsReady),
  'an entry point that blocks attachments': (scene) => scene.entryPoint(entryPoints.attachmentsBlocked),
  'an entry point with a list of attachments': async (scene) => scene.entryPoint(await withListPolicy(scene)),
  'an entry point that requires an agent and has none': (scene) => scene.entryPoint(entryPoints.noneThere),
  'an entry point that requires no agent and has none': (scene) => scene.entryPoint(entryPoints.agentNotRequired),
  'an entry point whose agents are at full load': (scene) => scene.entryPoint(entryPoints.fullLoad),
  'an entry point with chats in its queue': (scene) => scene.entryPoint(entryPoints.queued),
  'an inactive entry point': (scene) => scene.entryPoint(entryPoints.inactive),
  'an entry point that was changed since': async (scene) => {
    const before = await scene.entryPoint(entryPoints.agentsReady);
    await scene.control.ask('PATCH', `/entry-points/${before.entryPointId}`, {});
    return before;
  },
  'an entry point of another application': (scene) => scene.entryPoint(entryPoints.ofAnotherApplication),
  'no such entry point': () => Promise.resolve({ entryPointId: '999999' }),
  'the callback URL is deactivated': async (scene) => {
    const { id } = await scene.application();
    await scene.control.ask('POST', `/applications/${id}/callbacks/deactivate`);
    return {};
  },
  'the assignment service is not running': async (scene) => {
    await scene.control.ask('PATCH', '/world', { assignmentServiceRunning: false });
    return {};
  },
  'an internal error': (scene, { operation }) => refuseCalls(scene, operation, { error: 'internalError' }),
  'a conflicting change': (scene, { operation }) => refuseCalls(scene, operation, { error: 'staleLastModified', status: 409 }),
} satisfies Partial<StateHandlers>;
