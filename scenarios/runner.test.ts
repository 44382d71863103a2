import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../simulator/index.ts';
import type { RunOptions, ScenarioEvent } from './index.ts';
import { openSimulator, parseScenario, formatReport, runScenario } from './index.ts';

const start = `
  - node: Get Entrypoint Configuration
    inputs: { entryPointId: 1001 }
    expect: onEntryPointConfigSuccess
    as: configuration
  - node: Start Conversation on SMS
    inputs: { entryPointId: 1001, lastModifiedDate: '\${configuration.lastModifiedDate}', phoneNumber: '1', countryCode: '44' }
    expect: onStartConversationSuccess
    as: start`;

function story(steps: string, head = '') {
  return parseScenario(`title: A story\nteaches: Something.\n${head}steps:${steps}\n`, 'folder/story.yaml');
}

function run(steps: string, options: RunOptions = {}) {
  return runScenario(story(steps), options);
}

describe('a step that waits for what never comes fails at once', () => {
  it('when no agent takes the chat', async () => {
    const { failure } = await run(`${start}\n  - event: Message`);
    expect(failure).toMatchObject({
      seen: 'that nothing is under way and nothing is due: it will never come',
      advice: 'The conversation start is queued and no agent has taken it.',
    });
    expect(failure?.step).toMatchObject({ number: 3, line: 12, kind: 'event' });
  });

  it('when the messages wait for a callback URL that is deactivated', async () => {
    const { failure } = await run(
      `${start}\n  - administrator: deactivates the callback\n  - { agent: Ada, does: takes the chat }\n  - event: Assigned`,
    );
    expect(failure?.advice).toContain('1 messages wait for the callback receiver, whose URL is deactivated.');
  });

  it('when the conversation is over', async () => {
    const over =
      '\n  - { agent: Ada, does: takes the chat }\n  - event: Assigned\n  - { agent: Ada, does: ends the chat }\n  - event: Complete';
    const { failure } = await run(`${start}${over}\n  - event: Message`);
    expect(failure?.seen).toBe('that the conversation is over: Complete was the last');
  });

  it('when a wait, a typing notice or the next thing has nothing to come from', async () => {
    for (const step of ['wait: { event: { type: conversation-ended } }', 'typing: starts', 'clock: next']) {
      const { failure } = await run(`${start}\n  - ${step}`);
      expect(failure?.seen).toContain('nothing is due');
    }
  });
});

describe('a failed step', () => {
  it('says file, line, step, expected and seen, the journal with the private reason, the seed, and how to run it again', async () => {
    const steps =
      '\n  - node: Get Entrypoint Configuration\n    inputs: { entryPointId: 1008 }\n    expect: onEntryPointConfigSuccess';
    const lines = formatReport(await run(steps, { seed: 'seven' })).split('\n');
    expect(lines[0]).toBe('failed: A story');
    expect(lines[1]).toContain('folder/story.yaml:4, step 1: Get Entrypoint Configuration leaves by onEntryPointConfigSuccess');
    expect(lines[2]).toContain('expected  the outcome onEntryPointConfigSuccess');
    expect(lines[3]).toMatch(/saw +Forbidden: .*was answered 403/);
    expect(lines.join('\n')).toMatch(/getConfiguration GET .* -> 403; entryPointNotAllowed: /);
    expect(lines.at(-1)).toMatch(/seed seven.*scenario run .*--seed seven/);
  });

  it.each([
    [
      'an output',
      'node: Get Agent Availability\n    inputs: { entryPointId: 1001 }\n    expect: AgentAvailable\n    outputs: { available: false }',
      'available to be false',
      'true',
    ],
    [
      'a count in the journal',
      'journal: { operation: obtainToken }\n    count: 1',
      '1 in the journal with operation obtainToken',
      '0',
    ],
    [
      'an act that cannot be done',
      'administrator: edits the agent\n    agent: Zoe\n    change: { loggedIn: true }',
      'the step to be possible',
      'There is no agent',
    ],
  ])('tells of %s what was expected and seen', async (_what, step, expected, seen) => {
    const { failure, passed, proofs } = await run(`\n  - ${step}`);
    expect(passed).toBe(false);
    expect(failure?.expected).toContain(expected);
    expect(failure?.seen).toContain(seen);
    expect(proofs).toEqual([]);
  });

  it('is seen in what the agent sees, in the events and in what the receiver has taken', async () => {
    const taken = `${start}\n  - { agent: Ada, does: takes the chat }`;
    const failures = await Promise.all(
      ['{ agent: Ada, sees: Hello }', 'event: Message', 'event: none', 'received: [assigned, assigned]', 'unclaimed: [x]'].map(
        async (step) => (await run(`${taken}\n  - ${step}`)).failure,
      ),
    );
    const seen = ['nothing from the customer', 'Assigned', 'Assigned', 'assigned', 'nothing'];
    expect(failures.map((failure) => failure?.seen)).toEqual(seen);
  });

  it('ends the run: what follows does not happen', async () => {
    const events: ScenarioEvent[] = [];
    await run('\n  - event: none\n'.replace('event: none', 'clock: next') + '  - say: never', {
      onEvent: (event) => events.push(event),
    });
    expect(events.map(({ type }) => type)).toEqual(['scenario-begins', 'step-begins', 'step-ends', 'scenario-ends']);
  });
});

it('events tell in order what happens; the pace is asked before each step', async () => {
  const seen: string[] = [];
  const scenario = story(
    '\n  - node: Get Entrypoint Configuration\n    inputs: { entryPointId: 1001 }\n    expect: onEntryPointConfigSuccess\n  - clock: +24h',
  );
  const { passed, proofs } = await runScenario(scenario, {
    pace: ({ number }) => void seen.push(`pace ${number}`),
    onEvent: (event) => {
      if (event.type === 'journal') seen.push(`${event.entry.operation ?? ''} ${event.entry.answer?.status ?? ''}`);
      else if (event.type === 'time') seen.push(`time ${event.to - event.from}`);
      else if (event.type === 'result') seen.push(event.outcome);
    },
  });
  expect(passed).toBe(true);
  expect(seen).toEqual([
    'pace 1',
    'obtainToken 200',
    'getConfiguration 200',
    'onEntryPointConfigSuccess',
    'pace 2',
    'time 86400000',
  ]);
  expect(proofs).toEqual([
    { method: 'entrypointConfiguration.getEntrypointConfiguration', outcome: 'onEntryPointConfigSuccess', cause: 'rule' },
  ]);
});

it('the same seed gives the same ids', async () => {
  const idOf = async (seed: string) => {
    let id: unknown;
    const onEvent = (event: ScenarioEvent) => {
      if (event.type === 'result') id = event.outputs['conversationId'] ?? id;
    };
    await run(start, { seed, onEvent });
    return id;
  };
  const [one, again, other] = [await idOf('a'), await idOf('a'), await idOf('b')];
  expect(one).toBe(again);
  expect(one).not.toBe(other);
});

it('runs against a simulator that runs already, and leaves nothing behind', async () => {
  const simulator = await startSimulator({ port: 0, controlToken: 'a-token-of-16-characters' });
  onTestFinished(() => simulator.close(0));
  const steps = `${start}\n  - { agent: Ada, does: takes the chat }\n  - event: Assigned\n  - clock: +24h`;
  const result = await run(steps, { url: `${simulator.url}/system`, controlToken: 'a-token-of-16-characters' });
  expect(formatReport(result)).toBe('passed: A story (5 steps)');
  expect(simulator.partitions.map(({ name }) => name)).toEqual(['default']);
});

it('a story with settings of its own has them over those of the site, and its options over those of the library there', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'site-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const site = path.join(folder, 'site.yaml');
  const settings = '{ http.prefix: acme, conversation.end.route: put-query, conversation.end.alternativeRoutes: refuse }';
  await writeFile(site, `version: 1\nsettings: ${settings}\nclient: { endRoute: put-query }\n`);
  const ending = `${start}
  - node: End Conversation
    inputs: { conversationId: '\${start.conversationId}' }
    expect: onEndConversationSuccess`;
  const own = 'settings: { conversation.end.route: post-path }\noptions: { endRoute: post-path }\n';
  for (const [head, target] of [
    ['', /^PUT \/acme\/.*\/end\?conversation=/],
    [own, /^POST \/acme\/.*\/conversation\/[^/]+\/end$/],
  ] as const) {
    const requests: string[] = [];
    const onEvent = (event: ScenarioEvent) => {
      if (event.type === 'journal') requests.push(`${event.entry.request.method} ${event.entry.request.target}`);
    };
    expect(formatReport(await runScenario(story(ending, head), { site, onEvent }))).toMatch(/^passed/);
    expect(requests).toContainEqual(expect.stringMatching(target));
  }
});

it('a trainer who leaves ends the run and leaves nothing behind', async () => {
  const simulator = await openSimulator();
  onTestFinished(() => simulator.close());
  const leaves = () => Promise.reject(new Error('the trainer has left'));
  await expect(run(start, { simulator, pace: leaves })).rejects.toThrow('the trainer has left');
  expect(await simulator.control.get('/partitions')).toHaveLength(1);
});

describe('a process that stops', () => {
  const talk = `${start}\n  - { agent: Ada, does: takes the chat }\n  - event: Assigned`;

  it('finds after its restart what came meanwhile, once, and fetches a token anew', async () => {
    const result = await run(`${talk}
  - process: stops
  - { agent: Ada, says: Are you there? }
  - process: starts
  - event: Message
    outputs: { content: Are you there? }
  - event: none
  - received: [assigned, text/plain]
  - node: Send Plain Text Message
    inputs: { conversationId: '\${start.conversationId}', message: Yes }
    expect: onSendMessageSuccess
  - journal: { operation: obtainToken }
    count: 2`);
    expect(formatReport(result)).toMatch(/^passed/);
  });

  it('is handed again what it did not get to the end of', async () => {
    const unhandled = `${talk}\n  - { agent: Ada, says: Hello }\n  - event: Message\n    handled: false\n  - process: restarts\n  - event: Message\n    outputs: { content: Hello }`;
    expect(formatReport(await run(unhandled))).toMatch(/^passed/);
    const handled = unhandled.replace('    handled: false\n', '');
    expect((await run(handled)).failure?.expected).toContain('the event Message');
  });
});

it('waits for the request that follows at once on one that ECE has given up', async () => {
  const steps = `${start}
  - { agent: Ada, does: takes the chat }
  - event: Assigned
  - receiver: hangs
  - { agent: Ada, says: One }
  - administrator: deactivates the callback
  - administrator: reactivates the callback
  - { agent: Ada, says: Two }
  - receiver: comes back
  - clock: +1m
  - received: [assigned, text/plain]
  - journal: { kind: callback, contains: Two }
    count: 1`;
  const head = 'settings: { callback.deactivatedQueue: drop }\n';
  expect(formatReport(await runScenario(story(steps, head)))).toMatch(/^passed/);
});

it('an entry point keeps the number of the story in all that is told', async () => {
  const events: ScenarioEvent[] = [];
  const world =
    'world: { entryPoints: [{ id: 1099, name: Shop, queue: Service }], queues: [{ name: Service, skill: service }], agents: [] }\n';
  const steps = `
  - node: Get Entrypoint Configuration
    inputs: { entryPointId: 1099 }
    expect: onEntryPointConfigSuccess
    outputs: { entryPointId: 1099 }
  - journal: { contains: 'entrypoint=1099' }
    count: 1
  - wait: { journal: { entryPoint: 1099, status: 200 } }
  - journal: { entryPoint: 1099, operation: getConfiguration }
    count: 1
  - node: Get Entrypoint Configuration
    inputs: { entryPointId: 1098 }
    expect: Not Found
    outputs: { error: { contains: '1099' } }`;
  const result = await runScenario(story(steps, world), { onEvent: (event) => events.push(event) });
  expect(result.failure?.expected).toBe('error to be a text that contains "1099"');
  expect(JSON.stringify(events)).toContain('entrypoint=1099');
  expect(JSON.stringify([events, result.failure])).not.toMatch(/\d1099/);
});

it('takes the chat: that of the customer who waits longest', async () => {
  const second = start.slice(start.indexOf('  - node: Start')).replace("'1'", "'2'").replace('as: start', 'as: second');
  const steps = `${start}\n${second}
  - { agent: Ada, does: takes the chat }
  - event: Assigned
    of: start
  - { agent: Ben, does: takes the chat }
  - event: Assigned
    of: second`;
  expect(formatReport(await run(steps))).toMatch(/^passed/);
});

describe('an act that ECE must refuse', () => {
  const says = `${start}\n  - { agent: Ada, says: Hello, refused: { contains: no agent is in it } }`;

  it('passes when it is refused for the reason, which is told', async () => {
    const acts: string[] = [];
    const onEvent = (event: ScenarioEvent) => {
      if (event.type === 'act') acts.push(event.does);
    };
    expect(formatReport(await runScenario(story(says), { onEvent }))).toMatch(/^passed/);
    expect(acts).toEqual([
      'says: Hello',
      expect.stringMatching(/^is refused: The conversation \S+ is queued: no agent is in it\.$/),
    ]);
  });

  it('fails when it is done, or refused for another reason', async () => {
    const { failure } = await run(
      says.replace('  - { agent: Ada, says', '  - { agent: Ada, does: takes the chat }\n  - { agent: Ada, says'),
    );
    expect(failure).toMatchObject({
      expected: 'a refusal: a text that contains "no agent is in it"',
      seen: 'that the act was done',
    });
    const other = await run(
      `${start}\n  - { administrator: edits the agent, agent: Ada, change: { maximumLoad: -1 }, refused: sorry }`,
    );
    expect(other.failure?.expected).toBe('a refusal: "sorry"');
    expect(other.failure?.seen).toContain('maximumLoad');
  });
});

it('takes the chat: of several queues that of the customer who waits longest, first of those that wait for this agent', async () => {
  const chat = (name: string, entryPoint: number) =>
    start
      .replaceAll('1001', String(entryPoint))
      .replaceAll('configuration', `of-${name}`)
      .replace("'1'", `'${name}'`)
      .replace('as: start', `as: ${name}`);
  const steps = `
  - { administrator: edits the agent, agent: Ada, change: { skills: [service, claims] } }
  - { agent: Cleo, does: logs in }${chat('first', 1002)}
  - clock: +1s${chat('second', 1001)}
  - clock: +1s${chat('third', 1001)}
  - clock: +1s${chat('fourth', 1001)}
  - { agent: Ben, does: takes the chat }
  - { event: Assigned, of: second }
  - { agent: Ada, does: takes the chat }
  - { event: Assigned, of: first }
  - { agent: Cleo, does: takes the chat }
  - { event: Assigned, of: third }`;
  expect(formatReport(await run(steps))).toMatch(/^passed/);
});
