import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import type { SpecialEntryPoint } from '../../simulator/faults/special-entry-points.ts';
import { specialEntryPoints } from '../../simulator/faults/special-entry-points.ts';
import type { RunningSimulator } from '../../simulator/start.ts';
import {
  attachmentCall,
  availabilityCall,
  configurationCall,
  credentialsOf,
  endCall,
  sendCall,
  startCall,
} from '../../simulator/testing/calls.ts';
import type { Call } from '../../simulator/testing/exchange.ts';
import { startBody, textBody, uploadBody } from '../../simulator/testing/samples.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { Webhook } from '../settings/webhook.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { eventually } from './eventually.ts';
import type { Seen } from './wire.ts';
import { connected, overTheWire } from './wire.ts';

let simulator: RunningSimulator;
let ece: EceClient;

const checks = ['agentAvailability', 'capacity', 'liveSessionStatus', 'checkEligibility', 'chatAllowed'] as const;

/** The calls of a chat on an entry point, by the names that the table has for them. */
interface CallsOnId {
  readonly configuration: Call[];
  readonly 'start conversation': Call[];
  readonly 'availability (all five checks)': Call[];
  readonly 'send message': Call[];
  readonly "reading an agent's file": Call[];
  readonly 'end conversation': Call[];
}

/** Includes the calls on an ongoing chat, unless none can be started. */
function callsOn(id: number, conversation: string | undefined): CallsOnId {
  const date = simulator.entryPoints.get(id).lastModified;
  const file = { fileName: 'offer.pdf', contentType: 'application/pdf', content: new TextEncoder().encode('an offer') };
  return {
    configuration: [configurationCall(ece.token, id)],
    'start conversation': [startCall(ece.token, startBody({ entryPoint: id, date }))],
    'availability (all five checks)': checks.map((check) => availabilityCall(check, id)),
    ...(conversation === undefined
      ? { 'send message': [], "reading an agent's file": [], 'end conversation': [] }
      : {
          'send message': [sendCall(ece.token, textBody(conversation))],
          "reading an agent's file": [
            attachmentCall(ece.token, simulator.conversations.sendFile(conversation, file).id, file.fileName),
          ],
          'end conversation': [endCall(ece.token, { conversation: { id: conversation } })],
        }),
  };
}

/** Starts the chat without reading the configuration, which some of these entry points refuse. */
async function chatOn(id: number): Promise<string | undefined> {
  const date = simulator.entryPoints.get(id).lastModified;
  const answer = await ece.send(startCall(ece.token, startBody({ entryPoint: id, date })));
  return answer.status === 201 ? (answer.json as { id: string }).id : undefined;
}

function behaves({ status, isWhole }: Seen) {
  return isWhole && [200, 201, 204].includes(status!);
}

/** Where a call can be refused in several ways with one status, the id has a number of its own. */
const codesOfSomeIds: Record<number, string> = {
  104: '400-904',
  112: '400-912',
  113: '400-913',
  114: '400-914',
  122: '400-922',
  161: '500-161',
  429: '429-001',
  630: '400-630',
};

async function failsAsSaid({ id, about }: SpecialEntryPoint, call: Call): Promise<void> {
  const refusal = /^(\d{3}): /.exec(about)?.[1];
  if (refusal !== undefined) {
    const seen = await overTheWire(simulator.url, call);
    expect(seen).toMatchObject({ status: Number(refusal), isWhole: true });
    const { code } = JSON.parse(seen.body) as { code: string };
    const number = id % 1000;
    expect(code).toBe(codesOfSomeIds[number] ?? code);
    if (codesOfSomeIds[number] === undefined) expect(number).toBe(Number(refusal));
    if (number === 429) expect(seen.headers['retry-after']).toBe('1');
    return;
  }
  await connectionFailures[about]!(call);
}

/** Grouped by what the table says about them. */
const connectionFailures: Record<string, (call: Call) => Promise<void>> = {
  async 'never answers'(call) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const stop = simulator.listen((_partition, happening) => {
      if (happening.source === 'journal' && happening.entry.problem === 'never answered') resolve(undefined);
    });
    await using socket = connected(simulator.url, call);
    await promise;
    stop();
    await simulator.clock.advance(3_600_000);
    socket.end();
    expect(await socket.untilClosed()).toBe('');
  },
  async 'closes the connection before the answer'(call) {
    expect((await overTheWire(simulator.url, call)).status).toBeNull();
  },
  async 'closes the connection in the middle of the answer'(call) {
    const seen = await overTheWire(simulator.url, call);
    expect(seen).toMatchObject({ status: 200, isWhole: false });
    expect(seen.body.length).toBeGreaterThan(0);
  },
  async 'resets the connection before the answer'(call) {
    await using socket = connected(simulator.url, call);
    expect(await socket.untilClosed()).toBe('');
    expect(simulator.journal.entries.at(-1)).toMatchObject({ problem: 'the connection was reset before the answer' });
  },
  async 'answers 20 bytes a second'(call) {
    const before = simulator.clock.now();
    const answered = overTheWire(simulator.url, call);
    const progress = { isAnswered: false };
    void answered.then(() => (progress.isAnswered = true));
    while (!progress.isAnswered) {
      await eventually(() => simulator.clock.underway.waiting === 1 || progress.isAnswered);
      await simulator.clock.advance(1000);
    }
    expect(behaves(await answered)).toBe(true);
    expect(simulator.clock.now()).toBeGreaterThan(before);
  },
  async 'answers after 3 seconds'(call) {
    const before = simulator.clock.now();
    const seen = overTheWire(simulator.url, call);
    await eventually(() => simulator.clock.nextDue === before + 3000);
    await simulator.clock.advance(3000);
    expect(behaves(await seen)).toBe(true);
  },
  async 'answers with a malformed body'(call) {
    const seen = await overTheWire(simulator.url, call);
    expect(behaves(seen)).toBe(true);
    expect(() => JSON.parse(seen.body) as unknown).toThrow();
  },
  async 'answers with half of the body'(call) {
    const seen = await overTheWire(simulator.url, call);
    expect(behaves(seen)).toBe(true);
    // Half of a JSON text is not JSON; half of a file is shorter than the file.
    if (seen.headers['content-type'] === 'application/pdf') expect(seen.body).toBe('an o');
    else expect(() => JSON.parse(seen.body) as unknown).toThrow();
  },
};

const failing = specialEntryPoints.filter(({ id }) => id < 8000);

describe('an entry point on which one call fails', () => {
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, clock: 'manual', agents: 'silent' });
    ece = await EceClient.authorized(simulator.url);
  });
  afterAll(() => simulator.close());

  it.each(failing.map((special) => [special.id, special.call, special.about, special] as const))(
    '%i: %s %s',
    async (id, failingCall, _about, special) => {
      const conversation = failingCall === 'start conversation' ? undefined : await chatOn(id);
      const calls = Object.entries(callsOn(id, conversation)) as [string, Call[]][];
      expect(calls.map(([name]) => name)).toContain(failingCall);
      for (const [name, variants] of calls) {
        for (const call of variants) {
          if (name === failingCall) await failsAsSaid(special, call);
          else expect(await overTheWire(simulator.url, call), name).toSatisfy(behaves);
        }
      }
    },
  );

  it('are those of the table, and no id stands twice', () => {
    const ids = specialEntryPoints.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(failing.length).toBeGreaterThan(60);
    expect(simulator.entryPoints.list('special').map(({ id }) => Number(id))).toEqual(ids);
  });
});

describe('an entry point with a life of its own', () => {
  let receiver: Receiver;
  let webhook: Webhook;
  beforeEach(async () => {
    const settings = { 'conversation.start.assignmentDelayMs': { from: 0, to: 0 } };
    simulator = await startSimulator({ port: 0, clock: 'manual', seed: 'special', settings });
    receiver = await Receiver.open();
    webhook = new Webhook(
      receiver,
      () => simulator.clock.now(),
      () => 204,
    );
    simulator.applications.setCallbackUrl('demo', webhook.url);
    ece = await EceClient.authorized(simulator.url);
  });
  afterEach(async () => {
    await simulator.close();
    await receiver[Symbol.asyncDispose]();
  });

  const minute = 60_000;
  const upload = (conversation: string) =>
    ece.send(
      sendCall(
        ece.token,
        uploadBody(conversation, {
          fileName: 'a.jpeg',
          contentType: 'image/jpeg',
          size: 3,
          contentUrl: receiver.serve(() => 404),
        }),
      ),
    );

  /** What each does, by id. */
  const stories: Record<number, () => Promise<void>> = {
    async 8001() {
      await ece.say(await ece.startConversation({ entryPoint: 8001 }), 'hello?');
      await simulator.clock.advance(24 * 60 * minute);
      expect(webhook.types).toEqual(['assigned']);
    },
    async 8002() {
      await ece.startConversation({ entryPoint: 8002 });
      await simulator.clock.advance(minute);
      expect(webhook.types.slice(0, 3)).toEqual(['assigned', 'transfer', 'assigned']);
      expect(webhook.types.filter((type) => type === 'transfer')).toHaveLength(1);
      expect(webhook.types).toContain('text/plain');
    },
    async 8003() {
      const conversation = await ece.startConversation({ entryPoint: 8003 });
      await simulator.clock.advance(minute);
      expect(webhook.types.at(-1)).toBe('complete');
      expect((await ece.say(conversation, 'still there?')).status).toBe(400);
    },
    async 8004() {
      const conversation = await ece.startConversation({ entryPoint: 8004 });
      for (let file = 0; file < 2; file++) {
        expect((await upload(conversation)).status).toBe(204);
        await simulator.clock.advance(minute);
      }
      expect(webhook.types.filter((type) => type === 'rejectAttachment')).toHaveLength(2);
      expect(webhook.types).not.toContain('acceptAttachment');
    },
    async 8005() {
      await ece.startConversation({ entryPoint: 8005 });
      await simulator.clock.advance(minute);
      const [file] = webhook.message('uploadAttachment').attachments!.attachment;
      const answer = await fetch(String(file!['contentUrl']), { headers: { authorization: `Bearer ${ece.token}` } });
      expect(answer.status).toBe(200);
    },
    async 8006() {
      await ece.startConversation({ entryPoint: 8006 });
      await simulator.clock.advance(minute);
      expect(webhook.message('pagePush').content).toMatch(/^https:/);
    },
    async 8007() {
      await ece.startConversation({ entryPoint: 8007 });
      await simulator.clock.advance(minute);
      expect(webhook.message('text/html').content).toMatch(/^<p>/);
    },
    async 8101() {
      const conversation = await ece.startConversation({ entryPoint: 8101 });
      expect((await ece.say(conversation, 'hello')).status).toBe(401);
      await ece.authorize();
      expect((await ece.say(conversation, 'hello')).status).toBe(204);
    },
    async 8102() {
      const date = simulator.entryPoints.get(8102).lastModified;
      const seen = await overTheWire(simulator.url, startCall(ece.token, startBody({ entryPoint: 8102, date })));
      expect(seen.status).toBeNull();
      await simulator.clock.advance(0);
      expect(webhook.types).toEqual(['assigned']);
    },
    async 8103() {
      const conversation = await ece.startConversation({ entryPoint: 8103 });
      const seen = await overTheWire(simulator.url, sendCall(ece.token, textBody(conversation, 'did you get this')));
      expect(seen.status).toBeNull();
      expect(simulator.conversations.get(conversation).transcript.map(({ content }) => content)).toContain('did you get this');
      expect((await ece.end(conversation)).status).toBe(204);
    },
    async 8201() {
      await ece.startConversation({ entryPoint: 8201 });
      await simulator.clock.advance(minute);
      const ids = webhook.messages.map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(2);
      for (const id of ids) expect(ids.filter((other) => other === id)).toHaveLength(2);
    },
    async 8202() {
      const conversation = await ece.startConversation({ entryPoint: 8202 });
      await ece.say(conversation, 'one');
      await ece.say(conversation, 'two');
      await simulator.clock.advance(minute);
      const ids = webhook.messages.map(({ id }) => Number(id));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).not.toEqual(ids.toSorted((one, other) => one - other));
    },
    async 8203() {
      await ece.startConversation({ entryPoint: 8203 });
      await simulator.clock.advance(2999);
      expect(webhook.types).toEqual([]);
      await simulator.clock.advance(1);
      expect(webhook.types[0]).toBe('assigned');
    },
    async 8204() {
      const conversation = await ece.startConversation({ entryPoint: 8204 });
      await ece.say(conversation, 'bye');
      await simulator.clock.advance(minute);
      expect(simulator.conversations.get(conversation).state).toBe('ended');
      expect(webhook.types).toContain('text/plain');
      expect(webhook.types).not.toContain('complete');
    },
  };

  it.each(specialEntryPoints.filter(({ id }) => id >= 8000).map(({ id, call, about }) => [id, call, about] as const))(
    '%i: %s %s',
    async (id) => {
      await stories[id]!();
    },
  );

  it('behaves in every other call', async () => {
    for (const id of Object.keys(stories).map(Number)) {
      if (id === 8101 || id === 8102) continue;
      const conversation = await ece.startConversation({ entryPoint: id });
      for (const check of checks) expect((await ece.send(availabilityCall(check, id))).status, `${check} ${id}`).toBe(200);
      if (id !== 8103) expect((await ece.say(conversation, 'hello')).status, String(id)).toBe(204);
      expect((await ece.end(conversation)).status, String(id)).toBe(204);
    }
  });
});

it('are as well in every partition, and absent where nobody wants them', async () => {
  await using without = await startSimulator({ port: 0, world: { specialEntryPoints: false } });
  expect(without.entryPoints.list('special')).toEqual([]);
  const { entryPoints, applications } = without.createPartition({ clock: 'manual', world: { specialEntryPoints: true } });
  expect(entryPoints.list('special').map(({ id }) => id)).toEqual(specialEntryPoints.map(({ id }) => String(10_000 + id)));
  const client = await EceClient.authorized(without.url, credentialsOf(applications.get('demo')));
  expect((await client.configuration(entryPoints.id(2403))).status).toBe(403);
  expect((await client.configuration(entryPoints.id(3409))).status).toBe(200);
  expect((await client.start({ entryPoint: entryPoints.id(3409) })).status).toBe(409);
});

it("keep their numbers from the administrator's own entry points, unless there are none", async () => {
  const entryPoints = [{ id: 2403, name: 'mine', queue: 'Service' }];
  await expect(startSimulator({ port: 0, world: { entryPoints } })).rejects.toThrow(
    'world.entryPoints[0].id: 2403 is the number of a special entry point (configuration: 403',
  );
  await using own = await startSimulator({ port: 0, world: { entryPoints, specialEntryPoints: false } });
  expect((await (await EceClient.authorized(own.url)).configuration(2403)).status).toBe(200);
});
