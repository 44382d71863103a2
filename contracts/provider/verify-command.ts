import { writeFile } from 'node:fs/promises';
import { print, tell } from '../../cli/output.ts';
import { ConfigurationError } from '../../simulator/errors.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { askInTerminal } from './ask-person.ts';
import type { EntryPointSituation } from './ece-needs.ts';
import { entryPointSituations } from './ece-needs.ts';
import { describeProblem, inputError, isVerifierError, VerifierInputError } from './errors.ts';
import type { Interaction } from './pact-files.ts';
import type { ProviderTarget, RunningProvider } from './provider-target.ts';
import type { InteractionResult } from './result.ts';
import { verify } from './verify.ts';
import {
  countVerdicts,
  formatCount,
  formatJson,
  formatJunit,
  formatMarkdown,
  formatSummary,
  listPersonActs,
  reasonsOf,
} from './verify-reports.ts';

/** The command line and its environment variables. */
export interface VerifyFlags {
  url?: string;
  /** A site file for the simulator that is started. */
  site?: string;
  provider?: string;
  controlToken?: string;
  clientId?: string;
  clientSecret?: string;
  userName?: string;
  password?: string;
  /** Each is an id, or `situation=id`. */
  entryPoint?: string[];
  withAgent?: true;
  failOnSkipped?: true;
  junit?: string;
  json?: string;
  summary?: string;
}

const exitCodes = { passed: 0, failed: 1, badInput: 2 } as const;

export async function verifyCommand(pacts: string[], flags: VerifyFlags): Promise<void> {
  try {
    const running = readRunningProvider(flags);
    const ask = flags.withAgent && askInTerminal(process.stdin, process.stderr);
    let where = '';
    const onStart = (interactions: readonly Interaction[], target: ProviderTarget) => {
      where = describeTarget(target);
      printLine(`Verifying ${formatCount(interactions.length, 'interaction')} against ${where}`);
    };
    const { provider, site } = flags;
    if (site !== undefined && running !== undefined)
      throw inputError([], '--site is for the simulator that is started: leave it out with --url.');
    for (const [flag, file] of reportFiles(flags)) await writeReport(flag, file, '');
    const results = await verify({ pacts, provider, running, site, onStart, onResult: createReporter(), ...(ask && { ask }) });
    printPersonActs(results);
    printLine(`\n${formatSummary(results)}`);
    for (const [flag, file, format] of reportFiles(flags)) await writeReport(flag, file, format(results, where));
    process.exitCode = exitCodeOf(results, flags);
  } catch (error) {
    if (!isVerifierError(error) && !(error instanceof ConfigurationError)) throw error;
    if (error instanceof VerifierInputError) for (const problem of error.problems) tell(describeProblem(problem));
    else tell(error.message);
    process.exitCode = exitCodes.badInput;
  } finally {
    process.stdin.destroy();
  }
}

function exitCodeOf(results: readonly InteractionResult[], { failOnSkipped }: VerifyFlags): number {
  const { passed, failed, skipped } = countVerdicts(results);
  const isGood = failed === 0 && passed > 0 && !(failOnSkipped && skipped > 0);
  return isGood ? exitCodes.passed : exitCodes.failed;
}

function readRunningProvider(flags: VerifyFlags): RunningProvider | undefined {
  const { url, controlToken, clientId, clientSecret, userName, password, entryPoint, withAgent } = flags;
  if ((clientId === undefined) !== (clientSecret === undefined))
    throw inputError([], '--client-id and --client-secret go together.');
  if ((userName === undefined) !== (password === undefined)) throw inputError([], '--user-name and --password go together.');
  if (url === undefined) {
    if ([clientId, controlToken, userName, entryPoint, withAgent].every((flag) => flag === undefined)) return undefined;
    const names = '--control-token, --client-id, --client-secret, --user-name, --password, --entry-point and --with-agent';
    throw inputError([], `${names} are about a running provider: say which with --url.`);
  }
  return {
    url,
    controlToken,
    credentials: clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret },
    user: userName === undefined || password === undefined ? undefined : { userName, password },
    entryPoints: readEntryPoints(entryPoint ?? []),
  };
}

/** `1001` has agents ready; `inactive=1005` names the situation of another. */
function readEntryPoints(given: readonly string[]): Partial<Record<EntryPointSituation, string>> {
  const pairs = given.map((text): [string, string] => {
    const [first = '', ...rest] = text.split('=').map((part) => part.trim());
    const [situation, id] = rest.length === 0 ? ['ready', first] : [first, rest.join('=')];
    if (!Object.hasOwn(entryPointSituations, situation))
      throw inputError(
        ['--entry-point'],
        `no situation of an entry point is called "${situation}".${didYouMeanOrValid(situation, Object.keys(entryPointSituations))}`,
      );
    if (!/^\d+$/.test(id)) throw inputError(['--entry-point'], `"${text}" has no id of an entry point, which is a number.`);
    return [situation, id];
  });
  const twice = pairs.find(([situation], at) => pairs.findIndex(([other]) => other === situation) < at);
  if (twice !== undefined)
    throw inputError(['--entry-point'], `the situation "${twice[0]}" has two entry points: name one for each situation.`);
  return Object.fromEntries(pairs);
}

/** What a pact of somebody else says must not steer the terminal. */
function printLine(line: string): void {
  print(`${line.replaceAll(/[^\P{Cc}\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')}\n`);
}

/** Nor must it look like a line of the verification. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s*[\n\u2028\u2029]\s*/g, ' ');
}

const kinds = {
  simulator: 'the simulator at',
  ece: 'what answers without a control API, a real ECE for instance, at',
} as const;

function describeTarget(target: ProviderTarget): string {
  const isOwn = target.kind === 'simulator' && target.isOwn;
  return isOwn ? 'a simulator started for it' : `${kinds[target.kind]} ${target.url}`;
}

/** Prints each interaction below the heading of its pact. */
function createReporter(): (result: InteractionResult) => void {
  let heading = '';
  return (result) => {
    const { file, consumer, provider, description, states } = result;
    const pact = `\n${inOneLine(`${consumer} with ${provider} (${file})`)}`;
    if (pact !== heading) printLine((heading = pact));
    const given = states.length === 0 ? '' : `, given ${states.map(({ name }) => name).join('; ')}`;
    printLine(`  ${words[result.verdict]}  ${inOneLine(description + given)}`);
    for (const reason of reasonsOf(result)) printLine(`             ${inOneLine(reason)}`);
  };
}

const words = { passed: 'passed ', failed: 'FAILED ', skipped: 'skipped' } as const;

function printPersonActs(results: readonly InteractionResult[]): void {
  const acts = listPersonActs(results);
  if (acts.length === 0) return;
  printLine('\nWhat a person would have to do for those that are skipped:');
  for (const [act, count] of acts) printLine(`  ${act} (${formatCount(count, 'interaction')})`);
}

type Format = (results: readonly InteractionResult[], where: string) => string;

function reportFiles({ junit, json, summary }: VerifyFlags): (readonly [flag: string, file: string, format: Format])[] {
  const reports = [
    ['--junit', junit, formatJunit],
    ['--json', json, formatJson],
    ['--summary', summary, formatMarkdown],
  ] as const;
  return reports.flatMap(([flag, file, format]) => (file === undefined ? [] : [[flag, file, format]]));
}

/** Written empty before the run: a path that cannot be written costs no run, and no report of an earlier one stays. */
async function writeReport(flag: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw inputError([flag], `${file} cannot be written: ${(error as Error).message}.`);
  }
}
