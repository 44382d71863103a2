import { createInterface } from 'node:readline/promises';
import { findCommandName } from '../library.ts';
import type { Scenario } from '../format/scenario.ts';
import { indentBeside } from '../telling/wrap.ts';
import { chooseScenario, chooseScenarios, isNamed } from './choose.ts';
import { CommandInputError, InterruptedError } from './run-command.ts';
import { print, printError } from '../../cli/output.ts';

const width = 80;
/** A word as short as this must stand there whole; "no" is not meant to find "node". */
const shortWord = 3;

/**
 * The scenario that the words of a command mean: a name, a file, or words of a title or teaching.
 * @param canAsk whether somebody can be asked when several match
 * @throws {InvalidScenarioError | CommandInputError} when none is meant, or several and nobody can be asked
 */
export async function findScenario(words: readonly string[], canAsk = false): Promise<Scenario> {
  const [name = ''] = words;
  if (words.length === 1 && isNamed(name)) return chooseScenario(name);
  const found = searchScenarios(words, chooseScenarios([]));
  const query = words.join(' ');
  const [only] = found;
  // Says what is wrong with a name, with the nearest one.
  if (only === undefined && words.length === 1) return chooseScenario(name);
  if (only === undefined)
    throw new CommandInputError(`No scenario has the words "${query}" in its title or teaching. "scenario list" names all.`);
  if (found.length === 1) {
    // What a program reads stays free of it.
    (canAsk ? print : printError)(`1 scenario matches "${query}": ${only.name}.\n\n`);
    return only;
  }
  const list = formatMatches(query, found);
  if (!canAsk) throw new CommandInputError(`${list}\nName one of them.`);
  print(`${list}\n\n`);
  return askForOne(found);
}

/** The scenarios that have every word in name, title or teaching, those with the words in the title first. A word with hyphens is a phrase. */
export function searchScenarios(words: readonly string[], scenarios: readonly Scenario[]): Scenario[] {
  const phrases = words.flatMap((word) => word.split(/\s+/)).map(wordsOf);
  const fits = (...texts: string[]) => {
    const all = texts.map(wordsOf);
    return phrases.every((phrase) => all.some((one) => hasPhrase(one, phrase)));
  };
  const matching = scenarios.filter(({ name, title, teaches }) => fits(name, title, teaches));
  const isInTitle = ({ name, title }: Scenario) => (fits(name, title) ? 0 : 1);
  return matching.toSorted((one, other) => isInTitle(one) - isInTitle(other) || (one.name < other.name ? -1 : 1));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function hasPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  return words.some((_, start) =>
    phrase.every((part, index) => {
      const word = words[start + index];
      return part.length <= shortWord ? word === part : word?.startsWith(part) === true;
    }),
  );
}

function formatMatches(query: string, found: readonly Scenario[]): string {
  const digits = String(found.length).length;
  const entries = found.map((scenario, index) => {
    const label = `${String(index + 1).padStart(digits)}  `;
    const indent = ' '.repeat(label.length);
    return [`${label}${findCommandName(scenario)}: ${scenario.title}`, indentBeside(indent, scenario.teaches, width)].join('\n');
  });
  return [`${found.length} scenarios match "${query}":`, ...entries].join('\n');
}

async function askForOne(found: readonly Scenario[]): Promise<Scenario> {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const answer = (await reader.question(`Which one, 1 to ${found.length}? `)).trim();
      const chosen = found[Number(answer) - 1] ?? found.find(({ name }) => name === answer);
      if (chosen !== undefined) return chosen;
      print(`"${answer}" is none of them; type a number from 1 to ${found.length}.\n`);
    }
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw new InterruptedError('SIGINT', { cause: error });
    throw error;
  } finally {
    reader.close();
  }
}
