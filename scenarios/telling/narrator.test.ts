import { beforeAll, expect, it } from 'vitest';
import { parseScenario, runScenario } from '../index.ts';
import type { ScenarioEvent } from '../index.ts';
import { Narrator } from './narrator.ts';

const story = parseScenario(
  `
title: A story
teaches: Something.
steps:
  - node: Get Entrypoint Configuration
    inputs: { entryPointId: 1001 }
    expect: onEntryPointConfigSuccess
    as: configuration
  - node: Start Conversation on SMS
    inputs: { entryPointId: 1001, lastModifiedDate: '\${configuration.lastModifiedDate}', phoneNumber: '7', countryCode: '44' }
    expect: onStartConversationSuccess
    as: start
  - agent: Ada
    does: takes the chat
  - event: Assigned
  - agent: Ada
    says: How can I help?
  - event: Message
    outputs: { content: How can I help? }
  - customer: My parcel is lost.
    as: complaint
  - node: Send Plain Text Message
    inputs: { conversationId: '\${start.conversationId}', message: '\${complaint}' }
    while: [{ fault: { match: { operation: sendMessage }, fire: { times: 1 }, action: { do: end-sessions, how: expire } } }]
    expect: onSendMessageSuccess
  - agent: Ada
    sees: My parcel is lost.
  - node: Send Plain Text Message
    inputs: { conversationId: '\${start.conversationId}', message: Hello? }
    while: [{ fault: { match: { operation: sendMessage }, action: { do: hang } } }]
    expect: onTimeout
`,
  'story.yaml',
);

let events: ScenarioEvent[];
beforeAll(async () => {
  events = [];
  await runScenario(story, { onEvent: (event) => events.push(event) });
});

function told(wire = false): string {
  let text = '';
  const narrator = new Narrator({ scenario: story, width: 80, wire, paint: (_, part) => part, write: (part) => (text += part) });
  for (const event of events) narrator.tell(event);
  return text;
}

it('a story is told by who says and does what, and each text stands once', () => {
  const text = told();
  expect(text).toContain('Ada       How can I help?\n');
  expect(text).toContain('Flow      hears Message and shows it to the customer.\n');
  expect(text).toContain('Customer  My parcel is lost.\n');
  expect(text).toContain('✓ Ada sees it.\n');
  for (const said of ['How can I help?', 'My parcel is lost.', 'Hello?']) expect(text.split(said)).toHaveLength(2);
});

it('a node says in a sentence what it did, what went wrong on the way, and why it was left', () => {
  const text = told().replaceAll(/\s+/g, ' ');
  expect(text).toContain(
    'Send Plain Text Message sends the message to the agent. Its first try fails: ECE answers 401, because the token is expired. It asks for a new token and tries again. → onSendMessageSuccess',
  );
  expect(text).toContain('→ onTimeout: ECE gives no answer to each of 3 tries. ');
});

it('requests and callbacks are shown when they are wanted, below what people do', () => {
  expect(told()).not.toContain('POST /');
  const text = told(true);
  expect(text).toMatch(/Ada {7}\(takes the chat\)\n {10}ECE → Flow {4}POST \/callback\n/);
  expect(text).toContain('401 Unauthorized');
});
