import { nearest } from '../protocol/nearest.ts';

/** A door was asked for something it cannot do: says which value is wrong, why, and what is allowed. Nothing was changed. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** Dotted path of the offending value, e.g. `match.operation`; empty for the whole request. */
  readonly path: string;
  readonly kind: 'invalid' | 'unknown' | 'impossible';
  readonly allowed: unknown;

  constructor(kind: Problem['kind'], path: string, message: string, allowed?: unknown) {
    super(message);
    this.kind = kind;
    this.path = path;
    this.allowed = allowed;
  }
}

/** @throws {Problem} when something has the name already, by which it is found */
export function requireFree(what: string, path: string, name: string, existing: Iterable<string>): void {
  if ([...existing].includes(name)) throw new Problem('invalid', path, `There is ${what} "${name}" already.`);
}

const shown = 20;

/** @throws {Problem} always: names the ids that exist and the nearest of them */
export function unknownId(what: string, path: string, id: string, existing: Iterable<string>): never {
  const ids = [...existing];
  const meant = nearest(id, ids);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new Problem('unknown', path, `There is no ${what} "${id}".${hint}`, ids.slice(0, shown));
}
