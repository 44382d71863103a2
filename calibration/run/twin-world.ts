import type { WorldConfiguration } from '../../simulator/index.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';

const usual = defaultWorld();
const [demo, ...others] = usual.applications;

export const usualApplication = { key: 'demo-client', secret: 'demo-secret' };
/** Its secret is another one when it is form-decoded. */
export const oddApplication = { key: 'odd-client', secret: 'p+q%41' };

/** The contact centre of a twin: an entry point for each situation that the plan names. */
export const twinWorld: WorldConfiguration = {
  specialEntryPoints: false,
  chats: usual.chats,
  applications: [
    { name: 'demo', ...usualApplication, entryPoints: [...demo!.entryPoints, 1009] },
    { name: 'odd', ...oddApplication, entryPoints: [1001] },
    ...others.map(({ name, key, secret, entryPoints }) => ({ name, key, secret, entryPoints: [...entryPoints] })),
  ],
  entryPoints: [
    ...usual.entryPoints.map((one) => ({ ...one, attachmentPolicy: { restriction: one.attachmentPolicy.restriction } })),
    {
      id: 1009,
      name: 'some files allowed',
      queue: 'Service',
      attachmentPolicy: { restriction: 'allowList', extensions: ['jpg', 'pdf'], maxSize: 5000 },
    },
  ],
} as WorldConfiguration;
