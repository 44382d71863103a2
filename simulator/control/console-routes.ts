import * as z from 'zod';
import { route } from './route.ts';

/** What whoever started the simulator adds to its console: the command line adds the customer's phone and the player of scenarios. */
export const consoleRoutes = [
  route('simulator', 'get /console', {
    summary: 'The parts of the console that were handed in at the start',
    answer: ['PartName'],
    run: ({ parts }) => parts.names,
  }),
  route('partition', 'post /console/{part}', {
    summary: 'Ask a part of the console for something; what it may be asked and what it answers is told by the part',
    body: z.looseObject({ ask: z.string() }),
    answer: 'PartAnswer',
    run: ({ parts, partition }, { params, body }) => parts.ask(params.part, partition, body),
  }),
];
