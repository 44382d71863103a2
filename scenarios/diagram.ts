import type { Scenario } from './scenario.ts';
import { tellingOf, textsOf } from './telling/steps.ts';
import type { Arrow, Note, Participant } from './telling/telling.ts';
import { participants } from './telling/telling.ts';
import { wrapped } from './telling/wrap.ts';

const arrows = { call: '->>', answer: '-->>', refusal: '--x' } as const;
const lineWidth = 40;

/** The scenario as a Mermaid sequence diagram. Only who takes part stands in it. */
export function diagram(scenario: Scenario): string {
  const texts = textsOf(scenario);
  const drawn = scenario.steps.flatMap((step) => tellingOf(step, texts).drawn);
  const present = participants.filter((participant) => participant === 'Flow' || drawn.some((one) => concerns(one, participant)));
  return [
    'sequenceDiagram',
    ...present.map((participant) => `  participant ${participant}`),
    ...drawn.map((one) => `  ${'way' in one ? arrowLine(one) : noteLine(one, present)}`),
  ].join('\n');
}

function concerns(one: Arrow | Note, participant: Participant): boolean {
  return 'way' in one ? one.from === participant || one.to === participant : one.over === participant;
}

function arrowLine({ from, to, way, text }: Arrow): string {
  return `${from}${arrows[way]}${to}: ${escaped(text)}`;
}

function noteLine({ over, text }: Note, present: readonly Participant[]): string {
  const all = present.length === 1 ? present[0]! : `${present[0]!},${present.at(-1)!}`;
  return `Note over ${over ?? all}: ${escaped(text)}`;
}

/** What is a sign for Mermaid, as an entity of Mermaid's: a number between # and ;. */
function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- the control characters are what is looked for
  const line = (part: string) => part.replaceAll(/[#;<>%$&\\{}\u0000-\u001f\u007f]/g, (sign) => `#${sign.charCodeAt(0)};`);
  return wrapped(text, lineWidth).map(line).join('<br/>');
}
