import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { catalogue } from '../client/catalogue.ts';
import { typingWords } from '../client/catalogue/conversation-nodes.ts';
import type { MethodEntry } from '../client/index.ts';
import type { CallbackMessage } from '../contracts/messages.ts';
import { messages } from '../contracts/messages.ts';
import type { MessageType } from '../simulator/protocol/callbacks.ts';
import { callbackEvents, messageTypes, wordOf } from '../simulator/protocol/callbacks.ts';
import { defaultSettings } from '../simulator/protocol/settings.ts';

const root = path.join(import.meta.dirname, '..');

/** The rows of the table of event types: spec 9.4. */
const specified = new Map(
  [...readFileSync(path.join(root, 'docs/spec/ece-v19.md'), 'utf8').matchAll(/^\| `(\S+)` \|[^|]*\| `(user|system)` \|/gm)].map(
    ([, word, sender]) => [word!, sender!],
  ),
);

/** Event outcomes of the nodes by the word, in lower case, that leads to them. */
const outcomes = new Map(
  catalogue
    .flatMap(({ methods }) => methods as readonly MethodEntry[])
    .flatMap((method) => method.outcomes.filter(({ kind }) => kind === 'event'))
    .flatMap(({ name, words = [] }) => words.map((word) => [word, name])),
);

const library = path.join(root, 'scenarios/library');
const steps = readdirSync(library)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => stepsIn(yaml.parse(readFileSync(path.join(library, name), 'utf8'))));

/** Every object in a scenario that may be a step. */
function stepsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(stepsIn);
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside];
}

/** What the event of this type still lacks, as sentences that say what to add. */
function gapsOf(type: MessageType): string[] {
  const word = wordOf({ type }, defaultSettings);
  const outcome = outcomes.get(word.toLowerCase());
  const isTyping = typingWords[word.toLowerCase()] !== undefined;
  const sender = senderOf(type);
  const inContract = Object.values<CallbackMessage>(messages).some(({ messages: sent }) =>
    sent.some((message) => message.type.value === word),
  );
  const inScenario = steps.some((step) => (isTyping ? 'typing' in step : outcome !== undefined && step['event'] === outcome));
  return [
    specified.get(word) !== sender &&
      `docs/spec/ece-v19.md has no row "${word}" with the sender "${sender}": add it to the table of 9.4.`,
    outcome === undefined &&
      !isTyping &&
      `No outcome of the client has the word "${word}": add an event to client/catalogue/conversation-nodes.ts.`,
    !inContract && `No interaction has a message "${word}": add a row to contracts/messages.ts.`,
    !inScenario && `No scenario shows the event "${type}": add one with the step "event" to scenarios/library/.`,
  ].filter((gap) => gap !== false);
}

function senderOf(type: MessageType): string {
  const { sender } = callbackEvents[type];
  return typeof sender === 'string' ? sender : sender(defaultSettings);
}

describe('an event of callbacks', () => {
  it.each(messageTypes)('%s is specified, read by the client, agreed in the contract and shown in a scenario', (type) => {
    expect(gapsOf(type)).toEqual([]);
  });

  it('that the client reads is one that the simulator sends', () => {
    const words = new Set(messageTypes.map((type) => wordOf({ type }, defaultSettings).toLowerCase()));
    const unknown = [...outcomes.keys(), ...Object.keys(typingWords)].filter((word) => !words.has(word));
    expect(unknown, 'words without an event: add a row for each to callbackEvents of simulator/protocol/callbacks.ts').toEqual(
      [],
    );
  });
});
