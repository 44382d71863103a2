import type { World } from '../world/world.ts';
import { mask } from './masking.ts';

/** Shorter secrets could be ordinary words. They are masked only where a member or a header holds them. */
const shortestSecret = 8;

/** Makes the function that changes the texts of one entry. Each entry needs its own, since secrets and sessions change. */
export type Conceal = () => (text: string) => string;

/**
 * Changes texts into what the journal keeps: `{base}` instead of the simulator's address, which differs from run to run, and a mask
 * instead of each secret that the partition knows, wherever it stands.
 */
export function makeConceal(world: World, base: () => string): Conceal {
  const withoutBase = makeAddressReplacer(base);
  return () => {
    const secrets = listSecrets(world);
    return (text) => {
      if (text.length < shortestSecret) return text;
      const shown = secrets.reduce((left, secret) => left.replaceAll(secret, mask), withoutBase(text));
      return maskSessions(world, shown);
    };
  };
}

function makeAddressReplacer(base: () => string): (text: string) => string {
  let address = '';
  let pattern = /(?!)/g;
  return (text) => {
    if (address !== base()) {
      address = base();
      // Port 8080 is not the beginning of port 80801.
      pattern = new RegExp(`${address.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\d)`, 'g');
    }
    return text.includes(address) ? text.replaceAll(pattern, '{base}') : text;
  };
}

function listSecrets({ state }: World): string[] {
  const ofApplications = [...state.applications.values()].flatMap(({ secret, callback: { authentication } }) => [
    secret,
    ...('password' in authentication ? [authentication.password] : []),
    ...('clientSecret' in authentication ? [authentication.clientSecret] : []),
  ]);
  const ofUsers = [...state.users.values()].map(({ password }) => password);
  return [...ofApplications, ...ofUsers].filter((secret) => secret !== undefined && secret.length >= shortestSecret) as string[];
}

/** Access tokens and sessions of users have the form of a UUID, or of one without hyphens. */
const sessionIds = /[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}/gi;

function maskSessions({ state }: World, text: string): string {
  return text.replaceAll(sessionIds, (id) => (state.sessions.has(id.toLowerCase()) ? mask : id));
}
