import type { Scenario } from '../format/scenario.ts';
import { tellStep, collectTexts } from './steps.ts';
import { listMembers } from './words.ts';
import { indentBeside } from './wrap.ts';

/**
 * The scenario as a trainer tells it.
 * @param width of a line in characters
 */
export function formatProse(scenario: Scenario, width = 80): string {
  const { title, teaches, steps } = scenario;
  const texts = collectTexts(scenario);
  const number = String(steps.at(-1)!.number).length;
  const paragraphs = steps.map((step) => {
    const { does, during, then } = tellStep(step, texts);
    const label = step.row === null ? `${step.number}. ` : `${step.number}, row ${step.row}. `;
    const sentences = [does, ...during.map((condition) => `Meanwhile: ${condition}`), ...then];
    return indentBeside(label.padStart(number + 2), sentences.join(' '), width);
  });
  return [
    title,
    '='.repeat(Math.min(title.length, width)),
    indentBeside('', teaches, width),
    ...describeSetting(scenario, width),
    '',
    ...paragraphs,
  ].join('\n');
}

/** How world, settings, authorization and options differ from the defaults. */
function describeSetting({ world, agents, settings, authorization, options }: Scenario, width: number): string[] {
  const sections = Object.keys(world);
  const given = (what: string, members: Readonly<Record<string, unknown>>) =>
    Object.keys(members).length === 0 ? [] : [`${what}: ${listMembers(members)}.`];
  const sentences = [
    ...(sections.length === 0 ? [] : [`The world has its own ${sections.join(', ')}.`]),
    ...(agents === 'answers' ? ['Agents chat by themselves.'] : agents === 'silent' ? ['Agents get chats but say nothing.'] : []),
    ...given('Settings', settings),
    ...given('The authorization differs', authorization),
    ...given('Options of the client', options),
  ];
  return sentences.length === 0 ? [] : ['', ...sentences.map((sentence) => indentBeside('', sentence, width))];
}
