import { expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])('%s is this machine alone', (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each([
  '0.0.0.0',
  '::',
  '192.168.0.1',
  '128.0.0.1',
  '1127.0.0.1',
  '127.0.0.1.example.com',
  'localhost.example.com',
  '127.0.0',
  '',
])('%s is not', (host) => {
  expect(isLoopback(host)).toBe(false);
});
