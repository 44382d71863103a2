import { revokeSession } from './sessions.ts';
import type { World } from './world.ts';

/** How the simulator authenticates at the webhook server: spec 9.1. */
export type CallbackAuthentication =
  | { readonly type: 'none' }
  | { readonly type: 'basic'; readonly userName: string; readonly password: string }
  | {
      readonly type: 'oauth';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      /** Only for the grant `password` (setting `callback.oauth.grant`). */
      readonly userName?: string;
      readonly password?: string;
    };

/** Where and how the callbacks of an application are sent: spec 9.1. */
export interface CallbackRegistration {
  /** Null: nothing is sent; events are kept for reading. */
  url: string | null;
  format: 'json' | 'xml';
  authentication: CallbackAuthentication;
}

/** Why requests cannot be sent to the URL; undefined when they can. */
export function findUrlProblem(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return 'must be an absolute http or https URL';
  const { username, password } = new URL(url);
  return username === '' && password === '' ? undefined : 'must not hold credentials: give them as authentication';
}

/** A client application registered by the administrator: spec 14. */
export interface ClientApplication {
  readonly id: string;
  name: string;
  /** Only applications of type `Chat` may use the messaging API. */
  type: string;
  key: string;
  secret: string;
  callback: CallbackRegistration;
  /** Lifetime of an access token. */
  tokenLifetimeSeconds: number;
  /** An administrator has removed it. It proves nobody any more, and stays because its conversations name it. */
  removed?: true;
}

/** The entry points that an application may use: spec 14. */
export interface MessagingAdapter {
  readonly id: string;
  name: string;
  applicationId: string;
  entryPointIds: string[];
}

/** The applications that are registered. */
export function registeredApplications({ state }: World): ClientApplication[] {
  return [...state.applications.values()].filter(({ removed }) => removed !== true);
}

export function applicationWithKey(world: World, key: string): ClientApplication | undefined {
  for (const application of world.state.applications.values())
    if (application.key === key && application.removed !== true) return application;
  return undefined;
}

/** Removes the application and revokes its tokens. The setting `revoke.conversations` says whether its conversations end: spec 4. */
export function removeApplication(world: World, application: ClientApplication): void {
  const { adapters, sessions } = world.state;
  world.perform(() => {
    application.removed = true;
    application.callback.url = null;
    for (const { id, applicationId } of adapters.values()) if (applicationId === application.id) adapters.delete(id);
    for (const session of sessions.values()) if (session.ownerId === application.id) revokeSession(world, session);
    world.emit({ type: 'application-removed', applicationId: application.id });
  });
}

/** Lets the application use these entry points and no others, through one messaging adapter. */
export function allowEntryPoints(
  world: World,
  { id: applicationId, name }: ClientApplication,
  entryPointIds: readonly string[],
): void {
  const { adapters } = world.state;
  const own = [...adapters.values()].filter((adapter) => adapter.applicationId === applicationId);
  const id = own[0]?.id ?? world.ids.next('adapter');
  for (const adapter of own) adapters.delete(adapter.id);
  adapters.set(id, { id, name, applicationId, entryPointIds: [...entryPointIds] });
}

/** Whether a messaging adapter lets the application use the entry point. */
export function mayUseEntryPoint(world: World, application: ClientApplication, entryPointId: string): boolean {
  for (const adapter of world.state.adapters.values()) {
    if (adapter.applicationId === application.id && adapter.entryPointIds.includes(entryPointId)) return true;
  }
  return false;
}

/** Ids of the entry points that the messaging adapters let the application use. */
export function entryPointsOf(world: World, application: ClientApplication): string[] {
  return [...world.state.adapters.values()]
    .filter(({ applicationId }) => applicationId === application.id)
    .flatMap(({ entryPointIds }) => entryPointIds);
}
