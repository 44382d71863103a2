import { describe, expect, it } from 'vitest';
import { sendCall, startCall } from './calls.ts';
import { texts, withConversation } from './callback-scene.ts';
import type { Reply } from './receiver.ts';
import { gate, messagesIn, Receiver } from './receiver.ts';
import { startBody, textBody } from './samples.ts';
import { skins } from './skins.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';

/** The attempts that the journal has of callbacks, without the one of `assigned`. */
function attempts({ simulator }: Stage) {
  return simulator.journal.entries.filter(({ kind }) => kind === 'callback').slice(1);
}

/** A manual clock that soon takes a peer for hung. */
const impatient = { ioGraceMs: 250 };

describe('batches and order (spec 9.2)', () => {
  it('what is queued goes out in order, at most 1000 messages in a request', () =>
    withConversation(async ({ stage: { simulator }, receiver, conversation }) => {
      const words = Array.from({ length: 2300 }, (_, at) => String(at));
      for (const word of words) simulator.conversations.say(conversation, word);
      await simulator.clock.advance(0);
      expect(receiver.bodies.map((body) => messagesIn([body]).length)).toEqual([1, 1000, 1000, 299]);
      expect(texts(receiver.bodies)).toEqual(words);
    }));

  it('messages of several conversations share a request and keep their order (callback.batching, callback.order)', () =>
    withConversation(async ({ stage, receiver, conversation }) => {
      const { conversations, clock } = stage.simulator;
      const { opened, open } = gate();
      receiver.answer = () => opened.then(() => 200);
      const second = await stage.start(await stage.token());
      await receiver.until(1);
      for (const word of ['a', 'b', 'c']) {
        conversations.say(conversation, `first ${word}`);
        conversations.say(second, `second ${word}`);
      }
      open();
      await clock.advance(0);
      expect(receiver.bodies.map((body) => texts([body]))).toEqual([
        ['Ben has joined the chat'],
        ['first a', 'second a', 'first b', 'second b', 'first c', 'second c'],
      ]);
    }));
});

describe('failures', () => {
  it('a failed request is repeated unchanged until it is taken; later messages wait (callback.delivery)', () =>
    withConversation(async ({ stage: { simulator }, receiver, conversation }) => {
      let failures = 2;
      receiver.answer = () => (failures-- > 0 ? 503 : 200);
      simulator.conversations.say(conversation, 'first');
      await simulator.clock.advance(0);
      simulator.conversations.say(conversation, 'second');
      await simulator.clock.advance(10_000);
      expect(receiver.bodies.map((body) => texts([body]))).toEqual([['first'], ['first'], ['first'], ['second']]);
      expect(new Set(receiver.bodies.slice(0, 3)).size).toBe(1);
      expect(simulator.applications.callbacks('demo')).toMatchObject({ pending: [], failuresInARow: 0, active: true });
    }));

  it('a receiver that takes a message and breaks off before its answer gets it again: at least once', () =>
    withConversation(async ({ stage: { simulator }, receiver, conversation }) => {
      let breaks = 1;
      receiver.answer = () => (breaks-- > 0 ? 'hang up' : 200);
      simulator.conversations.say(conversation, 'hello');
      await simulator.clock.advance(1000);
      expect(texts(receiver.bodies)).toEqual(['hello', 'hello']);
      expect(messagesIn(receiver.bodies).map(({ id }) => id)).toEqual([expect.any(String), messagesIn(receiver.bodies)[0]!.id]);
    }));

  const causes: [what: string, reply: Reply, answer: number | null, problem: RegExp | null][] = [
    ['another status', 500, 500, null],
    ['a redirect, which is not followed (callback.redirects)', { status: 307, headers: { location: '/elsewhere' } }, 307, null],
    ['no answer within 5 seconds (callback.timeoutMs)', 'hang', null, /^no answer within 5000 ms$/],
    ['a broken connection', 'hang up', null, /other side closed|socket hang up|ECONNRESET/],
  ];

  it.each(causes)('%s counts as one, and the journal has the cause', (_what, reply, answer, problem) =>
    withConversation(
      async ({ stage, receiver, conversation }) => {
        const { simulator } = stage;
        receiver.answer = () => reply;
        simulator.conversations.say(conversation, 'hello');
        await receiver.until(1);
        await simulator.clock.advance(reply === 'hang' ? 5000 : 0);
        expect(simulator.applications.callbacks('demo').failuresInARow).toBe(1);
        const [attempt] = attempts(stage);
        expect(attempt!.request).toMatchObject({ method: 'POST', target: receiver.url, body: receiver.bodies[0] });
        expect(attempt!.answer?.status ?? null).toBe(answer);
        if (problem === null) expect(attempt!.problem).toBeNull();
        else expect(attempt!.problem).toMatch(problem);
        expect(attempt!.conversationIds).toEqual([conversation]);
        expect(receiver.received.every(({ path }) => path === '/')).toBe(true);
        receiver.answer = () => 204;
        await simulator.clock.advance(1000);
        expect(attempts(stage).at(-1)!.answer?.status).toBe(204);
        expect(simulator.applications.callbacks('demo').pending).toEqual([]);
      },
      reply === 'hang' ? impatient : {},
    ),
  );

  it('no connection counts as one, and the journal has the cause', async () => {
    const gone = await Receiver.open();
    const { url } = gone;
    await gone[Symbol.asyncDispose]();
    await using stage = await openStage(skins.express);
    stage.simulator.applications.setCallbackUrl('demo', url);
    await stage.start(await stage.token());
    await stage.simulator.waitFor((happening) => happening.source === 'journal' && happening.entry.kind === 'callback');
    await stage.simulator.clock.advance(0);
    expect(stage.simulator.applications.callbacks('demo').failuresInARow).toBe(1);
    const [attempt] = stage.simulator.journal.entries.filter(({ kind }) => kind === 'callback');
    expect(attempt).toMatchObject({ answer: null, problem: expect.stringContaining('ECONNREFUSED') as string });
  });

  it('any 2xx is a success (callback.successStatuses)', () =>
    withConversation(async ({ stage: { simulator }, receiver, conversation }) => {
      const statuses = [200, 201, 202, 204, 299];
      for (const status of statuses) {
        receiver.answer = () => ({ status, ...(status !== 204 && { body: '<html>any body</html>' }) });
        simulator.conversations.say(conversation, String(status));
        await simulator.clock.advance(0);
      }
      expect(texts(receiver.bodies)).toEqual(statuses.map(String));
      expect(simulator.applications.callbacks('demo').failuresInARow).toBe(0);
    }));

  it('the pauses double from 1 s to 60 s; after ten failures the URL is deactivated (callback.backoff, callback.deactivateAfter)', () =>
    withConversation(async ({ stage, receiver, conversation }) => {
      const { simulator } = stage;
      receiver.answer = () => 500;
      simulator.conversations.say(conversation, 'first');
      await simulator.clock.advance(86_400_000);
      const times = attempts(stage).map(({ at }) => at);
      expect(times.map((at) => (at - times[0]!) / 1000)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
      expect(simulator.applications.callbacks('demo')).toMatchObject({ active: false, failuresInARow: 10 });

      const token = await stage.token();
      const refused = await stage.call(startCall(token, startBody()));
      expect([refused.status, refused.json]).toEqual([
        400,
        { code: '400-114', developerMessage: 'Callback URL of the client application is deactivated.' },
      ]);
      // What goes on goes on, and what is said is kept.
      simulator.conversations.say(conversation, 'second');
      expect((await stage.call(sendCall(token, textBody(conversation)))).status).toBe(204);
      await simulator.clock.advance(86_400_000);
      expect(receiver.received).toHaveLength(10);

      receiver.answer = () => 200;
      simulator.applications.reactivateCallback('demo');
      await simulator.clock.advance(0);
      expect(texts(receiver.bodies.slice(10))).toEqual(['first', 'second']);
      expect((await stage.call(startCall(await stage.token(), startBody()))).status).toBe(201);
    }));

  it('failures are counted in a row: a success begins anew', () =>
    withConversation(async ({ stage, receiver, conversation }) => {
      const { simulator } = stage;
      for (let round = 0; round < 3; round++) {
        let failures = 9;
        receiver.answer = () => (failures-- > 0 ? 500 : 200);
        simulator.conversations.say(conversation, `round ${round}`);
        await simulator.clock.advance(600_000);
      }
      expect(receiver.received).toHaveLength(30);
      expect(simulator.applications.callbacks('demo')).toMatchObject({ active: true, pending: [] });
    }));
});

describe('without a callback URL', () => {
  it('start works, and the events are kept readable', async () => {
    await using stage = await openStage(skins.express);
    const conversation = await stage.start(await stage.token());
    stage.simulator.conversations.say(conversation, 'hello');
    const { sent, pending, active } = stage.simulator.applications.callbacks('demo');
    expect(sent.map(({ type, content }) => [type, content])).toEqual([
      ['assigned', 'Ada has joined the chat'],
      ['plainText', 'hello'],
    ]);
    expect([pending, active]).toEqual([[], true]);
    expect(stage.simulator.journal.entries.filter(({ kind }) => kind === 'callback')).toEqual([]);
  });

  it('events leave from the moment there is a URL, and stay again when it is taken away', async () => {
    await using receiver = await Receiver.open();
    await using stage = await openStage(skins.express);
    const { applications, conversations, clock } = stage.simulator;
    const conversation = await stage.start(await stage.token());
    applications.setCallbackUrl('demo', receiver.url);
    conversations.say(conversation, 'with a URL');
    await clock.advance(0);
    applications.setCallbackUrl('demo', null);
    conversations.say(conversation, 'without one');
    await clock.advance(0);
    expect(texts(receiver.bodies)).toEqual(['with a URL']);
    expect(applications.callbacks('demo').sent.at(-1)!.content).toBe('without one');
  });
});
