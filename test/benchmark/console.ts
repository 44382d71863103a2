import path from 'node:path';
import { consoleParts } from '../../console/parts.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { RunningSimulator } from '../../simulator/start.ts';
import { launchBrowser } from '../browser.ts';
import { FindingsCollector } from './harness/findings.ts';
import type { Question } from './harness/question.ts';
import { readCount } from './harness/usage-error.ts';

/**
 * How smooth the console stays while much happens: the tasks of the page that take longer than 50 ms, as the browser counts them,
 * with 10,000 conversations and 200 events a second. A task also waits for the processor where other programs use it, so its processor
 * time is told too. It needs a built page. `npm run benchmark -- console [<seconds for each area>]`.
 */
const conversations = 10_000;
const eventsPerSecond = 200;
const longestTaskMs = 100;
const areas = ['conversations', 'traffic', 'floor'] as const;

interface Measured {
  readonly tasks: readonly number[];
  readonly frames: number;
}

async function startCentre(): Promise<RunningSimulator> {
  const chats = Array.from({ length: 10 }, () => ({
    application: 'other customers',
    entryPoint: 1003,
    count: conversations / 10,
  }));
  const agents = [
    {
      screenName: 'Dan',
      firstName: 'Dan',
      lastName: 'Ruiz',
      skills: ['cards'],
      maximumLoad: 5000,
      loggedIn: true,
      behaviour: 'silent' as const,
    },
  ];
  return startSimulator({
    port: 0,
    consoleParts,
    consoleFolder: path.join(import.meta.dirname, '../../dist/console/page'),
    world: { chats, agents },
  });
}

/** Agents write and chats come and go, at a steady pace; gives the number of events that happened. */
function keepBusy(simulator: RunningSimulator, ms: number): Promise<number> {
  let happened = 0;
  const stop = simulator.listen(() => happened++);
  const running = simulator.conversations.list().filter(({ state }) => state === 'assigned');
  const begun = performance.now();
  let turn = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const passed = performance.now() - begun;
      while (happened < (Math.min(passed, ms) / 1000) * eventsPerSecond) {
        turn++;
        const { id } = running[turn % running.length]!;
        simulator.conversations.say(id, `This is message ${turn}. It is about as long as what an agent writes in a chat.`);
      }
      if (passed < ms) return;
      clearInterval(timer);
      stop();
      resolve(happened);
    }, 20);
  });
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds that the processor worked on it. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Milliseconds that the processor worked on the longest task of the page: on a busy machine a task also waits for the processor. */
function longestProcessorTime(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf);
  const longest = traceEvents
    .filter((event) => event.name.includes('RunTask') && mains.includes(threadOf(event)))
    .reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0);
  return Math.round(longest / 1000);
}

/** Runs in the page before the page's own scripts. */
const watching = `
  globalThis.seen = { tasks: [], frames: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ entryTypes: ['longtask'] });
  const count = () => {
    seen.frames++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
`;

async function measureConsole(seconds: number): Promise<void> {
  const simulator = await startCentre();
  const browser = await launchBrowser();
  let isSmooth = true;
  try {
    console.log(`${simulator.conversations.list().length} conversations, ${eventsPerSecond} events a second, ${seconds} s each`);
    for (const area of areas) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.addInitScript({ content: watching });
      await page.goto(`${simulator.url}/?area=${area}`);
      await page.getByText('live', { exact: true }).waitFor();
      const loading = await page.evaluate<Measured>('({ tasks: [...seen.tasks], frames: seen.frames })');
      await page.evaluate('seen.tasks.length = 0; seen.frames = 0');
      await browser.startTracing(page, { categories: ['toplevel'] });
      const events = await keepBusy(simulator, seconds * 1000);
      const processorMs = longestProcessorTime(await browser.stopTracing());
      const { tasks, frames } = await page.evaluate<Measured>('seen');
      const longest = Math.max(0, ...tasks);
      isSmooth &&= longest <= longestTaskMs;
      console.log(
        `${area.padEnd(14)} ${String(Math.round(events / seconds)).padStart(4)} events/s  ${String(Math.round(frames / seconds)).padStart(3)} frames/s  ` +
          `${String(tasks.length).padStart(3)} tasks over 50 ms, the longest ${Math.round(longest)} ms (by processor time ${processorMs} ms); ` +
          `while loading ${Math.round(Math.max(0, ...loading.tasks))} ms`,
      );
      await page.close();
    }
  } finally {
    await browser.close();
    await simulator.close(0);
  }
  console.log(isSmooth ? `No task took longer than ${longestTaskMs} ms.` : `A task took longer than ${longestTaskMs} ms.`);
}

export const question: Question = {
  asks: 'how smooth does the console stay with 10,000 conversations and 200 events a second? [seconds for each area]',
  run: async ({ rest: [seconds = '60'] }) => {
    await measureConsole(readCount(seconds, 'seconds'));
    return new FindingsCollector();
  },
};
