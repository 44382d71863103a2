import type { KnownSecrets } from '../world/known-secrets.ts';
import { mask } from './masking.ts';
import type { Span } from './secret-finder.ts';
import { SecretFinder } from './secret-finder.ts';

/** Puts a mask in place of what a text must not show. */
export type Conceal = (text: string) => string;

/** Makes the function that masks each secret of the partition, wherever it stands and however it is encoded. */
export function makeConceal(secrets: KnownSecrets): Conceal {
  const finder = new SecretFinder(secrets);
  return (text) => maskSpans(text, finder.find(text));
}

function maskSpans(text: string, spans: Span[]): string {
  if (spans.length === 0) return text;
  let masked = '';
  let end = 0;
  for (const [from, to] of spans.toSorted(([one], [other]) => one - other)) {
    if (from >= end) masked += text.slice(end, from) + mask;
    end = Math.max(end, to);
  }
  return masked + text.slice(end);
}

/** Writes `{base}` instead of the simulator's address, which differs from run to run. */
export function replaceAddress(text: string, address: string): string {
  // Port 8080 is not the beginning of port 80801.
  return address !== '' && text.includes(address) ? text.replaceAll(patternOf(address), '{base}') : text;
}

let latest = { address: '', pattern: /(?!)/g };

function patternOf(address: string): RegExp {
  if (latest.address !== address)
    latest = { address, pattern: new RegExp(`${address.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\d)`, 'g') };
  return latest.pattern;
}
