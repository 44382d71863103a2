import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadScenario, parseScenario, runScenario } from '../../scenarios/index.ts';
import { libraryFolder } from '../../scenarios/library.ts';
import { startSimulator } from '../../simulator/index.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { OutcomeFinder } from '../../scenarios/beside/outcome-of-entry.ts';
import { recordScenario } from './recording.ts';

const finder = new OutcomeFinder();
afterAll(() => finder.close());

/** Plays a story of the library, and gives what was recorded of it. */
async function record(name: string): Promise<string> {
  const simulator = await startSimulator({ port: 0 });
  onTestFinished(() => simulator.close(0));
  let partition = '';
  let recorded = '';
  const result = await runScenario(loadScenario(`${libraryFolder}/${name}.yaml`), {
    url: simulator.url,
    onEvent: (event) => {
      if (event.type === 'scenario-begins') partition = event.partition;
    },
    hold: async () => {
      recorded = await recordScenario(simulator.partition(partition), finder, undefined);
    },
  });
  expect(result.passed).toBe(true);
  return recorded;
}

describe('a recording can be played again', () => {
  it.each([
    'good-day',
    'good-day-on-messenger',
    'no-agent-then-one-logs-in',
    'token-expiry',
    'agent-sends-a-file',
    'agent-pushes-a-page',
    'agent-rejects-a-file',
    'transfer-to-another-agent',
    'html-message',
    'ece-answers-500-and-recovers',
    'agents-who-chat-by-themselves',
  ])('of the story %s', async (name) => {
    const recorded = await record(name);
    const result = await runScenario(parseScenario(recorded, 'recorded.yaml'));
    expect(result.failure === null ? null : [result.failure.expected, result.failure.seen, recorded]).toBeNull();
    expect(recorded).toContain('expect: on');
  });

  it('of one conversation among others', async () => {
    const simulator = await startSimulator({ port: 0, agents: 'manual', world: { chats: [] } });
    onTestFinished(() => simulator.close(0));
    const ece = await EceClient.authorized(simulator.url);
    const wanted = await ece.startConversation();
    const other = await ece.startConversation();
    for (const [chat, text] of [
      [wanted, 'wanted'],
      [other, 'other'],
    ] as const) {
      simulator.conversations.take(chat, 'Ada');
      simulator.conversations.say(chat, `this is the ${text} one`);
    }
    const recorded = await recordScenario(simulator.partition('default'), finder, wanted);
    expect(recorded).toContain('this is the wanted one');
    expect(recorded).not.toContain('this is the other one');
    parseScenario(recorded, 'recorded.yaml');
  });

  it('of nothing, too', async () => {
    const simulator = await startSimulator({ port: 0, world: { chats: [] } });
    onTestFinished(() => simulator.close(0));
    const recorded = await recordScenario(simulator.partition('default'), finder, undefined);
    expect(parseScenario(recorded, 'recorded.yaml').steps).toHaveLength(1);
  });
});
