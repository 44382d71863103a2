import { resolveMethod, resolveOutcome } from '../../client/index.ts';
import type { ScenarioEvent } from '../events.ts';
import type { Scenario, Step } from '../format/scenario.ts';
import type { ExchangeMessage } from './journal.ts';
import { describeExchange } from './journal.ts';
import { tellStep, collectTexts } from './steps.ts';
import type { Texts } from './telling.ts';
import { formatDuration, formatTime } from './words.ts';
import { indentBeside } from './wrap.ts';

export type Style = 'bold' | 'dim' | 'cyan' | 'green' | 'red' | 'yellow';

export interface NarratorOptions {
  readonly scenario: Scenario;
  /** Receives the texts. Each ends with a line break. */
  readonly write: (text: string) => void;
  /** Width of a line in characters. */
  readonly width: number;
  readonly paint: (style: Style, text: string) => string;
}

/** The raw answer only repeats the other outputs. */
const hiddenOutput = 'response';

/** Tells a run in plain words while it happens. */
export class Narrator {
  readonly #options: NarratorOptions;
  readonly #texts: Texts;

  constructor(options: NarratorOptions) {
    this.#options = options;
    this.#texts = collectTexts(options.scenario);
  }

  /** Says what will happen, before a step. */
  announce(step: Step): void {
    const { steps } = this.#options.scenario;
    const { does, during } = tellStep(step, this.#texts);
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
        for (const message of describeExchange(event.entry)) this.#message(message);
        return;
      case 'outside-request': {
        const { method, url, status, problem } = event;
        const to = status === null ? 'network' : 'file server';
        const wire = `${method} ${new URL(url).pathname}`;
        this.#message({ from: 'Flow', to, wire, meaning: '', isRefusal: false });
        const isRefusal = status === null || status >= 400;
        return this.#message({ from: to, to: 'Flow', wire: String(status ?? problem), meaning: '', isRefusal });
      }
      case 'result':
        return this.#result(event);
      case 'time':
        return this.#block('  ', `${formatDuration(event.to - event.from)} later. It is now ${formatTime(event.to)}.`, 'cyan');
      case 'step-ends':
        if (event.passed && tellStep(event.step, this.#texts).isCheck) this.#block('  ✓ ', 'Confirmed.', 'green');
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
    this.#block('', `It is ${formatTime(at)}. The clock stands still. It jumps forward when something has to wait.`, 'cyan');
  }

  #message({ from, to, wire, meaning, why, isRefusal }: ExchangeMessage): void {
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
    const shown = Object.entries(outputs).filter(([key, value]) => key !== hiddenOutput && value !== '');
    const longest = Math.max(...shown.map(([key]) => key.length));
    for (const [key, value] of shown) this.#block(`      ${key.padEnd(longest)}  `, String(value), 'dim');
  }

  #block(label: string, text: string, style?: Style): void {
    const { width, paint } = this.#options;
    const block = indentBeside(label, text, width);
    this.#line(style === undefined ? block : label + paint(style, block.slice(label.length)));
  }

  #line(text: string): void {
    this.#options.write(`${text.trimEnd()}\n`);
  }
}
