import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import * as z from 'zod';
import type { Problem } from './errors.ts';
import { InvalidSettingsError, messageOf } from './errors.ts';
import type { Options } from './options.ts';
import { optionsSchema } from './options.ts';
import { describeProblem, findProblems } from './settings.ts';

/** What is known about one installation of ECE: docs/site-file.md. The library reads its own part, `client`. */
export interface Site {
  /** The form of the file. */
  version: 1;
  /** A text for people. */
  about?: string | undefined;
  /** When and how the settings were found, which the library does not read. */
  calibration?: Readonly<Record<string, unknown>> | undefined;
  /** Settings of the simulator, which the library does not read. */
  settings?: Readonly<Record<string, unknown>> | undefined;
  /** Options of this library. */
  client?: Partial<Options> | undefined;
}

/** @internal */
export const siteSchema = z.strictObject({
  /** Read by editors. */
  $schema: z.string().optional(),
  version: z.literal(1),
  about: z.string().optional(),
  calibration: z.record(z.string(), z.unknown()).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  client: optionsSchema.optional(),
});

interface Read {
  value: unknown;
  /** The line of a part, counted from 1. */
  lineOf: (path: Problem['path']) => number;
}

function refuse(file: string, problem: string, at: Problem['path'] = []): never {
  throw new InvalidSettingsError(`The site file cannot be used. ${file}: ${problem}`, [{ path: at, message: problem }]);
}

/** Reads YAML, of which JSON is a part. */
function readYaml(file: string): Read {
  // Loaded here only: a library without a site file does not pay for it.
  const { LineCounter, isMap, isNode, parseDocument } = createRequire(import.meta.url)('yaml') as typeof Yaml;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    return refuse(file, `the file cannot be read: ${messageOf(error)}.`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [mistake] = document.errors;
  if (mistake) refuse(`${file}:${lines.linePos(mistake.pos[0]).line}`, `this is no YAML: ${mistake.message}`);
  const offsetOf = (path: Problem['path']): number | undefined => {
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(path.at(-1))) : undefined;
    const node = pair?.key ?? document.getIn(path, true);
    return isNode(node) ? node.range?.[0] : undefined;
  };
  const lineOf = (path: Problem['path']): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const offset = offsetOf(path.slice(0, depth));
      if (offset !== undefined) return lines.linePos(offset).line;
    }
    return 1;
  };
  return { value: document.toJS() as unknown, lineOf };
}

/**
 * The options that a site gives, from the path of a site file in YAML or JSON or from what stands in one.
 *
 * @throws {InvalidSettingsError} naming the file, each line, and the option nearest to one that does not exist
 */
export function readSite(site: string | Site): Partial<Options> {
  const file = typeof site === 'string' ? site : undefined;
  const { value, lineOf }: Partial<Read> = typeof site === 'string' ? readYaml(site) : { value: site };
  const { problems } = findProblems(siteSchema, value ?? {});
  if (problems === undefined) return (value as Site).client ?? {};
  const sentences = problems.map((problem) => {
    const place = lineOf ? `${file}:${lineOf(problem.path)}: ` : '';
    return place + describeProblem(problem);
  });
  throw new InvalidSettingsError(`The site file cannot be used. ${sentences.join('; ')}.`, problems);
}
