import type { ClientApplication } from '../world/applications.ts';
import { entryPointsOf, mayUseEntryPoint } from '../world/applications.ts';
import type { EntryPoint } from '../world/entry-points.ts';
import type { RoutedCall } from './call.ts';
import { refuse } from './refusal-error.ts';

/** Only applications of type "Chat" may use the messaging API: spec 5 and 6.2. */
export function requireChatApplication(call: RoutedCall, application: ClientApplication): void {
  if (application.type === 'Chat') return;
  refuse(
    'applicationNotChat',
    // The text of the vendor's form, which the setting `error.codes` can choose, names who is not allowed: spec 13.
    { actor: 'Client applications' },
    { rule: `the application "${application.name}" is of type ${application.type}`, wouldWork: 'an application of type Chat' },
    {
      status: call.settings['application.wrongTypeStatus'],
    },
  );
}

/** The application needs a messaging adapter for the entry point: spec 14. */
export function requireAdapter(call: RoutedCall, application: ClientApplication, entryPoint: EntryPoint): void {
  if (mayUseEntryPoint(call.world, application, entryPoint.id)) return;
  refuse(
    'entryPointNotAllowed',
    { id: entryPoint.id },
    {
      rule: `no messaging adapter gives the application "${application.name}" this entry point`,
      wouldWork: findUsableEntryPoints(call, application),
    },
  );
}

/** The entry points that would have worked: active, given to the application, and not special. */
export function findUsableEntryPoints(call: RoutedCall, application: ClientApplication): string[] {
  const { entryPoints } = call.world.state;
  return entryPointsOf(call.world, application).filter((id) => {
    const entryPoint = entryPoints.get(id);
    return entryPoint?.active === true && entryPoint.special !== true;
  });
}
