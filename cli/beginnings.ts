import { configurationKeys } from '../simulator/configuration/keys.ts';

export const runners = ['vitest', 'jest', 'node', 'pytest'] as const;
export type Runner = (typeof runners)[number];

/** A first file. */
export interface Begun {
  readonly file: string;
  readonly text: string;
  /** What to do with it, in a sentence; FILE stands for its name. */
  readonly next: string;
}

/** What can be begun with, by its name. */
export const beginnings = {
  configuration: beginConfiguration,
  test: beginTest,
  scenario: beginScenario,
} as const satisfies Readonly<Record<string, (runner: Runner) => Begun>>;

function beginConfiguration(): Begun {
  const keys = Object.entries(configurationKeys).map(
    ([key, { about, usual, example }]) => `# ${about} (default: ${usual})\n# ${key}: ${example}\n`,
  );
  const text = `# yaml-language-server: $schema=node_modules/ece-simulator/docs/configuration.schema.json
# The configuration of ece-simulator. Each key is optional; a flag or a variable overrides it.
# \`ece-simulator config print\` shows what is in force.

${keys.join('\n')}`;
  return { file: 'ece-simulator.yaml', text, next: 'A start in this folder finds it; with another name, name it by --config.' };
}

const flow = `const answer = await fetch(\`\${ece.url}/system/egain/chat/entrypoint/agentAvailability/\${ece.entryPoint(1001)}\`, {
    headers: { accept: 'application/json' },
  });`;

const tests: Readonly<Record<Runner, Begun>> = {
  vitest: {
    file: 'ece.test.ts',
    text: `import { expect } from 'vitest';
import { test } from 'ece-simulator/vitest';

test('asks whether an agent is available', async ({ ece }) => {
  ${flow}
  expect(await answer.json()).toEqual({ available: true });
  expect(ece).toHaveReceived({ operation: 'getAgentAvailability', status: 200 });
});
`,
    next: 'Run it by npx vitest run FILE.',
  },
  jest: {
    file: 'ece.test.js',
    text: `import { openEce } from 'ece-simulator/jest';

test('asks whether an agent is available', async () => {
  const ece = await openEce();
  ${flow}
  expect(await answer.json()).toEqual({ available: true });
  await ece.close();
});
`,
    next: 'Run it by NODE_OPTIONS=--experimental-vm-modules npx jest FILE.',
  },
  node: {
    file: 'ece.test.mjs',
    text: `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEce } from 'ece-simulator/testing';

test('asks whether an agent is available', async () => {
  const ece = await openEce();
  ${flow}
  assert.deepEqual(await answer.json(), { available: true });
  assert.equal(ece.journal.list({ operation: 'getAgentAvailability' }).length, 1);
  await ece.close();
});
`,
    next: 'Run it by node --test FILE.',
  },
  pytest: {
    file: 'test_ece.py',
    text: `import json
import os
import urllib.request


def test_asks_whether_an_agent_is_available():
    url = os.environ["ECE_URL"] + "/system/egain/chat/entrypoint/agentAvailability/" + os.environ["ECE_ENTRY_POINT"]
    request = urllib.request.Request(url, headers={"accept": "application/json"})
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer) == {"available": True}
`,
    next: 'Run it by npx ece-simulator exec -- pytest FILE.',
  },
};

function beginTest(runner: Runner): Begun {
  return tests[runner];
}

function beginScenario(): Begun {
  const text = `# yaml-language-server: $schema=node_modules/ece-simulator/scenarios/scenario.schema.json
title: A customer says hello and an agent answers
teaches: What a first conversation looks like, from the configuration of its entry point to its end.
steps:
  - node: Get Entrypoint Configuration
    inputs: { entryPointId: 1001 }
    expect: onEntryPointConfigSuccess
    as: configuration
  - node: Start Conversation on SMS
    inputs:
      { entryPointId: 1001, lastModifiedDate: '\${configuration.lastModifiedDate}', phoneNumber: '7700900123', countryCode: '44' }
    expect: onStartConversationSuccess
    as: start
  - agent: Ada
    does: takes the chat
  - event: Assigned
  - node: Send Plain Text Message
    inputs: { conversationId: '\${start.conversationId}', message: hello }
    expect: onSendMessageSuccess
  - agent: Ada
    says: Hello, how can I help you?
  - event: Message
    outputs: { content: 'Hello, how can I help you?' }
`;
  return {
    file: 'first-conversation.yaml',
    text,
    next: 'Run it by npx ece-simulator scenario run FILE, look at it by scenario demo FILE.',
  };
}
