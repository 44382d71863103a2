import { cpuUnit } from '../harness/measured-call.ts';
import type { Figure, ProfileOfCall, Verdict } from '../harness/question.ts';
import { reaches } from '../harness/question.ts';
import { bareName } from '../harness/servers.ts';
import { beforeName, thisTree } from '../harness/trees.ts';
import { barChart, stackChart } from './charts.ts';
import { goalText, inDigits, inTime, reachedText } from './printing.ts';
import type { Answered, Results } from './results.ts';
import type { Section } from './sections.ts';
import { sections } from './sections.ts';

/** The page and its plots, by their path below `docs`. */
export function pageOf(results: Results): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const parts = [head(results), goals(results)];
  for (const section of sections) {
    const answered = results.answers.find(({ name }) => name === section.question);
    if (answered !== undefined) parts.push(sectionOf(section, answered, { files, profiles: profilesOf(results) }));
  }
  parts.push(profiles(results, files), missing(results));
  files.set('performance.md', `${parts.filter((part) => part !== '').join('\n\n')}\n`);
  return files;
}

function head(results: Results): string {
  const { takenOn, machine, trees } = results;
  const { processors, memory, system, node, loadBefore } = machine;
  const compared = trees.map(({ name, commit, subject }) => {
    const title = subject === '' ? '' : ` (“${subject}”)`;
    return `**${name}** is commit \`${commit.slice(0, 12)}${commit.endsWith('-dirty') ? ' with changes' : ''}\`${title}`;
  });
  return [
    '# Performance',
    '',
    '`npm run benchmark -- all` writes this page and `performance.json`. `npm run benchmark` lists what can be measured alone. Machines differ, and so does one machine from minute to minute: compare ratios.',
    '',
    `Taken on ${takenOn.slice(0, 16).replace('T', ' ')} UTC in one run: ${processors}, ${memory}, ${system}, Node ${node.slice(1)}. Load of the machine when it began: ${loadBefore}.${stolenText(results)} ${compared.join('; ')}.`,
    ...doubtsAbout(results),
    '',
    'What is compared is measured in turns, in several rounds; the first ones, in which programs are compiled, are not counted. A figure is the median, with the least and the most in brackets. Processor time is that of the server, user and system, of all its threads. Each benchmark checks its answers: one that measured a refusal or an error fails.',
  ].join('\n');
}

/** What a shared host takes makes every figure larger, and most of all those of programs that use much memory. */
function stolenText({ stolen }: Results): string {
  if (stolen === null) return '';
  return ` Of the processor time that it asked for meanwhile, its host gave ${(100 * stolen).toFixed(1)} % to others.`;
}

const loadOfQuietMachine = 0.5;

/** A machine that does other work, and a run that is cut short, give figures that cannot be trusted. */
function doubtsAbout({ machine, size }: Results): string[] {
  const doubts = [
    ...(size === 'quick' ? ['the run was cut short (`--quick`)'] : []),
    ...(machine.loadBefore > loadOfQuietMachine ? ['the machine did other work'] : []),
  ];
  return doubts.length === 0 ? [] : ['', `**These figures are no measurement**: ${doubts.join(', and ')}.`];
}

function goals({ answers }: Results): string {
  const verdicts = answers.flatMap(({ findings }) => findings.verdicts);
  const rows = verdicts
    .filter(({ goal }) => goal !== undefined)
    .map((verdict) => [
      verdict.what,
      `${withUnit(verdict.value, verdict.unit)}${spreadText(verdict)}`,
      verdict.before === undefined ? '' : withUnit(verdict.before, verdict.unit),
      goalText(verdict),
      reachedText(verdict),
    ]);
  return ['## Goals', table(['what', thisTree, beforeName, 'goal', ''], rows), ...speedOfMachine(answers)].join('\n\n');
}

function speedOfMachine(answers: readonly Answered[]): string[] {
  const figures = answers.flatMap(({ findings }) => findings.figures);
  const bare = figures.find(({ what, subject, unit }) => what === 'send message' && subject === bareName && unit === cpuUnit);
  if (bare === undefined) return [];
  const took = `${inDigits(bare.median)} ${bare.unit}`;
  return [`Goals that are no ratios depend on the machine: here the bare server took ${took} for a message.`];
}

function sectionOf(
  { question, title, means, plots, isLogarithmic }: Section,
  answered: Answered,
  { files, profiles: all }: { readonly files: Map<string, string>; readonly profiles: readonly ProfileOfCall[] },
): string {
  const { findings, failure } = answered;
  const parts = [`## ${title}`, means];
  if (failure !== undefined) parts.push(`**It could not be measured.** ${failure}`);
  const drawn = plots === undefined ? [] : findings.figures.filter(plots);
  if (drawn.length > 0) {
    const groups = [...new Set(drawn.map(({ what }) => what))].map((what) => ({
      label: what,
      bars: drawn.filter((figure) => figure.what === what).map(({ subject, median }) => ({ name: subject, value: median })),
    }));
    const file = `performance/${question}.svg`;
    files.set(file, barChart({ title, unit: drawn[0]!.unit, groups, ...(isLogarithmic && { isLogarithmic }) }));
    parts.push(`![${title}](${file})`);
  }
  if (findings.figures.length > 0) parts.push(figureTable(findings.figures));
  const others = findings.verdicts.filter(({ goal }) => goal === undefined).map(sentenceOf);
  if (others.length > 0) parts.push(others.join('\n'));
  parts.push(...findings.verdicts.flatMap((verdict) => whereTheRestGoes(verdict, all)));
  return parts.join('\n\n');
}

/** Of the rounds, where there were several. */
function spreadText({ least, most }: Verdict): string {
  return least === most ? '' : ` (${inDigits(least)}–${inDigits(most)})`;
}

function sentenceOf({ what, value, before, unit }: Verdict): string {
  const compared = before === undefined ? '' : ` (before: ${withUnit(before, unit)})`;
  return `- ${what}: ${withUnit(value, unit)}${compared}`;
}

/** Parts that take less of the whole are left out. */
const leastShare = 0.01;

/** For a goal that is missed: what each part takes, beside what it takes in the bare server. */
function whereTheRestGoes({ what, value, goal, explainedBy }: Verdict, all: readonly ProfileOfCall[]): string[] {
  if (goal === undefined || reaches(goal, value)) return [];
  const profileIn = (subject: string) => all.find((one) => one.what === explainedBy && one.subject === subject);
  const profile = profileIn(thisTree);
  if (profile === undefined) return [`The goal for “${what}” is missed.`];
  const bare = profileIn(bareName);
  const rows = profile.parts
    .filter(({ microseconds }) => microseconds >= leastShare * profile.microseconds)
    .map(({ part, microseconds }) => {
      const inBare = bare?.parts.find((one) => one.part === part);
      const cells = [part, `${Math.round((100 * microseconds) / profile.microseconds)} %`, inTime(microseconds)];
      return bare === undefined ? cells : [...cells, inBare === undefined ? '' : inTime(inBare.microseconds)];
    });
  return [
    `The goal for “${what}” is missed. ${inTime(profile.microseconds)} are spent on:`,
    table(['part', 'share', 'time', ...(bare === undefined ? [] : [bareName])], rows),
  ];
}

/** A row for each thing, a column for each subject. */
function figureTable(figures: readonly Figure[]): string {
  const subjects = [...new Set(figures.map(({ subject }) => subject))];
  const rows = [...new Set(figures.map(({ what, unit }) => `${what}\n${unit}`))].map((key) => {
    const [what, unit] = key.split('\n');
    const cells = subjects.map((name) => {
      const figure = figures.find((one) => one.subject === name && one.what === what && one.unit === unit);
      if (figure === undefined) return '';
      const { median, least, most } = figure;
      return least === most ? inDigits(median) : `${inDigits(median)} (${inDigits(least)}–${inDigits(most)})`;
    });
    return [what!, unit!, ...cells];
  });
  return table(['what', 'unit', ...subjects], rows);
}

function profilesOf({ answers }: Results): ProfileOfCall[] {
  return answers.flatMap(({ findings }) => findings.profiles);
}

function profiles(results: Results, files: Map<string, string>): string {
  const all = profilesOf(results);
  if (all.length === 0) return '';
  const parts = [
    '## Where the time goes',
    'Profiles of the server while it is under load, sampled every 0.2 ms, spread over the parts of the program by the file in which a function is written. “Native code” is what Node does in C++ and in the system, above all writing to sockets. What other threads take, which collect garbage and compile, is measured by itself.',
  ];
  for (const what of new Set(all.map((one) => one.what))) {
    const ofIt = all.filter((one) => one.what === what);
    const file = `performance/profile-${what.replaceAll(/[^a-z]+/gi, '-').toLowerCase()}.svg`;
    const bars = ofIt.map(({ subject, parts: spent }) => ({
      label: subject,
      parts: spent.map(({ part, microseconds }) => ({ name: part, value: microseconds })),
    }));
    files.set(file, stackChart(`Processor time of ${what}, by part`, bars));
    parts.push(`### ${what}`, `![${what}](${file})`);
    const own = ofIt.find(({ subject }) => subject === thisTree);
    if (own === undefined) continue;
    const functions = own.functions
      .slice(0, 8)
      .map(({ name, part, microseconds }) => [`\`${name}\``, part, inTime(microseconds)]);
    parts.push(table(['function, by itself', 'part', 'time'], functions));
  }
  return parts.join('\n\n');
}

function missing({ answers }: Results): string {
  const lines = answers.flatMap(({ findings }) => findings.missing.map(({ subject, reason }) => `- ${subject}: ${reason}`));
  return lines.length === 0 ? '' : `## Not measured\n\n${lines.join('\n')}`;
}

function withUnit(value: number, unit: string): string {
  return unit === '' ? inDigits(value) : `${inDigits(value)} ${unit}`;
}

function table(head_: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head_), line(head_.map(() => '---')), ...rows.map(line)].join('\n');
}
