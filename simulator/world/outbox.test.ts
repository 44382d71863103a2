import { describe, expect, it } from 'vitest';
import { callbackAgentOf } from '../protocol/callbacks.ts';
import { Memory } from '../memory/memory.ts';
import { agent, TestCentre } from '../testing/world.ts';
import { agentSays, agentSendsFile, agentTypes } from './agent-acts.ts';
import {
  callbackQueue,
  deactivateCallback,
  dropMessage,
  dropMessages,
  moveBehind,
  pendingKept,
  sizeOfMessage,
  stillPending,
  recordDeliveryFailure,
  recordDeliverySuccess,
  moveToSent,
  reactivateCallback,
  handleReactivations,
} from './outbox.ts';
import { transferConversation } from './routing.ts';

function withWebhook(settings: Record<string, unknown> = {}, callbackUrl: string | null = 'http://webhook') {
  const centre = new TestCentre({ agents: [agent('Ada')], settings, callbackUrl });
  handleReactivations(centre.world);
  const chat = centre.startChat();
  const id = centre.application.id;
  return { centre, world: centre.world, chat, id, queue: callbackQueue(centre.world, id) };
}
function fail(world: TestCentre['world'], id: string, times: number) {
  for (let time = 0; time < times; time++) recordDeliveryFailure(world, id, 'no answer');
}

describe('a message for a client', () => {
  it('waits, with the next id and the time', () => {
    const { centre, chat, queue } = withWebhook();
    expect(queue.pending).toEqual([
      {
        id: '3118908847',
        conversationId: chat.id,
        type: 'assigned',
        content: 'You are now chatting with Ada',
        assignedTo: callbackAgentOf(centre.agent('Ada')),
        timeStamp: centre.world.clock.now(),
      },
    ]);
    expect(centre.events).toContainEqual({
      type: 'callback-queued',
      applicationId: centre.application.id,
      messageId: '3118908847',
    });
  });

  it('is kept readable where there is no callback URL', () => {
    const { queue } = withWebhook({}, null);
    expect(queue).toMatchObject({ pending: [], sent: [{ type: 'assigned' }] });
  });

  it('is one of a thousand that are kept', () => {
    const { centre, world, chat, queue } = withWebhook({}, null);
    for (let number = 0; number < 1005; number++) agentSays(world, chat, 'plainText', String(number));
    expect(queue.sent).toHaveLength(1000);
    expect(centre.posted().at(-1)!.content).toBe('1004');
  });

  it('has increasing ids, or ids that only differ', () => {
    const idsWith = (settings: Record<string, unknown>) => {
      const { centre, world, chat } = withWebhook(settings);
      for (let count = 0; count < 200; count++) agentSays(world, chat, 'plainText', 'x');
      return centre.posted().map((message) => message.id);
    };
    const rising = idsWith({});
    expect(rising.map(Number)).toEqual(rising.map(Number).toSorted((one, other) => one - other));
    const random = idsWith({ 'callback.idOrder': 'random' });
    expect(new Set(random).size).toBe(random.length);
    expect(random.map(Number)).not.toEqual(random.map(Number).toSorted((one, other) => one - other));
    for (const id of random) expect(id).toMatch(/^[1-9]\d+$/);
  });

  it('about typing is sent on request only, where the setting says so', () => {
    const { centre, world, chat } = withWebhook({ 'callback.typing': 'on-request' });
    agentTypes(world, chat, 'startTyping');
    expect(centre.postedTypes(chat)).toEqual(['assigned']);
    const asking = centre.startChat({ typingRequested: true });
    agentTypes(world, asking, 'startTyping');
    expect(centre.postedTypes(asking)).toEqual(['assigned', 'startTyping']);
  });

  it('has the senders of the setting, and the system without an agent', () => {
    const swapped = {
      assigned: 'user',
      transfer: 'user',
      pagePush: 'user',
      uploadAttachment: 'system',
      acceptAttachment: 'user',
      rejectAttachment: 'user',
    };
    const { centre, world, chat } = withWebhook({ 'callback.sender': swapped });
    transferConversation(world, chat, { queue: centre.queue });
    agentSendsFile(world, chat, { fileName: 'a', contentType: 'b/c', content: new Uint8Array() });
    const senders = centre.posted(chat).map(({ type, sender }) => [type, sender?.screenName]);
    expect(senders).toEqual([
      ['assigned', 'Ada'],
      ['transfer', 'Ada'],
      ['assigned', 'Ada'],
      ['uploadAttachment', undefined],
    ]);
  });

  it('is also sent as a text of the system where notices are on', () => {
    const { centre, chat } = withWebhook({ 'callback.systemNotices': true });
    expect(centre.posted(chat).map(({ type, content }) => [type, content])).toEqual([
      ['plainText', 'You are now chatting with Ada'],
      ['assigned', 'You are now chatting with Ada'],
    ]);
  });
});

describe('messages that were delivered', () => {
  it('are no longer pending and are kept for reading', () => {
    const { world, chat, id, queue } = withWebhook();
    agentSays(world, chat, 'plainText', 'x');
    const [first, second] = queue.pending;
    moveToSent(world, id, [first!]);
    expect(queue).toMatchObject({ pending: [second], sent: [first] });
  });

  it('are moved once', () => {
    const { world, id, queue } = withWebhook();
    const batch = [...queue.pending];
    moveToSent(world, id, batch);
    moveToSent(world, id, batch);
    expect(queue.sent).toEqual(batch);
  });

  it.each([1, 2, 20, 60])('leave the others in order, wherever they wait: every third of %i', (count) => {
    const { world, chat, id, queue } = withWebhook();
    for (let message = 0; message < count; message++) agentSays(world, chat, 'plainText', String(message));
    const pending = [...queue.pending];
    const leaving = pending.filter((_, at) => at % 3 === 1);
    moveToSent(world, id, leaving);
    expect(queue.sent).toEqual(leaving);
    expect(queue.pending).toEqual(pending.filter((_, at) => at % 3 !== 1));
  });

  it.each([3, 40])('leave nothing behind when all %i are moved', (count) => {
    const { world, chat, id, queue } = withWebhook();
    for (let message = 1; message < count; message++) agentSays(world, chat, 'plainText', String(message));
    const pending = [...queue.pending];
    moveToSent(world, id, queue.pending);
    expect(queue).toMatchObject({ pending: [], sent: pending });
  });
});

describe('a message on its way', () => {
  it('may be lost: it is neither pending nor sent', () => {
    const { world, chat, id, queue } = withWebhook();
    agentSays(world, chat, 'plainText', 'x');
    const [first, second] = queue.pending;
    dropMessage(world, id, first!.id);
    dropMessage(world, id, 'unknown');
    expect(queue).toMatchObject({ pending: [second], sent: [] });
  });

  it('may go behind a later one', () => {
    const { world, chat, id, queue } = withWebhook();
    for (const text of ['a', 'b', 'c']) agentSays(world, chat, 'plainText', text);
    const [first, a, b, c] = queue.pending;
    moveBehind(world, id, a!.id, b!.id);
    expect(queue.pending).toEqual([first, b, a, c]);
    moveBehind(world, id, 'unknown', c!.id);
    expect(queue.pending).toEqual([first, b, a, c]);
  });
});

describe('a callback URL is deactivated', () => {
  it('after ten failures in a row', () => {
    const { centre, world, id, queue } = withWebhook();
    fail(world, id, 9);
    recordDeliverySuccess(world, id);
    fail(world, id, 9);
    expect(queue.deactivatedAt).toBeNull();
    fail(world, id, 1);
    expect(queue).toMatchObject({ deactivatedAt: world.clock.now(), failuresInARow: 10, lastFailure: 'no answer' });
    expect(centre.events.at(-1)).toEqual({ type: 'callback-deactivated', applicationId: id });
  });

  it('after failing for some time', () => {
    const { centre, world, id, queue } = withWebhook({ 'callback.deactivateAfter': { seconds: 30 } });
    fail(world, id, 100);
    centre.pass(29_999);
    fail(world, id, 1);
    expect(queue.deactivatedAt).toBeNull();
    centre.pass(1);
    fail(world, id, 1);
    expect(queue.deactivatedAt).not.toBeNull();
  });

  it('never, where the setting says so', () => {
    const { world, id, queue } = withWebhook({ 'callback.deactivateAfter': null });
    fail(world, id, 1000);
    expect(queue.deactivatedAt).toBeNull();
  });

  it('once, however often it is asked for', () => {
    const { centre, world, id } = withWebhook();
    deactivateCallback(world, id);
    deactivateCallback(world, id);
    expect(centre.events.filter(({ type }) => type === 'callback-deactivated')).toHaveLength(1);
  });

  it('and messages wait, or are dropped', () => {
    for (const [rule, waiting] of [
      ['retain', 2],
      ['drop', 0],
    ] as const) {
      const { world, chat, id, queue } = withWebhook({ 'callback.deactivatedQueue': rule });
      deactivateCallback(world, id);
      agentSays(world, chat, 'plainText', 'x');
      expect(queue.pending).toHaveLength(waiting);
      expect(queue.sent).toHaveLength(2 - waiting);
    }
  });
});

describe('a callback URL is active again', () => {
  it('by the administrator, with its failures reset', () => {
    const { centre, world, id, queue } = withWebhook();
    fail(world, id, 10);
    centre.pass(24 * 3600 * 1000);
    expect(queue.deactivatedAt).not.toBeNull();
    reactivateCallback(world, id);
    expect(queue).toMatchObject({ deactivatedAt: null, failuresInARow: 0, failingSince: null });
    expect(centre.events.at(-1)).toEqual({ type: 'callback-reactivated', applicationId: id });
  });

  it('by itself after a time, where the setting says so', () => {
    const { centre, world, id, queue } = withWebhook({ 'callback.reactivation': { afterSeconds: 60 } });
    fail(world, id, 10);
    centre.pass(59_999);
    expect(queue.deactivatedAt).not.toBeNull();
    centre.pass(1);
    expect(queue.deactivatedAt).toBeNull();
  });

  it('not before its time because it was deactivated before', () => {
    const { centre, world, id, queue } = withWebhook({ 'callback.reactivation': { afterSeconds: 60 } });
    deactivateCallback(world, id);
    centre.pass(30_000);
    reactivateCallback(world, id);
    deactivateCallback(world, id);
    centre.pass(59_999);
    expect(queue.deactivatedAt).not.toBeNull();
    centre.pass(1);
    expect(queue.deactivatedAt).toBeNull();
  });

  it('is emitted only if it was deactivated', () => {
    const { centre, world, id } = withWebhook();
    reactivateCallback(world, id);
    expect(centre.events.some(({ type }) => type === 'callback-reactivated')).toBe(false);
  });
});

describe('to make room', () => {
  it('what was sent goes first, oldest first, and then what waits, which is told as lost', () => {
    const { centre, world, chat, id, queue } = withWebhook();
    for (const text of ['a', 'b', 'c']) agentSays(world, chat, 'plainText', text);
    moveToSent(world, id, queue.pending.slice(0, 2));
    const [first, second] = queue.sent;
    const [third, fourth] = queue.pending;
    dropMessages(world, sizeOfMessage(first!));
    expect(queue).toMatchObject({ sent: [second], pending: [third, fourth] });
    dropMessages(world, sizeOfMessage(second!) + 1);
    expect(queue).toMatchObject({ sent: [], pending: [fourth] });
    const lost = centre.events.filter(({ type }) => type === 'callback-lost');
    expect(lost).toEqual([{ type: 'callback-lost', applicationId: id, messageId: third!.id }]);
  });

  it('what is dropped is counted, and nothing is when nothing is asked for', () => {
    const told: number[][] = [];
    const memory = new Memory(1_000_000).openPartition((_buffer, count, bytes) => told.push([count, bytes])).accounts;
    const { world, chat, queue } = withWebhook();
    agentSays(world, chat, 'plainText', 'a');
    const bytes = queue.pending.reduce((sum, message) => sum + sizeOfMessage(message), 0);
    Object.assign(world, { memory });
    memory.outbox.grow(bytes);
    dropMessages(world, 0);
    dropMessages(world, bytes);
    expect([told, memory.outbox.used]).toEqual([[[2, bytes]], 0]);
  });

  it('the oldest goes when a hundred thousand wait', () => {
    const { centre, world, chat, id, queue } = withWebhook();
    const [oldest] = queue.pending;
    const filler = { ...oldest!, content: 'filler' };
    queue.pending.push(...Array.from({ length: pendingKept - 1 }, () => filler));
    agentSays(world, chat, 'plainText', 'the latest');
    expect(queue.pending).toHaveLength(pendingKept);
    expect(queue.pending[0]).toBe(filler);
    expect(centre.events).toContainEqual({ type: 'callback-lost', applicationId: id, messageId: oldest!.id });
  });
});

describe('of the messages of a request', () => {
  it('those that still wait are known', () => {
    const { world, chat, id, queue } = withWebhook();
    for (const text of ['a', 'b', 'c']) agentSays(world, chat, 'plainText', text);
    const request = queue.pending.slice(0, 3);
    expect(stillPending(world, id, request)).toEqual(request);
    dropMessage(world, id, request[1]!.id);
    expect(stillPending(world, id, request)).toEqual([request[0], request[2]]);
    moveToSent(world, id, request);
    expect(stillPending(world, id, request)).toEqual([]);
  });
});
