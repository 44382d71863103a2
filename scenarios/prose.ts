import type { Scenario } from './scenario.ts';
import { tellingOf, textsOf } from './telling/steps.ts';
import { listed } from './telling/words.ts';
import { beside } from './telling/wrap.ts';

/** The scenario as a trainer tells it, in lines of at most so many characters. */
export function prose(scenario: Scenario, width = 80): string {
  const { title, teaches, steps } = scenario;
  const texts = textsOf(scenario);
  const number = String(steps.at(-1)!.number).length;
  const told = steps.map((step) => {
    const { does, during, then } = tellingOf(step, texts);
    const label = step.row === null ? `${step.number}. ` : `${step.number}, row ${step.row}. `;
    const sentences = [does, ...during.map((condition) => `Meanwhile: ${condition}`), ...then];
    return beside(label.padStart(number + 2), sentences.join(' '), width);
  });
  return [
    title,
    '='.repeat(Math.min(title.length, width)),
    beside('', teaches, width),
    ...stageOf(scenario, width),
    '',
    ...told,
  ].join('\n');
}

/** What is not as in every scenario. */
function stageOf({ world, agents, settings, authorization, options }: Scenario, width: number): string[] {
  const sections = Object.keys(world);
  const given = (what: string, members: Readonly<Record<string, unknown>>) =>
    Object.keys(members).length === 0 ? [] : [`${what}: ${listed(members)}.`];
  const sentences = [
    ...(sections.length === 0 ? [] : [`The world has ${sections.join(', ')} of its own.`]),
    ...(agents === 'answers'
      ? ['Agents chat by themselves.']
      : agents === 'silent'
        ? ['Agents get chats, but say nothing.']
        : []),
    ...given('Settings', settings),
    ...given('The authorization differs', authorization),
    ...given('Options of the client', options),
  ];
  return sentences.length === 0 ? [] : ['', ...sentences.map((sentence) => beside('', sentence, width))];
}
