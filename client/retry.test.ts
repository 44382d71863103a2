import { describe, expect, it } from 'vitest';
import { ManualClock } from '../test/client/clock.ts';
import { NetworkError, TimeoutError } from './errors.ts';
import type { FailedAnswer, RetryOptions, RetryPolicy } from './retry.ts';
import { readRetryAfter, withRetries } from './retry.ts';

const usual: RetryOptions = { retries: 2, retryDelayMs: 1000, retryMaxDelayMs: 30_000, retryBudgetMs: 60_000 };

interface Tries {
  options?: Partial<RetryOptions>;
  policy?: Partial<RetryPolicy>;
  clock?: ManualClock;
  /** By how much somebody sets the clock of the machine in each pause. */
  leap?: number;
}

/** Runs tries of which each answers or throws as listed, with pauses that end at once; records the pauses. */
async function run(
  tries: (number | Error | FailedAnswer)[],
  { options, policy, clock = new ManualClock(), leap = 0 }: Tries = {},
) {
  const pauses: number[] = [];
  const recording = {
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
    setTimeout: (callback: () => void, milliseconds: number) => {
      pauses.push(milliseconds);
      queueMicrotask(() => {
        clock.advance(milliseconds);
        clock.leap(leap);
        callback();
      });
    },
    clearTimeout: () => undefined,
  };
  let sent = 0;
  const attempt = () => {
    const next = tries[sent++]!;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(typeof next === 'number' ? { status: next } : next);
  };
  const policyOfRun = { clock: recording, random: () => 1, options: { ...usual, ...options }, ...policy };
  const failureOf = (answer: FailedAnswer) => (answer.status === 429 || answer.status >= 500 ? answer : undefined);
  const end = await withRetries(policyOfRun, attempt, failureOf).then(
    ({ answer, attempts }) => ({ end: answer.status, attempts }),
    (error: unknown) => ({ end: error, attempts: (error as NetworkError).attempts }),
  );
  return { ...end, pauses, sent };
}

const unsent = new NetworkError('no connection', { code: 'ECONNREFUSED', isUnsent: true });
const broken = new NetworkError('the connection broke', { code: 'ECONNRESET' });
const late = new TimeoutError('too late');

describe('repeats', () => {
  it('end with the first answer that is no failure', async () => {
    expect(await run([unsent, 503, 404])).toEqual({ end: 404, attempts: 3, pauses: [1000, 2000], sent: 3 });
  });

  it('end with the last failure, which says how often it was tried', async () => {
    expect(await run([500, 429, late])).toEqual({ end: late, attempts: 3, pauses: [1000, 2000], sent: 3 });
    expect(await run([broken, late, 502])).toEqual({ end: 502, attempts: 3, pauses: [1000, 2000], sent: 3 });
  });

  it('are none after a failure that would come again', async () => {
    const bug = new TypeError('bug');
    expect(await run([bug])).toMatchObject({ end: bug, sent: 1 });
  });

  it('are none with the option retries 0', async () => {
    expect(await run([500], { options: { retries: 0 } })).toMatchObject({ end: 500, attempts: 1, pauses: [] });
  });

  it('have pauses that double up to a limit', async () => {
    const options = { retries: 6, retryMaxDelayMs: 5000, retryBudgetMs: 999_999 };
    expect((await run([500, 500, 500, 500, 500, 500, 200], { options })).pauses).toEqual([1000, 2000, 4000, 5000, 5000, 5000]);
  });

  it('have pauses between nothing and that limit, by chance', async () => {
    const chances = [0, 0.25];
    const policy = { random: () => chances.shift()! };
    expect((await run([500, 500, 200], { policy })).pauses).toEqual([0, 500]);
  });

  it('wait as long as Retry-After asks, in seconds', async () => {
    expect((await run([{ status: 503, retryAfter: '7' }, 200])).pauses).toEqual([7000]);
    expect((await run([{ status: 429, retryAfter: ' 2 ' }, 200])).pauses).toEqual([2000]);
  });

  it('wait as long as Retry-After asks, as a date', async () => {
    const clock = new ManualClock();
    const retryAfter = new Date(clock.now() + 9000).toUTCString();
    expect((await run([{ status: 503, retryAfter }, 200], { clock })).pauses).toEqual([9000]);
  });

  it('wait for their own pause when Retry-After asks for less, or cannot be read', async () => {
    for (const retryAfter of ['0', '', 'soon', '-5', 'Thu, 01 Jan 1970 00:00:00 GMT'])
      expect((await run([{ status: 503, retryAfter }, 200])).pauses).toEqual([1000]);
  });

  it('are none when Retry-After asks for more than the budget', async () => {
    expect(await run([{ status: 503, retryAfter: '61' }, 200])).toMatchObject({ end: 503, attempts: 1, pauses: [] });
  });

  it('are none when the budget is spent', async () => {
    const options = { retries: 10, retryBudgetMs: 6500 };
    expect(await run([500, 500, 500, 500], { options })).toMatchObject({ end: 500, attempts: 3, pauses: [1000, 2000] });
  });

  it.each([3_600_000, -3_600_000])('spend no budget when the clock of the machine is set by %i ms', async (leap) => {
    const options = { retries: 10, retryBudgetMs: 6500 };
    expect(await run([500, 500, 500, 500], { options, leap })).toMatchObject({ attempts: 3, pauses: [1000, 2000] });
  });

  it('end at once when they are cancelled in a pause', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    let sent = 0;
    const attempt = () => Promise.resolve(sent++);
    const policy = { clock, random: () => 1, options: usual, signal: controller.signal };
    const tries = withRetries(policy, attempt, () => ({ status: 500 }));
    await clock.armed(1000);
    controller.abort(new Error('stop'));
    await expect(tries).rejects.toThrow('stop');
    expect(sent).toBe(1);
  });
});

describe('repeats of a request that must be carried out once', () => {
  const once = { policy: { onlyOnce: true } };

  it.each([
    ['without a connection', unsent],
    ['answered 500', 500],
    ['answered 503', 503],
    ['answered 429', 429],
  ])('take place %s', async (_, failure) => {
    expect((await run([failure, 201], once)).end).toBe(201);
  });

  it.each([
    ['after a time-out', late],
    ['after a connection that broke', broken],
    ['answered 502 by a gateway', 502],
    ['answered 504 by a gateway', 504],
  ])('do not take place %s', async (_, failure) => {
    expect(await run([failure, 201], once)).toMatchObject({ sent: 1 });
  });
});

describe('repeats as the vendor does them', () => {
  const options = { retries: 'vendor' } as const;

  it.each([late, broken, unsent, 500, 502, 504])('take place twice, after the same pause, also of a start', async (failure) => {
    const policy = { random: () => 0.5, onlyOnce: true };
    expect(await run([failure, failure, 201], { options, policy })).toMatchObject({ end: 201, pauses: [1000, 1000] });
    expect(await run([failure, failure, failure], { options, policy })).toMatchObject({ sent: 3 });
  });

  it('ignore Retry-After, and do not take place after a 429', async () => {
    expect((await run([{ status: 503, retryAfter: '30' }, 200], { options })).pauses).toEqual([1000]);
    expect(await run([{ status: 429, retryAfter: '1' }], { options })).toMatchObject({ end: 429, sent: 1 });
  });
});

describe('the option retries', () => {
  const failing = [500, 500, 500, 500, 500, 500];
  const retries = { default: 1, sendMessage: 3, 'sendMessage.sendHtmlMessage': 'vendor', startConversation: 0 } as const;

  it.each([
    ['sendMessage.sendPlainTextMessage', 4],
    ['sendMessage.sendHtmlMessage', 3],
    ['startConversation.startConversationOnSms', 1],
    ['endConversation.endConversation', 2],
    [undefined, 2],
  ] as const)('gives %s %i tries', async (method, sent) => {
    expect((await run(failing, { options: { retries }, policy: { method } })).sent).toBe(sent);
  });

  it('leaves a method that it does not name its usual repeats', async () => {
    expect((await run(failing, { options: { retries: { sendMessage: 0 } } })).sent).toBe(3);
  });
});

it('Retry-After of a past date asks for no wait', () => {
  expect(readRetryAfter(new Date(0).toUTCString(), 1)).toBe(0);
  expect(readRetryAfter(null, 1)).toBe(0);
});
