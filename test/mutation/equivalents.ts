/** A mutant that changes nothing that anyone could notice. */
export interface Equivalent {
  readonly file: string;
  readonly mutator: string;
  readonly replacement: string;
  readonly reason: string;
}

/** At most one in ten of a sample. */
export const equivalents: readonly Equivalent[] = [];
