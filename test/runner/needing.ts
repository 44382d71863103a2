/**
 * The name of tests that are skipped where something is missing, with the reason, which the report of a run prints.
 * @param missing what is missing, as a sentence without its full stop; undefined where nothing is
 */
export function needing(name: string, missing: string | undefined): string {
  return missing === undefined ? name : `${name} (skipped: ${missing})`;
}

export function reasonInName(name: string): string | undefined {
  return /\(skipped: (.*?)\)/.exec(name)?.[1];
}
