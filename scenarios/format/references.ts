/** `${name}` and `${name.key}` in the texts of a step. */
const reference = /\$\{([^}]*)\}/g;

export interface Reference {
  /** The text between the braces. */
  readonly written: string;
  readonly name: string;
  readonly key: string | undefined;
  /** What follows the key: the path into an output that is JSON, e.g. `customer.0.id`. */
  readonly inside: readonly string[];
}

function parseReference(written: string): Reference {
  const [name = '', key, ...inside] = written.trim().split('.');
  return { written, name, key, inside };
}

/** The texts that a value contains, at any depth. */
function* findTexts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) yield* findTexts(member);
}

/** Every reference in a value, in order. */
export function findReferences(value: unknown): Reference[] {
  return [...findTexts(value)].flatMap((text) =>
    [...text.matchAll(reference)].map(([, written = '']) => parseReference(written)),
  );
}

/** The value with every reference replaced. A text that is only one reference becomes the value itself, with its type. */
export function replaceReferences(value: unknown, look: (reference: Reference) => unknown): unknown {
  if (typeof value === 'string') {
    const [whole] = value.matchAll(/^\$\{([^}]*)\}$/g);
    if (whole !== undefined) return look(parseReference(whole[1]!));
    return value.replaceAll(reference, (_, written: string) => String(look(parseReference(written))));
  }
  if (Array.isArray(value)) return value.map((member) => replaceReferences(member, look));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaceReferences(member, look)]));
}

/** The part of a JSON text at a path; undefined when there is none. An empty path is the whole value, JSON or not. */
export function readInsideJson(json: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return json;
  let value: unknown;
  try {
    value = JSON.parse(String(json));
  } catch {
    return undefined;
  }
  for (const step of path) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return value;
}

/** The first cycle among names, as `a -> b -> a`; undefined when there is none. */
export function findCycle(uses: ReadonlyMap<string, readonly string[]>): string[] | undefined {
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
