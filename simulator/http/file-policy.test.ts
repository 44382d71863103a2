import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { filePolicy } from './file-policy.ts';

function forbids(fetchFrom: '*' | readonly string[], url: string): string | undefined {
  return filePolicy(fetchFrom).forbids(new URL(url));
}

describe("a customer's file", () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://0xA9FEA9FE/',
    'http://2852039166/',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://224.0.0.1/',
  ])('is never read from %s, also when fetchFrom names it', (url) => {
    const named = [new URL(url).hostname, '*'];
    expect(forbids(named, url)).toMatch(/ is a link-local or reserved address, and files are never read from one$/);
  });

  it.each(['http://10.1.2.3/', 'http://172.16.0.1/', 'http://192.168.1.1/', 'http://[fd00:ec2::254]/', 'http://100.64.0.1/'])(
    'is read from %s only when fetchFrom names it',
    (url) => {
      expect(forbids('*', url)).toMatch(/ is a private address, and fetchFrom does not name the host$/);
      expect(forbids(['*'], url)).toBeDefined();
      expect(forbids([new URL(url).hostname], url)).toBeUndefined();
    },
  );

  it.each(['http://127.0.0.1/', 'http://[::1]/', 'https://93.184.216.34/', 'http://localhost/'])('is read from %s', (url) => {
    expect(forbids('*', url)).toBeUndefined();
  });

  it('is read from no host that fetchFrom does not name, and by http alone', () => {
    expect(forbids(['files.example.com'], 'http://other.example.com/')).toBe('the host other.example.com is not in fetchFrom');
    expect(forbids('*', 'ftp://files.example.com/')).toBe('files are read by http and https, not by ftp:');
  });
});

/** The answer for a name whose address is written in it, as resolvers of this machine take it. */
function lookUp(fetchFrom: '*' | readonly string[], name: string): Promise<LookupAddress[] | string> {
  return new Promise((resolve) =>
    filePolicy(fetchFrom).lookup(name, { all: true }, (error, found) => resolve(error?.message ?? found)),
  );
}

describe('the name of a host', () => {
  it('is checked by what it leads to', async () => {
    expect(await lookUp('*', 'localhost')).toContainEqual({ address: '127.0.0.1', family: 4 });
    expect(await lookUp('*', '10.0.0.1')).toBe('10.0.0.1 is a private address, and fetchFrom does not name the host');
    expect(await lookUp(['10.0.0.1'], '10.0.0.1')).toEqual([{ address: '10.0.0.1', family: 4 }]);
    expect(await lookUp('*', 'no-such-host.invalid')).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });
});
