import { describe, expect, it } from 'vitest';
import { describePostgres, postgresUrl } from '../../test/client/databases.ts';
import type { Scenario } from '../index.ts';
import { formatReport, loadScenario, parseScenario, runScenario } from '../index.ts';

function story(steps: string, head = ''): Scenario {
  return parseScenario(`title: A story\nteaches: Something.\n${head}steps:\n${steps}\n`, 'story.yaml');
}

/** The cause of the last outcome of a story. */
async function causeOf(scenario: Scenario): Promise<string | undefined> {
  const result = await runScenario(scenario);
  expect(formatReport(result)).toMatch(/^passed/);
  return result.proofs.at(-1)?.cause;
}

function configuration(outcome: string, more = '', entryPoint = 1001) {
  return `  - node: Get Entrypoint Configuration\n    inputs: { entryPointId: ${entryPoint} }\n    expect: ${outcome}\n${more}`;
}

function whileFault(action: string, fire = 'always') {
  return `    while: [{ fault: { match: { operation: getConfiguration }, fire: ${fire}, action: { ${action} } } }]`;
}

function create(outcome: string, chatStore: string) {
  return `  - node: Create Chat\n    inputs: { channel: sms, customerId: '1', businessId: '2' }\n    while: [{ platform: { chatStore: ${chatStore} } }]\n    expect: ${outcome}`;
}

describe('the cause of an outcome is read from the run', () => {
  it.each([
    ['rule', 'ECE answers as it should', story(configuration('onEntryPointConfigSuccess'))],
    ['rule', 'an input is missing', story(configuration('onInvalidData').replace('1001', "''"))],
    [
      'rule',
      'only an earlier try failed',
      story(configuration('onEntryPointConfigSuccess', whileFault('do: close, at: start', '{ times: 1 }'))),
    ],
    [
      'rule',
      'the headers of a file are enough',
      story(
        "  - { file: photo.jpeg, content: a small picture, as: photo }\n  - node: Get File Info\n    inputs: { attachmentUrl: '${photo.url}' }\n    expect: createAttachmentInfoOnSuccess",
      ),
    ],
    ['rule', 'ECE is slow', story(configuration('onEntryPointConfigSuccess', whileFault('do: delay, ms: 4000')))],
    [
      'forced',
      'a fault says the answer',
      story(configuration('Internal server error', whileFault('do: refuse, error: internalError'))),
    ],
    ['forced', 'a special entry point says it', story(configuration('Internal server error', '', 2500))],
    [
      'forced',
      'a setting differs',
      story(configuration('onEntryPointConfigSuccess'), 'settings: { http.contentTypeCharset: utf-8 }\n'),
    ],
    ['forced', 'a word stands for the answer of the store', story(create('onInvalidChoice', '{ answers: maybe }'))],
    ['wire', 'ECE hangs', story(configuration('onTimeout', whileFault('do: hang')))],
    ['wire', 'an answer breaks off', story(configuration('onError', whileFault('do: close, at: middle')))],
    [
      'wire',
      'a port is closed',
      story(
        configuration(
          'onError',
          '    while: [{ network: { ece: unreachable } }]\n    outputs: { error: { contains: ECONNREFUSED } }',
        ),
      ),
    ],
    [
      'wire',
      'a name does not resolve',
      story(
        configuration(
          'onError',
          '    while: [{ network: { tokenUrl: unknown host } }]\n    outputs: { error: { matches: "ENOTFOUND|EAI_AGAIN" } }',
        ),
      ),
    ],
    [
      'wire',
      'nobody trusts a certificate',
      story(
        configuration(
          'onError',
          '    while: [{ network: { ece: certificate not trusted } }]\n    outputs: { error: { contains: DEPTH_ZERO_SELF_SIGNED_CERT } }',
        ),
      ),
    ],
    ['store', 'a database answers', story(create('onCreateChatSuccess', 'works'))],
    ['store', 'a database is locked', story(create('onTimeout', 'locked'))],
    ['store', 'a database is read-only', story(create('onError', 'read-only'))],
    ['store', 'its tables are gone', story(create('onError', 'gone'))],
  ])('%s: %s', async (cause, _what, scenario) => {
    expect(await causeOf(scenario)).toBe(cause);
  });
});

describePostgres('a chat store in trouble', () => {
  const names = ['create-chat', 'search-active-chat', 'append-chat', 'fetch-chat-history', 'update-chat', 'clear-chat'];

  it.each(names)('every outcome of %s, with the same causes as on SQLite', async (name) => {
    const scenario = loadScenario(new URL(`../library/outcomes-${name}.yaml`, import.meta.url).pathname);
    const [onServer, inFile] = [await runScenario(scenario, { chatStoreUrl: postgresUrl }), await runScenario(scenario)];
    expect(formatReport(onServer)).toMatch(/^passed/);
    expect(onServer.proofs).toEqual(inFile.proofs);
  });

  it('a state that only a file can be in is told', async () => {
    const { failure } = await runScenario(story(create('onError', 'full')), { chatStoreUrl: postgresUrl });
    expect(failure).toMatchObject({
      expected: 'a chat store that is full',
      seen: 'PostgreSQL, where only a file of SQLite can be so',
    });
  });
});
