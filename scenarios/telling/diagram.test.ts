import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatDiagram } from './diagram.ts';
import { loadScenarios, parseScenario } from '../index.ts';
import { formatProse } from './prose.ts';

/** What Mermaid reads as a sequence diagram, as far as it is used here. Signs that mean something to Mermaid stand as `#59;`. */
const who = '(Customer|Flow|ECE|Agent|Administrator)';
const words = String.raw`([^#;<>%$&\\{}\p{Cc}]|#\d+;|<br/>)+`;
const line = new RegExp(
  `^  (participant ${who}|${who}(->>|-->>|--x)${who}: ${words}|Note over ${who}(,${who})?: ${words})$`,
  'u',
);

const library = loadScenarios(path.join(import.meta.dirname, '../library'));
function story(steps: string) {
  return parseScenario(`title: A story\nteaches: Something.\nsteps:\n${steps}\n`, 'story.yaml');
}

function expectSyntax(text: string): void {
  const [first, ...rest] = text.split('\n');
  expect(first).toBe('sequenceDiagram');
  expect(rest.filter((one) => !line.test(one))).toEqual([]);
}

describe('a sequence diagram', () => {
  it.each(library)('is valid for $name', (scenario) => {
    expectSyntax(formatDiagram(scenario));
  });

  it('is valid whatever is said', () => {
    const text = formatDiagram(
      story(
        `  - say: 'a;b #35; <b>x</b> %%{init: {}}%% $$x$$ & "q" end: -->> \\ {y}'\n  - customer: "one\\n\\u0007two;three"\n  - customer: end`,
      ),
    );
    expectSyntax(text);
    expect(text).toContain('Customer->>Flow: one<br/>#7;two#59;three');
  });

  it('shows who does what to whom, and only those who take part', () => {
    const steps = `
  - customer: Hello
  - node: Get Agent Availability
    inputs: { entryPointId: 1002 }
    expect: NoAgentAvailable
  - { agent: Cleo, does: logs in }
  - clock: +90m
  - node: Search Active Chat
    inputs: { channel: sms, customerId: '1' }
    expect: onActiveChatNotFound`;
    expect(formatDiagram(story(steps))).toBe(`sequenceDiagram
  participant Customer
  participant Flow
  participant ECE
  participant Agent
  Customer->>Flow: Hello
  Flow->>ECE: Get Agent Availability
  ECE-->>Flow: NoAgentAvailable
  Agent->>ECE: Cleo logs in
  Note over Customer,Agent: Time passes: 1 hour 30 minutes
  Flow->>Flow: Search Active Chat
  Flow--xFlow: onActiveChatNotFound`);
  });
});

describe('prose', () => {
  it.each(library)('tells $name in 80 columns, with nothing left unsaid', (scenario) => {
    const text = formatProse(scenario);
    expect(text.split('\n').filter((one) => one.length > 80)).toEqual([]);
    expect(text).not.toMatch(/\$\{|undefined|\[object/);
  });

  it('says what a node is given, what holds meanwhile, what comes of it and by which name it is known', () => {
    const steps = `
  - customer: Where is my order?
    as: question
  - node: Create Chat
    inputs: { channel: sms, customerId: '1', businessId: '2', message: '\${question}' }
    expect: onCreateChatSuccess
    as: chat
  - node: Clear Chat
    inputs: { chatId: '\${chat.chatId}' }
    while: [{ platform: { chatStore: locked } }]
    expect: onTimeout`;
    expect(formatProse(story(steps))).toBe(`A story
=======
Something.

1. The customer writes: "Where is my order?"
2. The flow calls the node Create Chat with channel "sms", customerId "1",
   businessId "2", message "Where is my order?". It leaves by
   onCreateChatSuccess: Record stored with status active; chatId set. Its result
   is kept as chat.
3. The flow calls the node Clear Chat with chatId of chat. Meanwhile: The chat
   store is locked. It leaves by onTimeout: The chat store does not answer
   within the time limit.`);
  });
});
