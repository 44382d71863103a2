import { describeConnectionProblem } from '../simulator/http/connection-problem.ts';
import { defaults } from '../simulator/http/default-address.ts';
import { makeFetch } from '../simulator/http/node-fetch.ts';
import { exitCodes } from './exit-codes.ts';
import { print, tell } from './output.ts';

export interface ReadyFlags {
  url?: string;
  port?: number;
  /** Seconds; true for the default, absent for one try. */
  wait?: number | true;
}

/** How long `--wait` waits when it has no number. */
const defaultWaitSeconds = 30;
/** Between two tries. Long enough to cost nothing, short enough that nobody notices. */
const pauseMs = 100;
/** A host that swallows packets would hold a single try for minutes. */
const tryMs = 5000;

/** Exit code 0 when the simulator is ready, 1 when it is not. */
export async function readyCommand({ url, port = defaults.port, wait = 0 }: ReadyFlags): Promise<void> {
  const base = (url ?? `http://${defaults.host}:${port}`).replace(/\/+$/, '');
  if (!/^https?:\/\/./.test(base) || !URL.canParse(base)) {
    tell(`"--url" must be an http or https URL, such as http://127.0.0.1:8080, not "${url}".`);
    process.exitCode = exitCodes.input;
    return;
  }
  const until = performance.now() + (wait === true ? defaultWaitSeconds : wait) * 1000;
  let why = await whyNotReady(base);
  while (why !== undefined && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    why = await whyNotReady(base);
  }
  const place = base.replace(/\/\/[^/]*@/, '//');
  if (why === undefined) print(`The simulator at ${place} is ready.\n`);
  else {
    tell(`the simulator at ${place} is not ready: ${why}.`);
    process.exitCode = exitCodes.failed;
  }
}

/** Reaches every port, and a simulator on this machine without a proxy. */
const fetch = makeFetch();
const advice = 'Start one: ece-simulator start; or correct the URL';

async function whyNotReady(base: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(tryMs);
  try {
    const answer = await fetch(`${base}/readyz`, { signal });
    const body = await answer.text();
    if (answer.ok && body.includes('"ready"')) return undefined;
    if (body.includes('"stopping"')) return 'it stops';
    return `GET /readyz is answered ${answer.status}, so this is no simulator. ${advice}`;
  } catch (error) {
    const why = signal.aborted ? `no answer came within ${tryMs / 1000} s` : describeConnectionProblem(error);
    return `${why}. ${advice}`;
  }
}
