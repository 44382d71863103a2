import type { JsonBodyType } from 'msw';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from 'vitest';
import type { Authorization, AuthorizationFields, Nodes, NodesSettings } from '../../client/index.ts';
import { createAuthorization, createNodes } from '../../client/index.ts';
import { recordProof } from '../outcomes/record.ts';
import { ManualClock } from './clock.ts';

/** An ECE on the wire whose answers are written by hand from the specification. */

export const host = 'https://ece.example.com/system';

/** Secrets that must appear only in the calls that need them. */
export const secrets = {
  clientSecret: 'PLANTED-client-secret',
  password: 'PLANTED-password',
  token: 'PLANTED-token',
} as const;

export const fields: AuthorizationFields = {
  authorizationName: 'demo',
  clientId: 'demo-client',
  clientSecret: secrets.clientSecret,
  accessTokenUrl: `${host}/ws/v19/clientapplications/authentication/oauth2/token`,
  refreshTokenUrl: `${host}/ws/v19/clientapplications/authentication/oauth2/token`,
  hostName: host,
  userName: 'ann',
  password: secrets.password,
};

export const paths = {
  token: '/ws/v19/clientapplications/authentication/oauth2/token',
  configuration: '/ws/v19/clientapplications/messaging/configuration',
  start: '/ws/v19/clientapplications/messaging/conversation/start',
  send: '/ws/v19/clientapplications/messaging/sendmessage',
  end: '/ws/v19/clientapplications/messaging/conversation/end',
  availability: '/egain/chat/entrypoint/agentAvailability/1001',
  capacity: '/egain/chat/entrypoint/capacity/1001',
  session: '/egain/chat/entrypoint/liveSessionStatus/1001',
  login: '/ws/v12/authentication/user/login',
  customer: '/ws/v12/interaction/customer',
} as const;

/** A request as it arrived. */
export interface Arrived {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  text: string;
}

/** Makes the answer to a request. Of several answers, each is given once and the last one repeatedly. */
export type Answer = (request: Arrived) => Response | Promise<Response>;

export function json(status: number, body: JsonBodyType, headers: Record<string, string> = {}): Answer {
  return () => HttpResponse.json(body, { status, headers });
}
export function text(status: number, body: string, contentType: string): Answer {
  return () => new HttpResponse(body, { status, headers: { 'content-type': contentType } });
}
export function xml(status: number, body: string): Answer {
  return text(status, body, 'application/xml');
}
export function empty(status: number, headers: Record<string, string> = {}): Answer {
  return () => new HttpResponse(null, { status, headers });
}
export function eceError(code: string, developerMessage: string): Answer {
  return json(Number(code.slice(0, 3)), { code, developerMessage });
}
/** The connection breaks. */
export const broken: Answer = () => HttpResponse.error();
/** Gives no answer, and the time limit passes. */
export function silent(clock: ManualClock, timeoutMs = 10_000): Answer {
  return () => {
    clock.advance(timeoutMs);
    return new Promise<never>(() => undefined);
  };
}

export function tokenAnswer(token: string = secrets.token, expiresIn = 86_400): Answer {
  return json(200, { access_token: token, expires_in: expiresIn, token_type: 'Bearer' });
}

/** Registers the interception for a test file. Requests that no test expects fail. */
export function useEce() {
  const server = setupServer();
  let arrived: Arrived[] = [];
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => {
    server.resetHandlers();
    arrived = [];
  });
  afterAll(() => server.close());

  const answer = (url: string, answers: readonly Answer[]) => {
    let calls = 0;
    server.use(
      http.all(url, async ({ request }) => {
        const { pathname, searchParams } = new URL(request.url);
        const headers = Object.fromEntries(request.headers);
        const seen = {
          method: request.method,
          path: pathname,
          query: Object.fromEntries(searchParams),
          headers,
          text: await request.text(),
        };
        arrived.push(seen);
        return answers[Math.min(calls++, answers.length - 1)]!(seen);
      }),
    );
  };

  return {
    /** The requests so far, without token requests. */
    arrived: () => arrived.filter(({ path }) => !path.endsWith(paths.token)),
    tokenRequests: () => arrived.filter(({ path }) => path.endsWith(paths.token)),
    /** Answers calls to this path of the host. */
    on: (path: string, ...answers: Answer[]) => answer(host + path, answers),
    /** Answers calls to this URL. */
    onUrl: (url: string, ...answers: Answer[]) => answer(url, answers),
  };
}

export type Ece = ReturnType<typeof useEce>;

function shows(value: unknown) {
  return JSON.stringify(value);
}

/** No planted secret shows up in a result, a log or an error. The session is an output of ECE Login, so it is not among them. */
export function assertNoSecret(value: unknown): void {
  for (const secret of Object.values(secrets)) expect(shows(value)).not.toContain(secret);
}

export interface RecordedNodes {
  nodes: Nodes;
  clock: ManualClock;
  authorization: Authorization | undefined;
  logged: string[];
}

/** Ends the pauses between tries at once. */
export function withoutPauses(recorded: RecordedNodes): RecordedNodes {
  recorded.clock.letPass(1000);
  recorded.clock.letPass(2000);
  return recorded;
}

/** Nodes with their own clock. Each result is recorded as produced by the running test and searched for secrets. */
export function recordedNodes(settings: NodesSettings = {}): RecordedNodes {
  const clock = new ManualClock();
  const authorization =
    'authorization' in settings ? settings.authorization : createAuthorization(fields, { clock, random: () => 1 });
  const logged: string[] = [];
  const nodes = createNodes({
    authorization,
    clock,
    random: () => 1,
    log: (sentence) => {
      assertNoSecret(sentence);
      logged.push(sentence);
    },
    ...settings,
    onResult: (result) => {
      // What a hook throws changes nothing, so it is thrown again when the test ends.
      try {
        assertNoSecret(result);
      } catch (error) {
        onTestFinished(() => {
          throw error;
        });
      }
      recordProof({
        kind: 'test',
        method: result.method,
        outcome: result.outcome,
        by: expect.getState().currentTestName ?? 'a test',
      });
      settings.onResult?.(result);
    },
  });
  return { nodes, clock, authorization, logged };
}
