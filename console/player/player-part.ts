import type { Scenario } from '../../scenarios/index.ts';
import { readInput } from '../../simulator/doors/read-input.ts';
import type { ConsolePart, PartContext } from '../../simulator/index.ts';
import { UnknownIdError } from '../../simulator/index.ts';
import { loadLibrary, summaryOf } from './library.ts';
import type { PlayerRequest } from './player-requests.ts';
import { playerRequestSchema } from './player-requests.ts';
import { Run } from './run.ts';

/** Each holds a partition. */
const mostRuns = 20;

class Player {
  readonly #context: PartContext;
  readonly #runs = new Map<string, Run>();
  #scenarios: ReadonlyMap<string, Scenario> | undefined;
  #count = 0;

  constructor(context: PartContext) {
    this.#context = context;
  }

  async ask(request: PlayerRequest): Promise<unknown> {
    switch (request.ask) {
      case 'library':
        return [...this.#library.values()].map(summaryOf);
      case 'runs':
        return [...this.#runs.values()].map(({ view }) => view);
      case 'run':
        return (await this.#begin(request.scenario)).view;
      case 'end':
        return this.#end(request.run);
    }
    const run = this.#run(request.run);
    if (request.ask === 'next') run.next();
    else if (request.ask === 'auto') run.auto(request.on);
    else if (request.ask === 'jump') await run.jump(request.to);
    else await run.jump(Math.max(0, run.view.at - 1));
    return run.view;
  }

  get #library(): ReadonlyMap<string, Scenario> {
    return (this.#scenarios ??= loadLibrary());
  }

  async #begin(name: string): Promise<Run> {
    const scenario = this.#library.get(name);
    if (scenario === undefined) throw new UnknownIdError('scenario in the library', ['scenario'], name, this.#library.keys());
    const [oldest] = this.#runs.keys();
    if (this.#runs.size >= mostRuns && oldest !== undefined) await this.#end(oldest);
    const { simulator, controlToken, tell } = this.#context;
    const id = String(++this.#count);
    const run = new Run(id, scenario, {
      url: simulator.address.listening,
      controlToken,
      tell: (view) => tell(null, { run: view }),
    });
    this.#runs.set(id, run);
    run.begin(0);
    return run;
  }

  async #end(id: string): Promise<true> {
    const run = this.#run(id);
    this.#runs.delete(id);
    await run.end();
    return true;
  }

  #run(id: string): Run {
    const run = this.#runs.get(id);
    if (run === undefined) throw new UnknownIdError('run', ['run'], id, this.#runs.keys());
    return run;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#runs.keys()].map((id) => this.#end(id)));
  }
}

/** The player of scenarios: the library, and runs that go on step by step. */
export function openPlayerPart(context: PartContext): ConsolePart {
  const player = new Player(context);
  return {
    ask: (_partition, request) => player.ask(readInput(playerRequestSchema, request)),
    close: () => player.close(),
  };
}
