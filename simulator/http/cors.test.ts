import { describe, expect, it } from 'vitest';
import { corsHeaders, preflightHeaders } from './cors.ts';

describe('a page', () => {
  it('of any origin may read the answer where all may', () => {
    expect(corsHeaders('https://shop.example.com', '*')).toMatchObject({
      'access-control-allow-origin': 'https://shop.example.com',
      vary: 'Origin',
    });
  });

  it('of an origin on the list may, of another may not', () => {
    const allowed = ['https://shop.example.com'];
    expect(corsHeaders('https://shop.example.com', allowed)).toHaveProperty('access-control-allow-origin');
    for (const other of ['https://shop.example.com.evil.org', 'http://shop.example.com', 'null', ''])
      expect(corsHeaders(other, allowed)).toEqual({ vary: 'Origin' });
  });

  it('may read the headers that a client of ECE needs', () => {
    expect(corsHeaders('https://a', '*')['access-control-expose-headers']).toContain('X-egain-session');
  });
});

it('a client that is no page gets no headers', () => {
  expect(corsHeaders(undefined, '*')).toEqual({});
  expect(corsHeaders(undefined, [])).toEqual({});
});

it('a preflight allows the methods of the path and the headers that are asked for', () => {
  expect(preflightHeaders(['GET', 'HEAD'], 'x-one, x-two')).toEqual({
    'access-control-allow-methods': 'GET, HEAD',
    'access-control-allow-headers': 'x-one, x-two',
    'access-control-max-age': '600',
  });
  expect(preflightHeaders(['POST'], undefined)['access-control-allow-headers']).toContain('Authorization');
});
