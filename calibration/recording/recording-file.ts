import { readFile, writeFile } from 'node:fs/promises';
import { fileFailureInWords } from '../../simulator/doors/file-failure.ts';
import { problemInWords } from '../../simulator/doors/problems.ts';
import { problemsOfAll } from '../../simulator/doors/schema-problems.ts';
import { RecordingError } from '../errors.ts';
import type { Recording, RecordingLine } from './exchange.ts';
import { lineSchema } from './exchange.ts';

/** A recording as JSON lines: the head, then a line for each exchange and act. */
export function formatRecording({ head, lines }: Recording): string {
  return [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/**
 * Reads JSON lines. A last line that was cut off, as by a power failure, is left out.
 * @param file what an error calls it
 * @throws {RecordingError} that names the file and the line
 */
export function parseRecording(text: string, file: string): Recording {
  const texts = text.split('\n');
  const isWhole = texts.at(-1) === '';
  const rows = texts.flatMap((row, at) => (row.trim() === '' ? [] : [{ row, at: at + 1 }]));
  const lines = rows.flatMap(({ row, at }, index) => {
    const value = readJson(row);
    if (value === undefined && !isWhole && index === rows.length - 1) return [];
    const result = lineSchema.safeParse(value);
    if (result.success) return [result.data];
    const problems =
      value === undefined
        ? ['the line is no JSON.']
        : problemsOfAll(result.error.issues, { schema: lineSchema, value, subject: 'The line' }).map(problemInWords);
    throw new RecordingError(`${file}:${at}: this is no line of a recording: ${problems.join(' ')}`);
  });
  const [head, ...others] = lines;
  if (head?.kind !== 'recording')
    throw new RecordingError(`${file}: this is no recording: its first line must be {"kind":"recording",...}.`);
  if (others.some(({ kind }) => kind === 'recording')) throw new RecordingError(`${file}: it holds more than one recording.`);
  return { head, lines: others as RecordingLine[] };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws {RecordingError} when it cannot be read, or is no recording */
export async function readRecording(file: string): Promise<Recording> {
  return parseRecording(await readText(file), file);
}

/** @throws {RecordingError} when it cannot be read */
export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new RecordingError(`${file} cannot be read: ${fileFailureInWords(error)}.`);
  });
}

/** @throws {RecordingError} when it cannot be written */
export async function writeRecording(file: string, recording: Recording): Promise<void> {
  await writeFile(file, formatRecording(recording)).catch((error: unknown) => {
    throw new RecordingError(`${file} cannot be written: ${(error as Error).message}.`);
  });
}
