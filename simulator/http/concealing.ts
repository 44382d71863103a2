import type { World } from '../world/world.ts';
import { mask } from './masking.ts';

/** Shorter ones would hide words of the language; they are masked where they stand as secrets. */
const shortestSecret = 8;

/** Changes the texts of one entry. Asked for anew for each, as secrets and sessions come and go. */
export type Conceal = () => (text: string) => string;

/**
 * A text as the journal keeps it: the address of the simulator, which differs from run to run, is written `{base}`, and a secret that
 * the partition knows is masked wherever it stands, also where nobody expects one.
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
