import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';
import type { Fetch } from './exchange.ts';
import { PrivateAddressError } from './errors.ts';
import { isLoopback } from './loopback.ts';
import { fetchLookingUp } from './node-fetch.ts';

const privateNetworks = new BlockList();
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/127',
  '64:ff9b::/96',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]) {
  const [address, prefix] = network.split('/') as [string, string];
  privateNetworks.addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4');
}

/** Whether the address is in a loopback, link-local, private, shared, benchmark, multicast or reserved network, also as an IPv6 form of IPv4. */
export function isPrivate(address: string): boolean {
  return privateNetworks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Resolves a name as Node does, but fails when any of its addresses is private. The connection uses the addresses that were checked. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, options, (error, found, family) => {
    const addresses = (Array.isArray(found) ? found : [{ address: found }]) as { address: string }[];
    if (!error && addresses.some(({ address }) => isPrivate(address))) callback(new PrivateAddressError(hostname), '');
    else callback(error, found, family);
  });
};

const publicFetch = fetchLookingUp(lookupPublic);

/** @throws {PrivateAddressError} when the host of the URL is a private address written as such. */
function assertPublic(url: string): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isLoopback(host) || (isIP(host) !== 0 && isPrivate(host))) throw new PrivateAddressError(host);
}

/**
 * A `fetch` that reaches public addresses only. With `given` it checks only the URL; without `given` it also checks the addresses to which the
 * name resolves when the connection is made.
 */
export function publicOnly(given?: Fetch): Fetch {
  return async (url, init) => {
    assertPublic(url);
    return (given ?? publicFetch)(url, init);
  };
}
