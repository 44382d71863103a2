import { resolveMethod, resolveOutcome } from '../client/index.ts';
import type { ScenarioEvent } from './events.ts';
import type { Scenario, Step } from './scenario.ts';
import type { Passage } from './telling/journal.ts';
import { passagesOf } from './telling/journal.ts';
import { tellingOf, textsOf } from './telling/steps.ts';
import type { Texts } from './telling/telling.ts';
import { durationInWords, timeInWords } from './telling/words.ts';
import { beside } from './telling/wrap.ts';

export type Style = 'bold' | 'dim' | 'cyan' | 'green' | 'red' | 'yellow';

export interface NarratorOptions {
  readonly scenario: Scenario;
  /** Takes what is told; each text ends with a line break. */
  readonly write: (text: string) => void;
  /** Characters of a line. */
  readonly width: number;
  readonly paint: (style: Style, text: string) => string;
}

/** Raw answers say nothing that the other outputs do not. */
const unsaid = 'response';

/** Tells a run in plain words while it happens. */
export class Narrator {
  readonly #options: NarratorOptions;
  readonly #texts: Texts;

  constructor(options: NarratorOptions) {
    this.#options = options;
    this.#texts = textsOf(options.scenario);
  }

  /** Before a step: what will happen. */
  announce(step: Step): void {
    const { steps } = this.#options.scenario;
    const { does, during } = tellingOf(step, this.#texts);
    this.#line('');
    if (step.kind === 'say') return this.#block('» ', does, 'yellow');
    const row = step.row === null ? '' : ` row ${step.row}`;
    this.#block(`[${step.number}/${steps.at(-1)!.number}${row}] `, does, 'bold');
    for (const condition of during) this.#block('  Meanwhile: ', condition);
  }

  tell(event: ScenarioEvent): void {
    switch (event.type) {
      case 'scenario-begins':
        return this.#begin(event);
      case 'journal':
        for (const passage of passagesOf(event.entry)) this.#passage(passage);
        return;
      case 'outside-request': {
        const { method, url, status, problem } = event;
        const to = status === null ? 'network' : 'file server';
        const wire = `${method} ${new URL(url).pathname}`;
        this.#passage({ from: 'Flow', to, wire, meaning: '', isRefusal: false });
        const isRefusal = status === null || status >= 400;
        return this.#passage({ from: to, to: 'Flow', wire: String(status ?? problem), meaning: '', isRefusal });
      }
      case 'result':
        return this.#result(event);
      case 'time':
        return this.#block('  ', `${durationInWords(event.to - event.from)} later. It is ${timeInWords(event.to)}.`, 'cyan');
      case 'step-ends':
        if (event.passed && isALook(event.step)) this.#block('  ✓ ', 'So it is.', 'green');
        return;
      case 'scenario-ends':
        this.#line('');
        if (event.passed) this.#block('', 'The end. Everything happened as the scenario says.', 'green');
        return;
    }
  }

  #begin({ title, teaches, at }: Extract<ScenarioEvent, { type: 'scenario-begins' }>): void {
    this.#block('', title, 'bold');
    this.#line('='.repeat(Math.min(title.length, this.#options.width)));
    this.#block('', teaches);
    this.#line('');
    this.#block('', `It is ${timeInWords(at)}. The clock stands still and jumps when something must wait.`, 'cyan');
  }

  #passage({ from, to, wire, meaning, why, isRefusal }: Passage): void {
    const label = `  ${from} → ${to}`.padEnd(17);
    const below = ' '.repeat(label.length);
    this.#block(label, wire, isRefusal ? 'red' : undefined);
    if (meaning !== '') this.#block(below, meaning);
    if (why !== undefined) this.#block(below, `Why, in the simulator's words: ${why}`, 'yellow');
  }

  #result({ method: path, outcome, outputs }: Extract<ScenarioEvent, { type: 'result' }>): void {
    const { method } = resolveMethod(path);
    const { kind, when } = resolveOutcome(method, outcome);
    this.#block('  ⇒ ', `${outcome}: ${when}`, kind === 'success' || kind === 'event' ? 'green' : 'red');
    const told = Object.entries(outputs).filter(([key, value]) => key !== unsaid && value !== '');
    const longest = Math.max(...told.map(([key]) => key.length));
    for (const [key, value] of told) this.#block(`      ${key.padEnd(longest)}  `, String(value), 'dim');
  }

  #block(label: string, text: string, style?: Style): void {
    const { width, paint } = this.#options;
    const block = beside(label, text, width);
    this.#line(style === undefined ? block : label + paint(style, block.slice(label.length)));
  }

  #line(text: string): void {
    this.#options.write(`${text.trimEnd()}\n`);
  }
}

/** Whether a step looks at what is so, and changes nothing. */
function isALook({ kind, data }: Step): boolean {
  if (kind === 'event') return data.event === 'none';
  if (kind === 'agent') return 'sees' in data;
  return ['journal', 'received', 'wait', 'typing'].includes(kind);
}
