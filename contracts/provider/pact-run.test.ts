import { beforeEach, expect, it, vi } from 'vitest';
import type { Interaction } from './pact-files.ts';
import { runPact } from './pact-run.ts';

const happened: string[] = [];
beforeEach(() => void happened.splice(0));

vi.mock('@pact-foundation/pact', () => ({
  Verifier: class {
    verifyProvider() {
      happened.push('Pact verifies');
      return Promise.resolve('{"interactionResults":[{"result":"OK"}]}');
    }
  },
}));

const interaction: Interaction = {
  file: 'shop.json',
  consumer: 'shop',
  provider: 'ece-v19',
  kind: 'http',
  description: 'a text',
  states: ['an access token', "an agent's file"].map((name) => ({ name, params: {} })),
  contentType: undefined,
  pact: '{}',
};

function run(enter: (state: string) => Promise<Record<string, string>>) {
  const message = () => Promise.reject(new Error('there is none'));
  return runPact(interaction, 'http://127.0.0.1', { enter, message });
}

it('every state is there before Pact begins, so a person may take longer than Pact waits', async () => {
  const enter = (state: string) => {
    happened.push(state);
    return Promise.resolve({});
  };
  expect(await run(enter)).toEqual({ mismatches: [] });
  expect(happened).toEqual(['an access token', "an agent's file", 'Pact verifies']);
});

it('a state that cannot be set ends it', async () => {
  const obstacle = 'the state "an access token" cannot be set there: ECE is away';
  expect(await run(() => Promise.reject(new Error('ECE is away')))).toEqual({ obstacle });
  expect(happened).toEqual([]);
});
