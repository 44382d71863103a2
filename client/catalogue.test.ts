import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { requests } from './catalogue/requests.ts';
import type { MethodEntry, NodeEntry } from './catalogue/entry.ts';
import { allMethods } from './catalogue/names.ts';

interface Facts {
  counts: { nodes: number; methods: number; methodOutcomePairs: number; reserved: number };
  nodes: unknown[];
}

/** The published facts of the nodes, in a shape of their own: what the catalogue must agree with, one to one. */
const facts = JSON.parse(readFileSync(new URL('catalogue.fixture.json', import.meta.url), 'utf8')) as Facts;

function factsOfMethod({ method, key, aliases = [], requiresCredentials, longRunning, ...entry }: MethodEntry) {
  return {
    method,
    key,
    aliases,
    requiresCredentials,
    longRunning: longRunning ?? false,
    inputs: entry.inputs.map(({ name, key, required, description, provenance }) => ({
      name,
      key,
      required,
      description,
      provenance,
    })),
    outputs: entry.outputs.map(({ name, key, description, provenance }) => ({ name, key, description, provenance })),
    outcomes: entry.outcomes.map(({ name, aliases = [], kind, final = true, when, provenance, reserved }) => ({
      name,
      aliases,
      kind,
      final,
      when,
      provenance,
      ...(reserved && { reserved }),
    })),
  };
}

function factsOfNode({ node, key, methods }: NodeEntry) {
  return { node, key, methods: methods.map(factsOfMethod) };
}

describe('catalogue', () => {
  it('agrees with the published facts: names, keys, inputs, outputs, outcomes, aliases, kinds, ends and provenance', () => {
    expect((catalogue as readonly NodeEntry[]).map(factsOfNode)).toEqual(facts.nodes);
  });

  it('has 16 nodes, 25 methods and 237 pairs, two of them reserved', () => {
    const outcomes = allMethods().flatMap(({ method }) => method.outcomes);
    expect({
      nodes: catalogue.length,
      methods: allMethods().length,
      methodOutcomePairs: outcomes.length,
      reserved: outcomes.filter(({ reserved }) => reserved).length,
    }).toEqual({ nodes: 16, methods: 25, methodOutcomePairs: 237, reserved: 2 });
    expect(facts.counts).toMatchObject({ nodes: 16, methods: 25, methodOutcomePairs: 237, reserved: 2 });
  });

  it.each(allMethods().map((resolved) => [resolved.path, resolved] as const))(
    '%s: every own outcome can be reached',
    (_, { method }) => {
      const unreachable = method.outcomes.filter(
        ({ kind, reserved, answers = [], words = [] }) =>
          kind !== 'standard' && !reserved && answers.length === 0 && words.length === 0,
      );
      expect(unreachable).toEqual([]);
      expect(method.requests.filter((name) => !Object.hasOwn(requests, name))).toEqual([]);
    },
  );

  it('tries rules on the body before rules on the status, and exact statuses before classes', () => {
    const order = (key: string) => {
      const { rules } = allMethods().find((resolved) => resolved.method.key === key)!;
      return rules.map(({ rule, outcome }) => [rule.code ?? rule.bodyContains ?? rule.status, outcome.name]);
    };
    expect(order('sendPlainTextMessage')).toEqual([
      ['conversation id is invalid, completed or expired', 'Conversation ID Does Not Exist'],
      ['ongoing conversation', 'Conversation ID Does Not Exist'],
      ['illegal unquoted character', 'Illegal Unquoted Character'],
      ['-630', 'Conversation ID Does Not Exist'],
      ['-142', 'Conversation ID Does Not Exist'],
      [404, 'Conversation ID Does Not Exist'],
      [401, 'Unauthorized'],
      [403, 'Forbidden'],
      [409, 'Conflict'],
      [500, 'Internal server error'],
      ['2xx', 'onSendMessageSuccess'],
    ]);
  });
});
