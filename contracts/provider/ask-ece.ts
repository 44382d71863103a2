import { describeConnectionProblem } from '../../simulator/http/connection-problem.ts';
import { makeFetch } from '../../simulator/http/node-fetch.ts';

/** A host that swallows requests would hold the verification for ever. It is shorter than what Pact waits for. */
const answerWithinMs = 20_000;

export interface EceAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** No answer came; the message says why, as the part of a sentence. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** @throws {NoAnswerError} when no whole answer comes in time */
export type AskEce = (url: string, init: RequestInit) => Promise<EceAnswer>;

/** Sends requests to what runs at a URL, through the proxy of the environment. */
export function makeAskEce(withinMs = answerWithinMs): AskEce {
  const fetch = makeFetch();
  return async (url, init) => {
    const signal = AbortSignal.timeout(withinMs);
    try {
      const answer = await fetch(url, { ...init, signal });
      return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
    } catch (error) {
      const why = signal.aborted ? `none came within ${withinMs / 1000} s` : describeConnectionProblem(error);
      throw new NoAnswerError(why);
    }
  };
}

/** Where a path stands at an ECE. The context root counts once where the URL of the ECE ends with it and the path begins with it. */
export function placeAt(url: string, path: string): string {
  const base = url.replace(/\/+$/, '');
  const root = /^https?:\/\/[^/]+.*(\/[^/]+)$/.exec(base)?.[1];
  return root !== undefined && path.startsWith(`${root}/`) ? base.slice(0, -root.length) + path : base + path;
}
