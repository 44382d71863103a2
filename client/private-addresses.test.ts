import dns from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { PrivateAddressError } from './errors.ts';
import { isPrivate, publicOnly } from './private-addresses.ts';

afterEach(() => vi.restoreAllMocks());

describe('private addresses', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
    'fd00::1',
    'fe80::1',
    'ff02::1',
  ])('%s is private', (address) => expect(isPrivate(address)).toBe(true));

  it.each(['1.1.1.1', '100.128.0.1', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
    '%s is public',
    (address) => expect(isPrivate(address)).toBe(false),
  );

  const reached = vi.fn(() => Promise.resolve(new Response('ok')));

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    'https://localhost:8443/',
    'https://files.localhost/',
    'http://169.254.169.254/latest/meta-data/',
  ])('refuses %s without a request', async (url) => {
    await expect(publicOnly(reached)(url, {})).rejects.toThrow(PrivateAddressError);
    expect(reached).not.toHaveBeenCalled();
  });

  it('refuses a name that is looked up to a private address when the connection is made', async () => {
    const requests = vi.fn();
    const server = createServer(requests);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    type Callback = (error: null, addresses: dns.LookupAddress[] | string, family?: number) => void;
    vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, { all }: dns.LookupOptions, callback: Callback) => {
      if (all)
        callback(null, [
          { address: '1.1.1.1', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]);
      else callback(null, '127.0.0.1', 4);
    }) as typeof dns.lookup);
    const { port } = server.address() as AddressInfo;
    await expect(publicOnly()(`http://files.example.com:${port}/a.jpeg`, { method: 'GET', headers: {} })).rejects.toThrow(
      PrivateAddressError,
    );
    expect(dns.lookup).toHaveBeenCalled();
    expect(requests).not.toHaveBeenCalled();
  });
});
