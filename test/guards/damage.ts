import type { Seeded } from './seeded.ts';

type Container = Record<string, unknown> | unknown[];

interface Place {
  readonly container: Container;
  readonly key: string | number;
}

function placesIn(value: unknown, places: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return places;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) {
    places.push({ container: value as Container, key });
    placesIn((value as Record<string | number, unknown>)[key], places);
  }
  return places;
}

const odd = [
  null,
  '',
  0,
  -1,
  1.5,
  1e300,
  true,
  [],
  {},
  'text',
  '1001',
  9_007_199_254_740_992,
  '\ud800',
  'a\r\nb',
  { $map: [] },
  '__proto__',
];

/** What can happen to a file that is edited by hand, cut, merged, or written by another program. */
const damages: Readonly<Record<string, (place: Place, places: readonly Place[], seeded: Seeded) => void>> = {
  delete: ({ container, key }) => {
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else Reflect.deleteProperty(container, key);
  },
  retype: ({ container, key }, _places, seeded) => {
    (container as Record<string | number, unknown>)[key] = structuredClone(seeded.pick(odd));
  },
  duplicate: ({ container, key }) => {
    const member = (container as Record<string | number, unknown>)[key];
    if (Array.isArray(container)) container.push(structuredClone(member));
    else container[`${key}2`] = structuredClone(member);
  },
  /** An id, a name or a time of something else, or of nothing. */
  dangle: ({ container, key }, places, seeded) => {
    const member = (container as Record<string | number, unknown>)[key];
    const ofItsType = places.filter((other) => {
      const value = (other.container as Record<string | number, unknown>)[other.key];
      return typeof value === typeof member && typeof value !== 'object';
    });
    if (ofItsType.length === 0) return;
    const other = seeded.pick(ofItsType);
    (container as Record<string | number, unknown>)[key] = (other.container as Record<string | number, unknown>)[other.key];
  },
  swap: ({ container, key }, places, seeded) => {
    const other = seeded.pick(places);
    const copy = structuredClone((other.container as Record<string | number, unknown>)[other.key]);
    (container as Record<string | number, unknown>)[key] = copy;
  },
};

/** The value of a JSON text with one to three damages, as text, and their names. */
export function damaged(text: string, seeded: Seeded): { text: string; what: string } {
  const value = JSON.parse(text) as unknown;
  const done: string[] = [];
  for (let count = Math.max(1, seeded.below(6) - 2); count > 0; count--) {
    const places = placesIn(value);
    if (places.length === 0) break;
    const name = seeded.pick(Object.keys(damages));
    const place = seeded.pick(places);
    done.push(`${name} ${String(place.key)}`);
    damages[name]!(place, places, seeded);
  }
  return { text: JSON.stringify(value), what: done.join(', ') };
}
