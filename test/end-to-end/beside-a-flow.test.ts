import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ScenarioEvent } from '../../scenarios/index.ts';
import { loadScenario, parseScenario, runScenario } from '../../scenarios/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { runCli } from './cli-process.ts';

const story = path.join(import.meta.dirname, '../../scenarios/beside-a-flow/nobody-then-cleo.yaml');

/** A simulator, and a flow in a process of its own that calls it. */
async function startFlow() {
  const simulator = await startSimulator({ port: 0 });
  onTestFinished(() => simulator.close(0));
  const flow = spawn(process.execPath, [path.join(import.meta.dirname, 'flow-of-its-own.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ECE_URL: `${simulator.url}/system`, ENTRY_POINT: '1002' },
  });
  onTestFinished(() => void flow.kill());
  const lines = createInterface(flow.stdout)[Symbol.asyncIterator]();
  const reads = async () => (await lines.next()).value as string;
  simulator.applications.change('demo', { callback: { url: await reads() } });
  return { simulator, write: (text: string) => flow.stdin.write(`${text}\n`), reads };
}

describe('a scenario beside a flow that runs by itself', () => {
  it('plays the agents and waits for what the flow does', async () => {
    const { simulator, write, reads } = await startFlow();
    const told: string[] = [];
    const onEvent = (event: ScenarioEvent) => {
      if (event.type === 'result') told.push(event.outcome);
      if (event.type !== 'narration') return;
      // The customer does what the trainer says.
      if (/^Nobody works|write again|write once more/.test(event.text)) write('Hello?');
    };
    const result = await runScenario(loadScenario(story), { url: simulator.url, onEvent });
    expect(result.failure).toBeNull();
    expect(told).toEqual([
      ...['NoAgentAvailable', 'AgentAvailable', 'onEntryPointConfigSuccess', 'onStartConversationSuccess'],
      ...['Assigned', 'Message', 'onSendMessageSuccess', 'Complete'],
    ]);
    const read = [await reads(), await reads(), await reads(), await reads()];
    expect(read).toEqual(['Nobody is there.', 'Please wait.', 'Good evening, this is Cleo.', 'Bye.']);
    // The partition is as before: Cleo is away, and answers by herself.
    expect(simulator.agents.get('Cleo')).toMatchObject({ loggedIn: false, behaviour: 'answers' });
    expect(simulator.partitions.map(({ name }) => name)).toEqual(['default']);
  });

  it('says which outcome came instead, and what to look at when nothing comes', async () => {
    const { simulator, write } = await startFlow();
    const step = (expected: string) =>
      parseScenario(
        `title: T\nteaches: L.\nflow: external\nsteps:\n  - node: Get Agent Availability\n    inputs: { entryPointId: 1002 }\n    expect: ${expected}\n`,
        'one.yaml',
      );
    const other = await runScenario(step('AgentAvailable'), {
      url: simulator.url,
      onEvent: ({ type }) => {
        if (type === 'step-begins') write('Hello?');
      },
    });
    expect(other.failure).toMatchObject({ expected: 'the outcome AgentAvailable', seen: 'NoAgentAvailable' });
    const nothing = await runScenario(step('AgentAvailable'), { url: simulator.url, patienceMs: 1 });
    expect(nothing.failure).toMatchObject({
      expected: 'a call of the flow by Get Agent Availability',
      advice: expect.stringContaining('Does the flow call this simulator') as string,
    });
  });

  it('needs a simulator that runs', async () => {
    const { code, stderr } = await runCli(['scenario', 'run', story]);
    expect(code).toBe(2);
    expect(stderr).toContain('The flow of "nobody-then-cleo" runs by itself. Say which simulator it calls: --url');
  });

  it('is refused with what happens inside of a flow', () => {
    const text = 'title: T\nteaches: L.\nflow: external\nworld: {}\nsteps:\n  - network: { ece: unreachable }\n';
    expect(() => parseScenario(text, 'wrong.yaml')).toThrow(
      /wrong.yaml:4: "world" has no effect on a flow that runs by itself.*\n.*The step "network" is not possible beside a flow/s,
    );
  });
});
