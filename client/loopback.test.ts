import { expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

it.each(['localhost', 'localhost.', 'ece.localhost', '127.0.0.1', '127.255.0.9', '[::1]', '[::ffff:7f00:1]'])(
  '%s is this machine',
  (hostname) => expect(isLoopback(hostname)).toBe(true),
);

it.each(['localhost.example.com', 'notlocalhost', '10.0.0.1', '0.0.0.0', '[::]', '[fe80::1]', 'ece.example.com'])(
  '%s is another machine, or may be one',
  (hostname) => expect(isLoopback(hostname)).toBe(false),
);
