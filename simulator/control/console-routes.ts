import * as z from 'zod';
import { largeBody, route } from './route.ts';

/** The parts that were added to the console at the start. The command line adds the customer's phone and the player of scenarios. */
export const consoleRoutes = [
  route('simulator', 'get /console', {
    summary: 'The parts of the console that were passed in at the start',
    answer: ['PartName'],
    run: ({ parts }) => parts.names,
  }),
  route('partition', 'post /console/{part}', {
    summary: 'Ask a part of the console for something; the part defines its requests and answers',
    largestBody: largeBody,
    body: z.looseObject({ ask: z.string() }),
    answer: 'PartAnswer',
    run: ({ parts, partition }, { params, body }) => parts.ask(params.part, partition, body),
  }),
];
