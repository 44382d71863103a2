import { fetchInProcess } from '../../simulator/http/in-process.ts';
import type { Simulator, StartOptions } from '../../simulator/index.ts';
import { createSimulator } from '../../simulator/index.ts';
import type { Answer, Call } from '../../simulator/testing/exchange.ts';
import { answerOf, requestInit } from '../../simulator/testing/exchange.ts';

/** One of the ways in which a client reaches the simulator. */
export interface Skin {
  readonly name: string;
  readonly open: (options: StartOptions) => Promise<OpenSkin>;
}

export interface OpenSkin extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly call: (call: Call) => Promise<Answer>;
}

export const inProcess: Skin = {
  name: 'in-process',
  open(options) {
    const simulator = createSimulator(options);
    return Promise.resolve({
      simulator,
      call: async ({ target, ...init }) => answerOf(await fetchInProcess(simulator, simulator.url + target, requestInit(init))),
      [Symbol.asyncDispose]: () => simulator.close(),
    });
  },
};
