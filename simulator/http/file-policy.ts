import type * as NodeNet from 'node:net';
import { once } from '../protocol/once.ts';
import { isLoopback, withoutBrackets } from './loopback.ts';

/** Node's own modules, where there are any. */
const load = (globalThis as { process?: Partial<NodeJS.Process> }).process?.getBuiltinModule;
const net = load?.('node:net');
const lookupName = load?.('node:dns')?.lookup;

function blockListOf(networks: readonly string[]): NodeNet.BlockList | undefined {
  const list = net && new net.BlockList();
  for (const network of networks) {
    const [address, prefix] = network.split('/') as [string, string];
    list?.addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** From the registries of special-purpose addresses (RFC 6890). An IPv6 form of an IPv4 address counts as that address. */
const neverReached = once(() => blockListOf(['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', '::/128', 'fe80::/10', 'ff00::/8']));
const privateNetworks = once(() =>
  blockListOf([
    '10.0.0.0/8',
    '100.64.0.0/10',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '64:ff9b::/96',
    'fc00::/7',
    'fec0::/10',
  ]),
);

/** Says why customers' files are not read from a URL, before its name is resolved and after. */
export interface FilePolicy {
  /** Undefined when the URL may be asked. */
  forbids: (url: URL) => string | undefined;
  /** Resolves a name once, and fails when an address of it is forbidden: the connection uses the addresses that were checked. */
  lookup: NodeNet.LookupFunction;
}

/**
 * Link-local addresses are never reached, where clouds keep the credentials of a machine. Private addresses are reached when their host is named.
 * @param fetchFrom the hosts that are named; `*`, also among them, is every host whose addresses are public or loopback
 */
export function filePolicy(fetchFrom: '*' | readonly string[]): FilePolicy {
  const isOpen = fetchFrom === '*' || fetchFrom.includes('*');
  const isNamed = (host: string) => fetchFrom !== '*' && fetchFrom.some((one) => withoutBrackets(one).toLowerCase() === host);

  function forbidsAddress(host: string, address: string): string | undefined {
    const family = net?.isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const is = host === address ? 'is' : `leads to ${address}, which is`;
    if (neverReached()?.check(address, family) === true)
      return `${host} ${is} a link-local or reserved address, and files are never read from one`;
    if (privateNetworks()?.check(address, family) !== true || isNamed(host)) return undefined;
    return `${host} ${is} a private address, and fetchFrom does not name the host`;
  }

  return {
    forbids: ({ hostname, protocol }) => {
      if (protocol !== 'http:' && protocol !== 'https:') return `files are read by http and https, not by ${protocol}`;
      const host = withoutBrackets(hostname);
      if (!isOpen && !isNamed(host)) return `the host ${host} is not in fetchFrom`;
      return net === undefined || net.isIP(host) === 0 || isLoopback(host) ? undefined : forbidsAddress(host, host);
    },
    lookup: (hostname, options, callback) => {
      lookupName!(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) {
          callback(error, []);
          return;
        }
        const why = addresses.map(({ address }) => forbidsAddress(hostname, address)).find((one) => one !== undefined);
        const [first] = addresses;
        if (why !== undefined) callback(new Error(why), []);
        else if (options.all === true) callback(null, addresses);
        else callback(null, first!.address, first!.family);
      });
    },
  };
}
