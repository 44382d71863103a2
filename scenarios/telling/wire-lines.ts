import type { ScenarioEvent } from '../events.ts';
import type { ExchangeMessage } from './journal.ts';
import { describeExchange } from './journal.ts';

export type Style = 'bold' | 'dim' | 'cyan' | 'green' | 'red' | 'yellow';

type WireEvent = Extract<ScenarioEvent, { type: 'journal' | 'outside-request' }>;

const margin = ' '.repeat(10);

/** The requests and callbacks of the step that runs, to be shown below what people did. */
export class WireLines {
  readonly #write: (label: string, text: string, style?: Style) => void;
  #isShown: boolean;
  #ofStep: WireEvent[] = [];
  #shown = 0;

  constructor(write: (label: string, text: string, style?: Style) => void, isShown: boolean) {
    this.#write = write;
    this.#isShown = isShown;
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  /** A step begins. */
  clear(): void {
    this.#ofStep = [];
    this.#shown = 0;
  }

  add(event: WireEvent): void {
    this.#ofStep.push(event);
  }

  toggle(): void {
    this.#isShown = !this.#isShown;
    this.show();
  }

  /** Writes what has not been written yet, unless the wire is hidden. */
  show(): void {
    if (!this.#isShown) return;
    for (const event of this.#ofStep.slice(this.#shown)) for (const message of messagesOf(event)) this.#message(message);
    this.#shown = this.#ofStep.length;
  }

  /** Why ECE refused is told with the node. */
  #message({ from, to, wire, meaning, isRefusal }: ExchangeMessage): void {
    const label = margin + `${from} → ${to}`.padEnd(14);
    const below = margin.padEnd(label.length);
    this.#write(label, wire, isRefusal ? 'red' : 'dim');
    if (meaning !== '') this.#write(below, meaning, 'dim');
  }
}

function messagesOf(event: WireEvent): ExchangeMessage[] {
  if (event.type === 'journal') return describeExchange(event.entry);
  const { method, url, status, problem } = event;
  const to = status === null ? 'network' : 'file server';
  const wire = `${method} ${new URL(url).pathname}`;
  const isRefusal = status === null || status >= 400;
  return [
    { from: 'Flow', to, wire, meaning: '', isRefusal: false },
    { from: to, to: 'Flow', wire: String(status ?? problem), meaning: '', isRefusal },
  ];
}
