import { describe, expect, it } from 'vitest';
import type { AnyResult, MethodPath, NodesSettings } from '../../client/index.ts';
import { requests, resolveMethod } from '../../client/index.ts';
import type { Answer, Ece } from './ece.ts';
import { broken, eceError, empty, json, paths, recordedNodes, silent, tokenAnswer, withoutPauses } from './ece.ts';

interface EceMethod {
  path: MethodPath;
  /** Path of the call on the host. */
  call: string;
  inputs: Record<string, string | number>;
  /** An answer that leads to success. */
  success: Answer;
  /** An answer that no rule knows. */
  unknown: Answer;
  /** What the nodes need beyond an authorization. */
  settings?: () => Promise<NodesSettings>;
}

/** The first result of any method. */
export async function firstResult(run: Promise<AnyResult> | AsyncGenerator<AnyResult>): Promise<AnyResult> {
  if (run instanceof Promise) return run;
  const { value } = (await run.next()) as { value: AnyResult };
  await run.return(undefined);
  return value;
}

/** What holds for every method that calls ECE, whatever it does (nodes spec 1.3 to 1.5). */
export function describeEceMethod(ece: Ece, { path, call, inputs, success, unknown, settings }: EceMethod): void {
  const { method } = resolveMethod(path);
  const lists = (name: string) => method.outcomes.some((outcome) => outcome.name === name);
  const successes = method.outcomes.filter(({ kind }) => kind === 'success').map(({ name }) => name);
  const prepare = async () => withoutPauses(recordedNodes(await settings?.()));

  describe(`${path}, as every method`, () => {
    it.each(method.inputs.filter(({ required }) => required))(
      'gives onInvalidData and sends nothing without $name',
      async ({ key, name }) => {
        const { nodes } = await prepare();
        const missing = { ...inputs, [key]: '  ' };
        const { outcome, outputs } = await firstResult(nodes.run(path, missing));
        expect(outcome).toBe('onInvalidData');
        expect(outputs.error).toContain(name);
        expect(ece.arrived()).toEqual([]);
        expect(ece.tokenRequests()).toEqual([]);
      },
    );

    const tries = method.requests.some((name) => 'onlyOnce' in requests[name]) ? 1 : 3;

    it(`tries ${tries} times when the connection breaks, then gives onError`, async () => {
      ece.on(paths.token, tokenAnswer());
      ece.on(call, broken);
      const { outcome, outputs } = await firstResult((await prepare()).nodes.run(path, inputs));
      expect(outcome).toBe('onError');
      expect(outputs.error).toContain('got no answer');
      expect(ece.arrived()).toHaveLength(tries);
    });

    it(`tries ${tries} times when no answer comes in time, then gives onTimeout`, async () => {
      const { nodes, clock } = await prepare();
      ece.on(paths.token, tokenAnswer());
      ece.on(call, silent(clock));
      expect(await firstResult(nodes.run(path, inputs))).toEqual(
        expect.objectContaining({
          outcome: 'onTimeout',
          outputs: { error: expect.stringMatching(/^(GET|POST|PUT) https:\S+ got no answer within 10000 ms\.$/) as string },
        }),
      );
      expect(ece.arrived()).toHaveLength(tries);
      expect(clock.waiting).toBe(0);
    });

    it('recovers when ECE answers 500 and 503, then as it should', async () => {
      ece.on(paths.token, tokenAnswer());
      ece.on(call, eceError('500-160', 'Internal server error.'), empty(503), success);
      const { outcome } = await firstResult((await prepare()).nodes.run(path, inputs));
      expect(successes).toContain(outcome);
      expect(ece.arrived()).toHaveLength(3);
    });

    it('gives onInvalidChoice for an answer that no rule knows', async () => {
      ece.on(paths.token, tokenAnswer());
      ece.on(call, unknown);
      const { outcome, outputs } = await firstResult((await prepare()).nodes.run(path, inputs));
      expect(outcome).toBe('onInvalidChoice');
      expect(outputs.error).toContain('was answered');
    });

    it('does not follow a redirect', async () => {
      ece.on(paths.token, tokenAnswer());
      ece.on(call, empty(302, { location: 'https://elsewhere.example.com/' }));
      expect((await firstResult((await prepare()).nodes.run(path, inputs))).outcome).toBe('onInvalidChoice');
      expect(ece.arrived()).toHaveLength(1);
    });

    if (lists('onauthorizationfail')) {
      it('gives onauthorizationfail when the token URL refuses the credentials', async () => {
        ece.on(paths.token, json(401, { error: 'invalid_client', error_description: 'Client authentication failed.' }));
        const { outcome, outputs } = await firstResult((await prepare()).nodes.run(path, inputs));
        expect(outcome).toBe('onauthorizationfail');
        expect(outputs.error).toContain('401 (invalid_client: Client authentication failed.)');
        expect(ece.arrived()).toEqual([]);
      });
    }

    if (lists('Unauthorized')) {
      it('gets a fresh token once after a 401, then gives Unauthorized', async () => {
        ece.on(paths.token, tokenAnswer('token-1'), tokenAnswer('token-2'));
        ece.on(call, eceError('401-101', 'New login is required.'));
        expect((await firstResult((await prepare()).nodes.run(path, inputs))).outcome).toBe('Unauthorized');
        expect(ece.arrived().map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
      });

      it('succeeds with the fresh token after a 401', async () => {
        ece.on(paths.token, tokenAnswer('token-1'), tokenAnswer('token-2'));
        ece.on(call, eceError('401-101', 'New login is required.'), success);
        expect(successes).toContain((await firstResult((await prepare()).nodes.run(path, inputs))).outcome);
      });

      it('gives onauthorizationfail when no fresh token can be had after a 401', async () => {
        ece.on(paths.token, tokenAnswer('token-1'), json(400, { error: 'access_denied' }));
        ece.on(call, eceError('401-101', 'New login is required.'));
        expect((await firstResult((await prepare()).nodes.run(path, inputs))).outcome).toBe('onauthorizationfail');
      });
    }
  });
}

/** The method's own answers, each with the outcome it leads to. */
export function itLeadsTo(
  ece: Ece,
  { path, call, inputs, settings }: Pick<EceMethod, 'path' | 'call' | 'inputs' | 'settings'>,
  rows: readonly (readonly [what: string, answer: Answer, outcome: string])[],
): void {
  it.each(rows)(`${path}: %s`, async (_, answer, outcome) => {
    ece.on(paths.token, tokenAnswer());
    ece.on(call, answer);
    const result = await firstResult(withoutPauses(recordedNodes(await settings?.())).nodes.run(path, inputs));
    expect(result.outcome).toBe(outcome);
    const { kind } = resolveMethod(path).method.outcomes.find(({ name }) => name === outcome)!;
    if (kind !== 'success') expect(result.outputs.error).toMatch(/\.$/);
  });
}
