import type { Figure } from '../harness/question.ts';
import { cpuUnit } from '../harness/measured-call.ts';

/** What the page says about one question. */
export interface Section {
  readonly question: string;
  readonly title: string;
  readonly means: string;
  /** Which figures its plot shows. */
  readonly plots?: (figure: Figure) => boolean;
  readonly isLogarithmic?: boolean;
}

/** In the order of the page. These are the questions that `all` answers. */
export const sections: readonly Section[] = [
  {
    question: 'calls',
    title: 'Calls beside a bare server',
    means:
      'The bare server is `node:http` alone. It parses the JSON, looks at the bearer token and at three members, and answers a constant. It has no state. The simulator does what ECE does, and keeps it. ' +
      'The ratio is the processor time of the bare server for one call, divided by that of the simulator: 1 would be as cheap as bare. Calls a second also depend on the client that asks, which shares the machine. ' +
      'No function of the simulator takes more than a few hundredths of a call: what remains is the journal, the checks and the state, and the garbage that they leave, for which other threads work too. ' +
      'A program under load is compiled anew for some seconds, and a simulator has more to compile: ten rounds are therefore not counted.',
    plots: ({ unit }) => unit === cpuUnit,
  },
  {
    question: 'peers',
    title: 'Beside other mock servers',
    means:
      'Each peer answers the same calls with constant stubs, which check the bearer token and the members where the peer can. The ratio says how many times as much processor time it takes. ' +
      'json-server can only add the message to its file. oauth2-mock-server grants tokens only, signed by RS256. MSW runs in the process of its client, so the time of the client is in its figure.',
    plots: ({ unit }) => unit === cpuUnit,
    isLogarithmic: true,
  },
  {
    question: 'start',
    title: 'Start',
    means:
      'From the start of the process until the first answer has arrived, for the built command and for a program that imports `node:http` and answers a constant; and from the call of `startSimulator()` in a test until its first answer. ' +
      'In its place a server of `node:http` that answers a constant is started in the same way: what that takes is what the client takes, here that of `node:http`. The `fetch` of a test takes some milliseconds more. ' +
      'A start-up snapshot of V8 cannot help the command: Node takes it by a flag only, so that the command would start Node a second time.',
    plots: () => true,
  },
  {
    question: 'memory',
    title: 'Memory',
    means:
      'What the system says that the process holds after its first answer. For conversations and entries of the journal: the growth of the heap and of buffers outside of it after a collection, divided by their number. A conversation here has an agent and no text. What the bare program takes is Node itself.',
    plots: ({ unit }) => unit === 'MB',
  },
  {
    question: 'scale',
    title: 'Many conversations',
    means:
      'The time of a call on one connection, where so many conversations are alive, half of them waiting in one queue. Work that does not grow with their number gives a ratio of 1.',
    plots: ({ what }) => what.startsWith('p50 of'),
  },
  {
    question: 'callbacks',
    title: 'Callbacks',
    means:
      'Agents of 200 conversations write as fast as the simulator takes it, and each text arrives at a webhook server that answers at once. One request carries what is queued, up to 1,000 messages: the default.',
    plots: ({ unit }) => unit === 'a second',
  },
  {
    question: 'engine',
    title: 'The engine alone',
    means:
      'In one process, without a socket: the call that starts a conversation with its parsing, checks and journal, the assignment to an agent, and the act of the agent that completes it.',
    plots: ({ unit }) => unit === 'a second',
  },
  {
    question: 'big-site',
    title: 'A big site',
    means:
      '1,500 agents who answer by themselves, 6,000 conversations, a webhook server that takes all callbacks, and 50 calls a second: six of ten send a message. The share is that of one core.',
    plots: ({ unit }) => unit === '%',
  },
  {
    question: 'msw',
    title: 'Through Mock Service Worker',
    means:
      'One call after the other, in one process. Plain handlers answer a constant, so their time is what client and MSW cost. What the simulator adds is ours.',
    plots: ({ unit }) => unit === 'ms',
  },
  {
    question: 'event-stream',
    title: 'A slow reader of the event stream',
    means:
      'Sending while nobody reads the event stream, while a reader has stopped reading (its buffers are full), and while a reader reads everything.',
    plots: ({ unit }) => unit === cpuUnit,
  },
  {
    question: 'scenarios',
    title: 'Scenarios',
    means:
      'The command `scenario run` with the whole library, from its start to its end. Each tree runs the library that it has.',
    plots: () => true,
  },
];
