import { print, tell } from '../../cli/output.ts';
import { describeProblem, inputError, VerifierInputError } from './errors.ts';
import type { Interaction } from './pact-files.ts';
import type { ProviderTarget, RunningProvider } from './provider-target.ts';
import type { InteractionResult } from './result.ts';
import { verify } from './verify.ts';

/** The command line and its environment variables. */
export interface VerifyFlags {
  url?: string;
  provider?: string;
  controlToken?: string;
  clientId?: string;
  clientSecret?: string;
}

const exitCodes = { passed: 0, failed: 1, badInput: 2 } as const;

export async function verifyCommand(pacts: string[], { provider, ...flags }: VerifyFlags): Promise<void> {
  try {
    const running = readRunningProvider(flags);
    const results = await verify({ pacts, provider, running, onStart: printStart, onResult: createReporter() });
    printLine(`\n${summary(results)}`);
    process.exitCode =
      results.every(({ verdict }) => verdict !== 'failed') && hasVerdict(results, 'passed') ? exitCodes.passed : exitCodes.failed;
  } catch (error) {
    if (!(error instanceof VerifierInputError)) throw error;
    for (const problem of error.problems) tell(describeProblem(problem));
    process.exitCode = exitCodes.badInput;
  }
}

function readRunningProvider({ url, controlToken, clientId, clientSecret }: VerifyFlags): RunningProvider | undefined {
  if ((clientId === undefined) !== (clientSecret === undefined))
    throw inputError([], '--client-id and --client-secret go together.');
  if (url !== undefined) {
    const credentials = clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
    return { url, controlToken, credentials };
  }
  if (clientId !== undefined || controlToken !== undefined)
    throw inputError([], '--control-token, --client-id and --client-secret are about a running provider: say which with --url.');
  return undefined;
}

function printLine(line: string): void {
  print(`${line}\n`);
}

const kinds = {
  simulator: 'the simulator at',
  ece: 'what answers without a control API, a real ECE for instance, at',
} as const;

function printStart(interactions: readonly Interaction[], target: ProviderTarget): void {
  const own = target.kind === 'simulator' && target.isOwn;
  const where = own ? 'a simulator started for it' : `${kinds[target.kind]} ${target.url}`;
  printLine(`Verifying ${formatCount(interactions.length, 'interaction')} against ${where}`);
}

/** Prints each interaction below the heading of its pact. */
function createReporter(): (result: InteractionResult) => void {
  let heading = '';
  return (result) => {
    const { file, consumer, provider, description, states } = result;
    const pact = `\n${consumer} with ${provider} (${file})`;
    if (pact !== heading) printLine((heading = pact));
    const given = states.length === 0 ? '' : `, given ${states.map(({ name }) => name).join('; ')}`;
    printLine(`  ${words[result.verdict]}  ${description}${given}`);
    for (const reason of reasonsOf(result)) printLine(`             ${reason}`);
  };
}

const words = { passed: 'passed ', failed: 'FAILED ', skipped: 'skipped' } as const;

function reasonsOf(result: InteractionResult): readonly string[] {
  switch (result.verdict) {
    case 'passed':
      return [];
    case 'failed':
      return result.mismatches;
    case 'skipped':
      return [result.reason];
  }
}

function summary(results: readonly InteractionResult[]): string {
  const counts = (['passed', 'failed', 'skipped'] as const).map(
    (verdict) => `${results.filter((result) => result.verdict === verdict).length} ${verdict}`,
  );
  const line = `${formatCount(results.length, 'interaction')}: ${counts.join(', ')}`;
  return hasVerdict(results, 'passed') || hasVerdict(results, 'failed') ? line : `${line}. Nothing was verified.`;
}

function hasVerdict(results: readonly InteractionResult[], verdict: InteractionResult['verdict']): boolean {
  return results.some((result) => result.verdict === verdict);
}

function formatCount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
