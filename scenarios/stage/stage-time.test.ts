import { expect, it } from 'vitest';
import { formatReport, parseScenario, runScenario } from '../index.ts';

it('waits for the request that follows at once on one that ECE has given up', async () => {
  const story = parseScenario(
    `title: A story
teaches: Something.
settings: { callback.deactivatedQueue: drop }
steps:
  - node: Get Entrypoint Configuration
    inputs: { entryPointId: 1001 }
    expect: onEntryPointConfigSuccess
    as: configuration
  - node: Start Conversation on SMS
    inputs: { entryPointId: 1001, lastModifiedDate: '\${configuration.lastModifiedDate}', phoneNumber: '1', countryCode: '44' }
    expect: onStartConversationSuccess
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
    count: 1
`,
    'story.yaml',
  );
  expect(formatReport(await runScenario(story))).toMatch(/^passed/);
});
