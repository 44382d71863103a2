/** A place in a value, as keys and positions, e.g. `['world', 'agents', 0, 'skills']`. */
export type Path = readonly PropertyKey[];

/** A mistake in a value that was given. */
export interface Problem {
  /** The place in the value; empty for the whole value. */
  readonly path: Path;
  /** A sentence. It names the last key of the path, so it can be read without the path. */
  readonly message: string;
  /** The values that are allowed, or the ids that exist (the first 20), where these can be listed. */
  readonly allowed?: readonly unknown[];
  /** In the file that holds the value, counts from 1; undefined when no file does. */
  readonly line?: number;
}

/** `world.agents[0].skills` */
export function dottedPath(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** The message, with the path before it where the message does not name the place. */
export function problemInWords({ path, message }: Problem): string {
  return path.length > 1 ? `${dottedPath(path)}: ${message}` : message;
}

/** As {@link problemInWords}, after the file and the line. */
export function problemInFile(problem: Problem, file: string | undefined): string {
  if (file === undefined) return problemInWords(problem);
  return `${file}${problem.line === undefined ? '' : `:${problem.line}`}: ${problemInWords(problem)}`;
}
