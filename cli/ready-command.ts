import { defaults } from '../simulator/http/default-address.ts';
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
  if (why === undefined) print(`The simulator at ${base} is ready.\n`);
  else {
    tell(`the simulator at ${base} is not ready: ${why}.`);
    process.exitCode = exitCodes.failed;
  }
}

async function whyNotReady(base: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(tryMs), redirect: 'manual' });
    const body = await answer.text();
    if (answer.ok && body.includes('"ready"')) return undefined;
    return body.includes('"stopping"') ? 'it stops' : `GET /readyz is answered ${answer.status}, so this is no simulator`;
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
    if (name === 'TimeoutError') return `no answer within ${tryMs / 1000} s`;
    if (cause?.code === 'ECONNREFUSED') return 'nothing listens there';
    return cause?.message ?? message;
  }
}
