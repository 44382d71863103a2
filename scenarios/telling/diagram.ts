import type { Scenario } from '../format/scenario.ts';
import { tellStep, collectTexts } from './steps.ts';
import type { Arrow, Note, Participant } from './telling.ts';
import { participants } from './telling.ts';
import { wrapText } from './wrap.ts';

const arrows = { call: '->>', answer: '-->>', refusal: '--x' } as const;
const lineWidth = 40;

/** The scenario as a Mermaid sequence diagram. It shows only the participants that do something. */
export function formatDiagram(scenario: Scenario): string {
  const texts = collectTexts(scenario);
  const drawing = scenario.steps.flatMap((step) => tellStep(step, texts).drawing);
  const present = participants.filter(
    (participant) => participant === 'Flow' || drawing.some((one) => concerns(one, participant)),
  );
  return [
    'sequenceDiagram',
    ...present.map((participant) => `  participant ${participant}`),
    ...drawing.map((one) => `  ${'way' in one ? formatArrow(one) : formatNote(one, present)}`),
  ].join('\n');
}

function concerns(one: Arrow | Note, participant: Participant): boolean {
  return 'way' in one ? one.from === participant || one.to === participant : one.over === participant;
}

function formatArrow({ from, to, way, text }: Arrow): string {
  return `${from}${arrows[way]}${to}: ${escapeMermaid(text)}`;
}

function formatNote({ over, text }: Note, present: readonly Participant[]): string {
  const all = present.length === 1 ? present[0]! : `${present[0]!},${present.at(-1)!}`;
  return `Note over ${over ?? all}: ${escapeMermaid(text)}`;
}

/** Characters that mean something to Mermaid become its entities: a number between # and ;. */
function escapeMermaid(text: string): string {
  // eslint-disable-next-line no-control-regex -- the control characters are what is looked for
  const line = (part: string) => part.replaceAll(/[#;<>%$&\\{}\u0000-\u001f\u007f]/g, (sign) => `#${sign.charCodeAt(0)};`);
  return wrapText(text, lineWidth).map(line).join('<br/>');
}
