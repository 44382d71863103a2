import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interactions, messageInteractions } from '../consumer/contract.ts';
import { portalInteractions } from '../consumer/portal/portal-contract.ts';
import { committedPacts } from '../consumer/pact.ts';
import { findMessage } from './documented.ts';
import { readInteractions } from './pact-files.ts';
import { PactProcess } from './pact-process.ts';
import type { InteractionResult } from './result.ts';
import { messages } from '../messages.ts';
import { recordVerification } from '../../test/outcomes/record.ts';
import { stateHandlers } from './state-handlers.ts';
import { verify } from './verify.ts';

const inPact = await readInteractions([committedPacts]);

const whole = 400_000;

describe('the simulator keeps to the committed contracts', () => {
  let pact: PactProcess;
  let results: readonly InteractionResult[];
  beforeAll(async () => {
    pact = new PactProcess();
    results = await verify({ pacts: [committedPacts] }, pact);
  }, whole);
  afterAll(() => pact[Symbol.asyncDispose]());

  it('with every interaction that the consumers have', () => {
    expect(results).toHaveLength(interactions.length + messageInteractions.length + portalInteractions.length);
    expect(results.length).toBeGreaterThan(200);
  });

  it.each(inPact.map(({ description }, at) => ({ description, at })))('$description', ({ at }) => {
    const result = results[at]!;
    expect(result.description).toBe(inPact[at]!.description);
    expect(result.verdict === 'failed' ? result.mismatches : result.verdict).toBe('passed');
    if (result.verdict === 'passed') recordVerification(result.description, result.forced ? 'forced' : 'rule');
  });
});

describe('what the provider can do is what the contract asks for', () => {
  it('states: each that is asked for has a handler, each handler is asked for', () => {
    const asked = new Set(inPact.flatMap(({ states }) => states.map(({ name }) => name)));
    expect([...asked].sort()).toEqual(Object.keys(stateHandlers).sort());
  });

  it('messages: each that is expected is documented, each that is documented is expected, in both formats', () => {
    const expected = inPact
      .filter(({ kind }) => kind === 'message')
      .map(({ description, contentType }) => findMessage(description, contentType)!);
    for (const format of ['json', 'xml'] as const) {
      const names = expected.filter((message) => message.format === format).map(({ name }) => name);
      expect(names.sort()).toEqual(Object.keys(messages).sort());
    }
  });
});
