import { setImmediate } from 'node:timers/promises';
import type { Response } from 'express';
import express from 'express';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { createSimulator, eceRouter } from '../../simulator/index.ts';
import { other, paths, sendCall, startCall, tokenCall } from '../../simulator/testing/calls.ts';
import { texts, withConversation } from './ongoing-conversation.ts';
import { gate, Receiver } from '../../simulator/testing/receiver.ts';
import { startBody, textBody } from '../../simulator/testing/samples.ts';
import { skins } from './skins.ts';
import { openContactCentre } from './contact-centre.ts';

it('a slow receiver delays neither API answers nor the callbacks of another application', async () => {
  const { opened, open } = gate();
  await using slow = await Receiver.open(() => opened.then(() => 200));
  await using quick = await Receiver.open();
  await using centre = await openContactCentre(skins.express, { callbackUrl: slow.url });
  centre.simulator.applications.change(other.key, { callback: { url: quick.url } });
  centre.simulator.partition('default').world.state.adapters.forEach((adapter) => adapter.entryPointIds.push('1001'));
  const token = await centre.token();
  const mine = await centre.start(token);
  await slow.until(1);

  expect((await centre.call(sendCall(token, textBody(mine)))).status).toBe(204);
  const start = await centre.call(startCall(await centre.token(other), startBody()));
  const theirs = (start.json as { id: string }).id;
  await quick.until(1);
  centre.simulator.conversations.say(theirs, 'delivered meanwhile');
  await quick.until(2);
  expect(slow.received).toHaveLength(1);
  expect(texts(quick.bodies).at(-1)).toBe('delivered meanwhile');

  centre.simulator.conversations.say(mine, 'later');
  open();
  await centre.simulator.clock.advance(0);
  expect(texts(slow.bodies).at(-1)).toBe('later');
});

it('a clock that runs fast leaves a receiver the real time it needs', async () => {
  let isTooLate = false;
  await using centre = await openContactCentre(skins.inProcess, {
    callbackUrl: 'http://client.example.com/',
    async fetch(_url, init) {
      const { clock } = centre.simulator;
      const longAfterTheTimeLimit = clock.now() + 50_000;
      while (clock.now() < longAfterTheTimeLimit) await setImmediate();
      isTooLate = init!.signal!.aborted;
      return new globalThis.Response();
    },
  });
  const token = await centre.token();
  centre.simulator.clock.setMode({ mode: 'scaled', factor: 1000 });
  await centre.start(token);
  await centre.simulator.waitFor((happened) => happened.source === 'journal' && happened.entry.kind === 'callback');
  expect(isTooLate).toBe(false);
  expect(centre.simulator.applications.callbacks('demo')).toMatchObject({ lastFailure: null, sent: [{ type: 'assigned' }] });
});

describe('the callback of a call leaves when the answer is out', () => {
  const callbackUrl = 'http://client.example.com/';
  const noChats = { world: { chats: [] } };

  it('on a socket: its last byte has been written', async () => {
    let answer: Response | undefined;
    const isAnswered: unknown[] = [];
    const left = Promise.withResolvers<undefined>();
    await using simulator = createSimulator({
      clock: 'manual',
      agents: 'silent',
      callbackUrl,
      fetch() {
        isAnswered.push(answer?.writableFinished);
        left.resolve(undefined);
        return Promise.resolve(new globalThis.Response());
      },
    });
    const app = express().use((_request, response, next) => {
      answer = response;
      next();
    }, eceRouter(simulator));
    const { access_token: token } = (
      await supertest(app)
        .post(paths.token)
        .set(tokenCall().headers!)
        .send(tokenCall().body as string)
    ).body as { access_token: string };
    const { target, headers, body } = startCall(token, startBody());
    expect(
      (
        await supertest(app)
          .post(target)
          .set(headers!)
          .send(body as string)
      ).status,
    ).toBe(201);
    await left.promise;
    expect(isAnswered).toEqual([true]);
  });

  it.each([skins.inProcess, skins.msw])('through $name: the caller has it', async (skin) => {
    const happened: string[] = [];
    const left = Promise.withResolvers<undefined>();
    await using centre = await openContactCentre(skin, {
      callbackUrl,
      fetch() {
        happened.push('callback');
        left.resolve(undefined);
        return Promise.resolve(new globalThis.Response());
      },
    });
    await centre.call(startCall(await centre.token(), startBody()));
    happened.push('answer');
    await left.promise;
    expect(happened).toEqual(['answer', 'callback']);
  });

  it('and nothing later overtakes it', () =>
    withConversation(async ({ centre, receiver, conversation }) => {
      const { conversations, clock, faults } = centre.simulator;
      const match = { operation: 'startConversation' } as const;
      faults.add({ match, fire: 'always', when: 'after', action: { do: 'delay', ms: 1000 } });
      const call = startCall(await centre.token(), startBody());
      const answer = centre.call(call);
      await centre.simulator.waitFor(
        (happened) =>
          happened.source === 'world' &&
          happened.event.type === 'conversation-assigned' &&
          happened.event.conversationId !== conversation,
      );
      conversations.say(conversation, 'said while the answer is held up');
      await clock.advance(999);
      expect(receiver.received).toEqual([]);
      await clock.advance(1);
      expect((await answer).status).toBe(201);
      await receiver.until(1);
      await clock.advance(0);
      expect(texts(receiver.bodies)).toEqual(['You are now chatting with Ben', 'said while the answer is held up']);
    }, noChats));

  it('a fault may turn that round (delay, callbacksFirst)', async () => {
    await using receiver = await Receiver.open();
    await using centre = await openContactCentre(skins.express, { callbackUrl: receiver.url });
    centre.simulator.faults.add({
      match: { operation: 'startConversation' },
      fire: 'always',
      when: 'after',
      action: { do: 'delay', ms: 1000, callbacksFirst: true },
    });
    let isAnswered = false;
    const answer = centre.call(startCall(await centre.token(), startBody())).then(() => (isAnswered = true));
    await receiver.until(1);
    expect(isAnswered).toBe(false);
    await centre.simulator.clock.advance(1000);
    expect(await answer).toBe(true);
  });
});
