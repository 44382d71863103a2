import type { OutcomeAndOutputs, MethodPath } from '../../client/index.ts';
import { resolveMethod, resolveOutcome } from '../../client/index.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { ScenarioEvent } from '../events.ts';
import type { Scenario, Step } from '../format/scenario.ts';
import { findCustomerLine } from './customer-line.ts';
import { tellNode } from './node-sentence.ts';
import { collectTexts, tellStep } from './steps.ts';
import type { Texts } from './telling.ts';
import type { Style } from './wire-lines.ts';
import { WireLines } from './wire-lines.ts';
import { formatDuration, formatTime } from './words.ts';
import { indentBeside } from './wrap.ts';

export type { Style } from './wire-lines.ts';

export interface NarratorOptions {
  readonly scenario: Scenario;
  /** Receives the texts. Each ends with a line break. */
  readonly write: (text: string) => void;
  /** Width of a line in characters. */
  readonly width: number;
  readonly paint: (style: Style, text: string) => string;
  /** Whether requests and callbacks are shown below what people do. */
  readonly wire: boolean;
}

type EventOf<Type extends ScenarioEvent['type']> = Extract<ScenarioEvent, { type: Type }>;

/** Who speaks or acts stands before the text, in a column of this width. */
const columnWidth = 10;

/** Whose the steps are that are told by their sentence alone. */
const actors: Readonly<Partial<Record<Step['kind'], string>>> = {
  fault: 'ECE',
  repair: 'ECE',
  network: 'Network',
  platform: 'Platform',
  receiver: 'Flow',
  process: 'Flow',
  file: 'Customer',
};

/** Tells a run while it happens, as a script of a play: who says or does what. Each text stands once. */
export class Narrator {
  readonly #options: NarratorOptions;
  readonly #texts: Texts;
  readonly #wire: WireLines;
  /** What people have said so far. */
  readonly #said = new Set<string>();
  /** Entries of the journal since the last sentence about a node. */
  #entries: JournalEntry[] = [];
  /** Time that has passed and is not told yet. */
  #passed: { from: number; to: number } | undefined;
  #previous = '';

  constructor(options: NarratorOptions) {
    this.#options = options;
    this.#texts = collectTexts(options.scenario);
    this.#wire = new WireLines((label, text, style) => this.#block(label, text, style), options.wire);
  }

  /** Shows requests and callbacks from now on, those of the last step too, or hides them. */
  toggleWire(): void {
    this.#wire.toggle();
    if (!this.#wire.isShown) this.#block('', 'The wire is hidden.', 'dim');
  }

  tell(event: ScenarioEvent): void {
    switch (event.type) {
      case 'scenario-begins':
        return this.#begin(event);
      case 'step-begins':
        return this.#beginStep(event.step);
      case 'narration':
        this.#gap('narration');
        return this.#block('» ', event.text, 'yellow');
      case 'act':
        return this.#act(event);
      case 'journal':
        this.#entries.push(event.entry);
        return this.#wire.add(event);
      case 'outside-request':
        return this.#wire.add(event);
      case 'result':
        return this.#result(event);
      case 'time':
        this.#passed = { from: this.#passed?.from ?? event.from, to: event.to };
        return;
      case 'step-ends':
        return this.#endStep(event);
      case 'scenario-ends':
        this.#gap('end');
        if (event.passed) this.#block('', 'The end. Everything happened as the scenario says.', 'green');
        return;
    }
  }

  #begin({ title, teaches, at }: EventOf<'scenario-begins'>): void {
    this.#block('', title, 'bold');
    this.#line('='.repeat(Math.min(title.length, this.#options.width)));
    this.#block('', teaches);
    this.#line('');
    this.#block('', `It is ${formatTime(at)}. The clock stands still. It jumps forward when something has to wait.`, 'cyan');
  }

  #beginStep(step: Step): void {
    if (step.kind !== 'say') this.#wire.clear();
    const { does, during } = tellStep(step, this.#texts);
    const actor = actors[step.kind];
    if (actor !== undefined) this.#speak(actor, does);
    const line = findCustomerLine(step, this.#texts);
    if (line !== undefined && !this.#said.has(line)) this.#speak('Customer', line);
    if (line !== undefined) this.#said.add(line);
    for (const condition of during) this.#speak('Meanwhile', condition);
  }

  #act({ who, does, text }: EventOf<'act'>): void {
    // What an agent sees is a check, and told as one.
    if (does.startsWith('sees ')) return;
    const said = who === 'customer' ? text : /^says(?: in HTML)?: (.*)$/s.exec(does)?.[1];
    if (said !== undefined) this.#said.add(said);
    const name = who === 'customer' ? 'Customer' : who === 'administrator' ? 'Admin' : who;
    this.#speak(name, said ?? `(${does})`);
  }

  #result({ method: path, outcome, outputs }: EventOf<'result'>): void {
    const { method } = resolveMethod(path);
    if (resolveOutcome(method, outcome).kind === 'event') return this.#hear({ outcome, outputs });
    const calls = this.#entries.filter(({ kind }) => kind === 'call');
    const { name, does, onTheWay, why, isGood } = tellNode(path as MethodPath, { outcome, outputs }, calls);
    this.#entries = [];
    this.#gap('Flow');
    this.#block('Flow'.padEnd(columnWidth), [`${name} ${does}.`, onTheWay].filter(Boolean).join(' '));
    const label = `${' '.repeat(columnWidth)}→ `;
    this.#block(label, why === '' ? outcome : `${outcome}: ${why}`, isGood ? 'green' : 'red');
    this.#tellTime();
  }

  /** Start Conversation leaves once more with each callback. */
  #hear({ outcome, outputs }: OutcomeAndOutputs): void {
    const content = String(outputs['content'] ?? '');
    const isKnown = content === '' || this.#said.has(content);
    const heard = outcome === 'Message' ? 'and shows it to the customer' : '';
    this.#speak('Flow', [`hears ${outcome}`, heard].filter(Boolean).join(' ') + (isKnown ? '.' : `: "${content}"`), 'green');
    this.#said.add(content);
  }

  #endStep({ step, passed }: EventOf<'step-ends'>): void {
    this.#tellTime();
    this.#tellLostCallbacks();
    const { does, isCheck } = tellStep(step, this.#texts);
    if (passed && isCheck) {
      if (this.#previous === 'narration') this.#gap('check');
      this.#block(`${' '.repeat(columnWidth)}✓ `, this.#shortened(does), 'dim');
    }
    this.#wire.show();
  }

  /** What somebody said is not said again by the one who sees it. */
  #shortened(check: string): string {
    const [, who, text, times] = /^Agent (.*) sees "(.*)"(.*?)\.?$/s.exec(check) ?? [];
    if (text === undefined || !this.#said.has(text)) return check;
    return times === ' never' ? `${who} does not see it.` : `${who} sees it${times}.`;
  }

  #tellLostCallbacks(): void {
    const lost = this.#entries.filter(({ kind, answer }) => kind === 'callback' && (answer === null || answer.status >= 400));
    this.#entries = [];
    const last = lost.at(-1);
    if (last === undefined) return;
    const why = last.answer === null ? (last.problem ?? 'no answer') : `the receiver answers ${last.answer.status}`;
    const times = lost.length === 1 ? '' : ` ${lost.length} times`;
    this.#speak('ECE', `tries${times} to deliver a callback, in vain: ${why}.`, 'red');
  }

  #tellTime(): void {
    if (this.#passed === undefined) return;
    const { from, to } = this.#passed;
    this.#passed = undefined;
    this.#gap('time');
    this.#block(' '.repeat(columnWidth), `${formatDuration(to - from)} later. It is now ${formatTime(to)}.`, 'cyan');
  }

  #speak(who: string, text: string, style?: Style): void {
    this.#tellTime();
    this.#gap(who);
    this.#block(`${who} `.padEnd(columnWidth), text, style);
  }

  /** A blank line where somebody else begins, and around a narration. */
  #gap(who: string): void {
    if (who !== this.#previous) this.#line('');
    this.#previous = who;
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
