/** `${name}` and `${name.key}` in the texts of a step. */
const reference = /\$\{([^}]*)\}/g;

/** Texts that a value holds, at any depth. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) yield* textsIn(member);
}

export interface Reference {
  /** As written between the braces. */
  readonly written: string;
  readonly name: string;
  readonly key: string | undefined;
  /** What follows the key: the way into a part that is JSON, e.g. `customer.0.id`. */
  readonly inside: readonly string[];
}

export function referenceOf(written: string): Reference {
  const [name = '', key, ...inside] = written.trim().split('.');
  return { written, name, key, inside };
}

/** What lies in a JSON text at the end of the way; undefined when there is nothing. */
export function insideJson(json: unknown, way: readonly string[]): unknown {
  if (way.length === 0) return json;
  let value: unknown;
  try {
    value = JSON.parse(String(json));
  } catch {
    return undefined;
  }
  for (const step of way) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return value;
}

/** Every reference in a value, in order. */
export function referencesIn(value: unknown): Reference[] {
  return [...textsIn(value)].flatMap((text) => [...text.matchAll(reference)].map(([, written = '']) => referenceOf(written)));
}

/** The value with every reference replaced. A text that is one reference and nothing else becomes what it refers to, of its type. */
export function replaced(value: unknown, look: (reference: Reference) => unknown): unknown {
  if (typeof value === 'string') {
    const [whole] = value.matchAll(/^\$\{([^}]*)\}$/g);
    if (whole !== undefined) return look(referenceOf(whole[1]!));
    return value.replaceAll(reference, (_, written: string) => String(look(referenceOf(written))));
  }
  if (Array.isArray(value)) return value.map((member) => replaced(member, look));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaced(member, look)]));
}

/** The first cycle among names, as `a -> b -> a`; undefined when there is none. */
export function cycleIn(uses: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const used of uses.get(name) ?? []) {
      const cycle = visit(used, [...trail, name]);
      if (cycle !== undefined) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of uses.keys()) {
    const cycle = visit(name, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
