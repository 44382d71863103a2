import { describe, expect, it } from 'vitest';
import { redactSecrets } from './redaction.ts';

describe('redaction', () => {
  it.each([
    [
      'a secret is masked whole, also within a word',
      'token=PLANTED-token;xPLANTED-tokenx',
      ['PLANTED-token'],
      'token=[redacted];x[redacted]x',
    ],
    ['the longest first', 'PLANTED-token-2', ['PLANTED-token', 'PLANTED-token-2'], '[redacted]'],
    ['once: a secret that is a part of the mask', 'red is redacted', ['redacted', 'red'], '[redacted] is [redacted]'],
    [
      'a short one leaves other words whole',
      'The demo of a demonstration (demo)',
      ['demo'],
      'The [redacted] of a demonstration ([redacted])',
    ],
    ['escaped in a URL', '?p=PLANTED%20pass%26word', ['PLANTED pass&word'], '?p=[redacted]'],
    ['escaped in JSON', String.raw`{"p":"PLANTED \"pass\" word"}`, ['PLANTED "pass" word'], '{"p":"[redacted]"}'],
    ['in Base64', `Basic ${Buffer.from('PLANTED-password').toString('base64')}`, ['PLANTED-password'], 'Basic [redacted]'],
    ['with characters of patterns', 'a (PLANTED.*+?) b', ['(PLANTED.*+?)'], 'a [redacted] b'],
    ['nothing to mask', 'as it is', ['', undefined], 'as it is'],
  ])('%s', (_, text, secrets, masked) => {
    expect(redactSecrets(text, secrets)).toBe(masked);
  });
});
