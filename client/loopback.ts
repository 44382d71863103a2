import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether the host of a URL is this machine: `localhost`, a name below it, or a loopback address, also as an IPv6 form of IPv4. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  return version === 0 ? /(^|\.)localhost\.?$/.test(host) : loopback.check(host, version === 6 ? 'ipv6' : 'ipv4');
}
