import { setupServer } from 'msw/node';
import supertest from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { eceHandlers } from '../../simulator/http/msw.ts';
import { createSimulator, startSimulator } from '../../simulator/index.ts';
import type { Call } from '../../simulator/testing/exchange.ts';
import { Answer, answerOf, requestInit } from '../../simulator/testing/exchange.ts';
import type { Skin } from './in-process-skin.ts';
import { inProcess } from './in-process-skin.ts';

const express: Skin = {
  name: 'Express',
  async open(options) {
    const simulator = await startSimulator({ ...options, port: 0 });
    return {
      simulator,
      async call({ target, method = 'GET', headers = {}, body }) {
        const agent = supertest(simulator.url);
        const request = agent[method.toLowerCase() as 'get'](target)
          .set({ 'accept-encoding': 'identity', ...headers })
          .redirects(0)
          .serialize((bytes: unknown) => bytes as string)
          .buffer(true)
          .parse((response, done) => {
            const parts: Buffer[] = [];
            response.on('data', (part: Buffer) => parts.push(part));
            response.on('end', () => done(null, Buffer.concat(parts)));
          });
        const answer = await (body === undefined ? request : request.send(asBuffer(body) as unknown as string));
        return new Answer(answer.status, answer.headers, asBuffer(answer.body as unknown));
      },
      [Symbol.asyncDispose]: () => simulator.close(),
    };
  },
};

function asBuffer(body: unknown): Buffer {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.alloc(0);
}

const msw: Skin = {
  name: 'MSW',
  open(options) {
    const baseUrl = 'https://ece.example.com';
    const simulator = createSimulator(options);
    const network = setupServer(...eceHandlers(simulator, { baseUrl }));
    network.listen({ onUnhandledFrame: 'error' });
    return Promise.resolve({
      simulator,
      call: async ({ target, ...init }) => answerOf(await fetch(baseUrl + target, requestInit(init))),
      async [Symbol.asyncDispose]() {
        network.close();
        await simulator.close();
      },
    });
  },
};

export type { OpenSkin, Skin } from './in-process-skin.ts';

export const skins = { express, msw, inProcess };

/** The headers that every skin must send alike; others (`date`, `connection`) belong to the transport. */
const comparedHeaders = [
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
  'allow',
  'content-disposition',
  'content-length',
  'content-type',
  'location',
  'vary',
  'www-authenticate',
  'x-egain-session',
];

interface Exchange {
  readonly request: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Runs the same cases through every skin, and then compares what the skins answered in each of them: status, listed headers and
 * decoded body. With one seed and a manual clock everything in an answer is the same but the address of the simulator.
 */
export function throughEverySkin(cases: (skin: Skin) => void): void {
  const exchangesBySkin = new Map<string, Map<string, Exchange[]>>();

  for (const skin of Object.values(skins)) {
    const byCase = new Map<string, Exchange[]>();
    exchangesBySkin.set(skin.name, byCase);
    describe(`through ${skin.name}`, () => cases(recorded(skin, byCase)));
  }

  it('gives the same answers through every skin', () => {
    const [first, ...others] = [...exchangesBySkin.values()];
    expect(first!.size).toBeGreaterThan(0);
    for (const other of others) {
      expect([...other.keys()]).toEqual([...first!.keys()]);
      for (const [test, exchanges] of first!) expect(other.get(test), test).toEqual(exchanges);
    }
  });

  afterAll(() => exchangesBySkin.clear());
}

function recorded(skin: Skin, byCase: Map<string, Exchange[]>): Skin {
  return {
    name: skin.name,
    async open(options) {
      const opened = await skin.open(options);
      const test = expect.getState().currentTestName!.replace(`through ${skin.name}`, '');
      const exchanges = byCase.get(test) ?? [];
      byCase.set(test, exchanges);
      return {
        ...opened,
        async call(call) {
          const answer = await opened.call(call);
          exchanges.push(exchangeOf(call, answer, opened.simulator.url));
          return answer;
        },
      };
    },
  };
}

function exchangeOf({ method = 'GET', target }: Call, { status, headers, bytes }: Answer, base: string): Exchange {
  const hasAddress = new TextDecoder().decode(bytes).includes(base);
  return {
    request: `${method} ${target}`,
    status,
    headers: Object.fromEntries(
      comparedHeaders
        .filter((name) => headers[name] !== undefined && !(hasAddress && name === 'content-length'))
        .map((name) => [name, headers[name]!]),
    ),
    body: Buffer.from(bytes).toString('latin1').replaceAll(base, '{base}'),
  };
}
