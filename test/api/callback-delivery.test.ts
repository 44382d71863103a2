import { describe, expect, it } from 'vitest';
import { sendCall, startCall } from '../../simulator/testing/calls.ts';
import { texts, withConversation } from './ongoing-conversation.ts';
import type { Reply } from '../../simulator/testing/receiver.ts';
import { gate, messagesIn, Receiver } from '../../simulator/testing/receiver.ts';
import { startBody, textBody } from '../../simulator/testing/samples.ts';
import { skins } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

/** The attempts that the journal has of callbacks, without the one of `assigned`. */
function attempts({ simulator }: ContactCentre) {
  return simulator.journal.entries.filter(({ kind }) => kind === 'callback').slice(1);
}

/** A manual clock with a short limit after which a peer counts as hung. */
const impatient = { ioGraceMs: 250 };

describe('batches and order (spec 9.2)', () => {
  it('what is queued goes out in order, at most 1000 messages in a request', () =>
    withConversation(async ({ centre: { simulator }, receiver, conversation }) => {
      const words = Array.from({ length: 2300 }, (_, at) => String(at));
      for (const word of words) simulator.conversations.say(conversation, word);
      await simulator.clock.advance(0);
      expect(receiver.bodies.map((body) => messagesIn([body]).length)).toEqual([1, 1000, 1000, 299]);
      expect(texts(receiver.bodies)).toEqual(words);
    }));

  it('messages of several conversations share a request and keep their order (callback.batching, callback.order)', () =>
    withConversation(async ({ centre, receiver, conversation }) => {
      const { conversations, clock } = centre.simulator;
      const { opened, open } = gate();
      receiver.answer = () => opened.then(() => 200);
      const second = await centre.start(await centre.token());
      await receiver.until(1);
      for (const word of ['a', 'b', 'c']) {
        conversations.say(conversation, `first ${word}`);
        conversations.say(second, `second ${word}`);
      }
      open();
      await clock.advance(0);
      expect(receiver.bodies.map((body) => texts([body]))).toEqual([
        ['You are now chatting with Ben'],
        ['first a', 'second a', 'first b', 'second b', 'first c', 'second c'],
      ]);
    }));
});

describe('failures', () => {
  it('a failed request is repeated unchanged until it is taken; later messages wait (callback.delivery)', () =>
    withConversation(async ({ centre: { simulator }, receiver, conversation }) => {
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

  it('C05: an answer of 70,000 bytes is taken, since only its status matters', () =>
    withConversation(async ({ centre: { simulator }, receiver, conversation }) => {
      receiver.answer = () => ({ status: 200, body: 'x'.repeat(70_000) });
      simulator.conversations.say(conversation, 'hello');
      await simulator.clock.advance(600_000);
      expect(texts(receiver.bodies)).toEqual(['hello']);
      expect(simulator.applications.callbacks('demo')).toMatchObject({ pending: [], failuresInARow: 0 });
    }));

  it('a receiver that takes a message and breaks off before its answer gets it again: at least once', () =>
    withConversation(async ({ centre: { simulator }, receiver, conversation }) => {
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
      async ({ centre, receiver, conversation }) => {
        const { simulator } = centre;
        receiver.answer = () => reply;
        simulator.conversations.say(conversation, 'hello');
        await receiver.until(1);
        await simulator.clock.advance(reply === 'hang' ? 5000 : 0);
        expect(simulator.applications.callbacks('demo').failuresInARow).toBe(1);
        const [attempt] = attempts(centre);
        expect(attempt!.request).toMatchObject({ method: 'POST', target: receiver.url, body: receiver.bodies[0] });
        expect(attempt!.answer?.status ?? null).toBe(answer);
        if (problem === null) expect(attempt!.problem).toBeNull();
        else expect(attempt!.problem).toMatch(problem);
        expect(attempt!.conversationIds).toEqual([conversation]);
        expect(receiver.received.every(({ path }) => path === '/')).toBe(true);
        receiver.answer = () => 204;
        await simulator.clock.advance(1000);
        expect(attempts(centre).at(-1)!.answer?.status).toBe(204);
        expect(simulator.applications.callbacks('demo').pending).toEqual([]);
      },
      reply === 'hang' ? impatient : {},
    ),
  );

  it('no connection counts as one, and the journal has the cause', async () => {
    const gone = await Receiver.open();
    const { url } = gone;
    await gone[Symbol.asyncDispose]();
    await using centre = await openContactCentre(skins.express);
    centre.simulator.applications.setCallbackUrl('demo', url);
    await centre.start(await centre.token());
    await centre.simulator.waitFor((happening) => happening.source === 'journal' && happening.entry.kind === 'callback');
    await centre.simulator.clock.advance(0);
    expect(centre.simulator.applications.callbacks('demo').failuresInARow).toBe(1);
    const [attempt] = centre.simulator.journal.entries.filter(({ kind }) => kind === 'callback');
    expect(attempt).toMatchObject({ answer: null, problem: expect.stringContaining('ECONNREFUSED') as string });
  });

  it('any 2xx is a success (callback.successStatuses)', () =>
    withConversation(async ({ centre: { simulator }, receiver, conversation }) => {
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
    withConversation(async ({ centre, receiver, conversation }) => {
      const { simulator } = centre;
      receiver.answer = () => 500;
      simulator.conversations.say(conversation, 'first');
      await simulator.clock.advance(86_400_000);
      const times = attempts(centre).map(({ at }) => at);
      expect(times.map((at) => (at - times[0]!) / 1000)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
      expect(simulator.applications.callbacks('demo')).toMatchObject({ active: false, failuresInARow: 10 });

      const token = await centre.token();
      const refused = await centre.call(startCall(token, startBody()));
      expect([refused.status, refused.json]).toEqual([
        400,
        { code: '400-914', developerMessage: 'Callback URL of the client application is deactivated.' },
      ]);
      // The conversation continues, and its messages are kept.
      simulator.conversations.say(conversation, 'second');
      expect((await centre.call(sendCall(token, textBody(conversation)))).status).toBe(204);
      await simulator.clock.advance(86_400_000);
      expect(receiver.received).toHaveLength(10);

      receiver.answer = () => 200;
      simulator.applications.reactivateCallback('demo');
      await simulator.clock.advance(0);
      expect(texts(receiver.bodies.slice(10))).toEqual(['first', 'second']);
      expect((await centre.call(startCall(await centre.token(), startBody()))).status).toBe(201);
    }));

  it('failures are counted in a row: a success begins anew', () =>
    withConversation(async ({ centre, receiver, conversation }) => {
      const { simulator } = centre;
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
    await using centre = await openContactCentre(skins.express);
    const conversation = await centre.start(await centre.token());
    centre.simulator.conversations.say(conversation, 'hello');
    const { sent, pending, active } = centre.simulator.applications.callbacks('demo');
    expect(sent.map(({ type, content }) => [type, content])).toEqual([
      ['assigned', 'You are now chatting with Ada'],
      ['plainText', 'hello'],
    ]);
    expect([pending, active]).toEqual([[], true]);
    expect(centre.simulator.journal.entries.filter(({ kind }) => kind === 'callback')).toEqual([]);
  });

  it('events leave from the moment there is a URL, and stay again when it is taken away', async () => {
    await using receiver = await Receiver.open();
    await using centre = await openContactCentre(skins.express);
    const { applications, conversations, clock } = centre.simulator;
    const conversation = await centre.start(await centre.token());
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
