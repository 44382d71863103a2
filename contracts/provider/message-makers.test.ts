import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { wordOf } from '../../simulator/protocol/callbacks.ts';
import type { MessageName } from '../messages.ts';
import { messageFormats, messages } from '../messages.ts';
import { makeMessage } from './message-makers.ts';
import { StateContext } from './state-context.ts';
import { PreparedPartition } from './prepared-partition.ts';

let simulator: Simulator;
let partition: PreparedPartition;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
  partition = await PreparedPartition.open(simulator.url);
});
afterEach(() => partition.clear());
afterAll(async () => {
  await partition[Symbol.asyncDispose]();
  await simulator.close();
});

/** Pact gets the body of this request as a socket received it. */
describe.each(Object.entries(messages))('%s', (name, { messages: expected }) => {
  it.each(messageFormats)('reaches a socket as a callback in %s', async (format) => {
    const { method, headers, body } = await makeMessage(new StateContext(partition), name as MessageName, format);
    expect(method).toBe('POST');
    expect(headers).toMatchObject({
      'content-type': `application/${format}`,
      'content-length': String(Buffer.byteLength(body)),
    });
    expect(headers.authorization).toBeUndefined();
    const sent = simulator.applications.callbacks('demo').sent.filter(({ id }) => body.includes(id));
    expect(sent.map((message) => wordOf(message, simulator.settings))).toEqual(expected.map(({ type }) => type.value));
    for (const { id, conversationId } of sent) {
      expect(body).toContain(format === 'json' ? `"id":"${id}"` : `<message id="${id}">`);
      expect(body).toContain(
        format === 'json' ? `{"conversation":{"id":"${conversationId}"}` : `<conversation id="${conversationId}"/>`,
      );
    }
  });
});
