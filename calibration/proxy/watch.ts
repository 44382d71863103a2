import type { SettingValues } from '../../simulator/protocol/settings.ts';
import type { Difference } from '../replay/compare.ts';
import type { Explanation } from '../replay/explain.ts';
import { explain, linesBefore } from '../replay/explain.ts';
import { Replica } from '../replay/replica.ts';
import type { Exchange } from '../recording/exchange.ts';

export interface Observed {
  readonly exchange: Exchange;
  readonly differences: readonly Difference[];
  /** Settings with which the simulator shows what the ECE shows; the best first. */
  readonly explanations: readonly Explanation[];
}

/** Exchanges that are kept to explain later ones. */
const keptForExplanations = 1000;
/** Exchanges that wait to be compared. Beyond, a live comparison would lag ever more behind the traffic. */
const mostWaiting = 500;

/** Compares traffic with the simulator while it goes on, one exchange after the other and behind the traffic. */
export class Watch {
  readonly #replica: Replica;
  readonly #settings: Partial<SettingValues>;
  readonly #root: string;
  readonly #onObserved: (observed: Observed) => void;
  readonly #lines: Exchange[] = [];
  /** Differences that were explained before are not explained again. */
  readonly #explained = new Map<string, readonly Explanation[]>();
  #work: Promise<void> = Promise.resolve();
  #waiting = 0;
  #leftOut = 0;

  /** @param contextRoot of the ECE */
  constructor(settings: Partial<SettingValues>, contextRoot: string, onObserved: (observed: Observed) => void) {
    this.#settings = settings;
    this.#root = contextRoot;
    this.#onObserved = onObserved;
    this.#replica = new Replica(settings, contextRoot);
  }

  /** Exchanges that were not compared, because too many came at once. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** @param exchange masked */
  add(exchange: Exchange): void {
    if (this.#waiting >= mostWaiting) {
      this.#leftOut++;
      return;
    }
    this.#waiting++;
    this.#work = this.#work.then(() => this.#observe(exchange)).finally(() => this.#waiting--);
  }

  /** Resolves when everything so far is compared. */
  settled(): Promise<void> {
    return this.#work;
  }

  async close(): Promise<void> {
    await this.#work;
    await this.#replica.close();
  }

  async #observe(exchange: Exchange): Promise<void> {
    this.#lines.push(exchange);
    if (this.#lines.length > keptForExplanations) this.#lines.shift();
    const differences = await this.#replica.replay(exchange);
    const explanations = differences.length === 0 ? [] : await this.#explain(differences);
    this.#onObserved({ exchange, differences, explanations });
  }

  async #explain(differences: readonly Difference[]): Promise<readonly Explanation[]> {
    const key = JSON.stringify(differences);
    const known = this.#explained.get(key);
    if (known !== undefined) return known;
    const found = await explain(linesBefore(this.#lines), differences, this.#settings, this.#root);
    if (this.#explained.size < keptForExplanations) this.#explained.set(key, found);
    return found;
  }
}
