import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Question } from '../harness/question.ts';

const folder = path.join(import.meta.dirname, '..');

/** Files of the folder that are no questions. */
const others = ['run.ts', 'bare-server.ts', 'hostile-bodies.ts', 'innocent-client.ts'];

/** One for each file of the folder. */
export function questionNames(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('.test.') && !others.includes(file));
  return files.map((file) => file.replace(/\.ts$/, '')).toSorted();
}

export async function readQuestion(name: string): Promise<Question> {
  return ((await import(path.join(folder, `${name}.ts`))) as { question: Question }).question;
}
