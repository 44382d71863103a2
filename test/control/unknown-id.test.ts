import { describe, expect, it } from 'vitest';
import { controlRoutes } from '../../simulator/control/routes.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startOnSocket } from './running.ts';

const nothing = 'names-nothing';

/** A body that each call takes, so that the id alone is wrong. */
const bodies: Readonly<Record<string, unknown>> = {
  'patch /applications/{application}': {},
  'patch /entry-points/{entryPoint}': {},
  'patch /queues/{queue}': {},
  'patch /agents/{agent}': {},
  'patch /users/{user}': {},
  'post /console/{part}': { ask: 'state' },
  'post /conversations/{conversation}/take': { agent: 'Ada' },
  'post /conversations/{conversation}/messages': { text: 'hello' },
  'post /conversations/{conversation}/typing': { typing: true },
  'post /conversations/{conversation}/pages': { url: 'https://example.com' },
  'post /conversations/{conversation}/files': { fileName: 'a.txt', contentType: 'text/plain', content: '' },
};

/** It makes what has the id. */
const makes = 'put /snapshots/{snapshot}';

const calls = controlRoutes
  .flatMap(({ method, path, scope, body }) =>
    (scope === 'partition' ? [path, `/partitions/{partition}${path}`] : [path]).map((full) => ({ method, path, full, body })),
  )
  .filter(({ method, path }) => `${method} ${path}` !== makes)
  .flatMap(({ method, path, full, body }) =>
    [...full.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => ({ parameter: parameter!, method, path, full, body })),
  );

describe('an unknown id in the path of a control call is answered 404:', () => {
  it.each(calls)('{$parameter} of $method $full', async ({ parameter, method, path, full, body }) => {
    const { simulator, control } = await startOnSocket();
    const ece = await EceClient.authorized(simulator.url);
    const known: Readonly<Record<string, string>> = { partition: 'default', conversation: await ece.startConversation() };
    const before = simulator.snapshots.export();
    const target = full.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === parameter ? nothing : (known[name] ?? nothing)));
    const given = bodies[`${method} ${path}`] ?? (body?.safeParse(undefined).success === false ? {} : undefined);
    const failure = await control.refused(method.toUpperCase(), target, given);
    expect(failure).toMatchObject({ status: 404, kind: 'unknown', path: parameter });
    expect(failure.message).toContain(`"${nothing}"`);
    expect(failure.allowed).toEqual(expect.any(Array));
    expect(simulator.snapshots.export()).toBe(before);
  });
});

describe('an empty id in the path of a control call leads to no call:', () => {
  const calls = controlRoutes.flatMap(({ method, path, scope }) =>
    (scope === 'partition' ? [path, `/partitions/{partition}${path}`] : [path])
      .filter((full) => full.includes('{'))
      .map((full) => ({ method, full })),
  );

  it.each(calls)('$method $full', async ({ method, full }) => {
    const { simulator, control } = await startOnSocket();
    await control.post('/faults', { body: { action: { do: 'delay', ms: 1 } } });
    await control.post('/snapshots', { body: { name: 'kept' } });
    const before = [simulator.snapshots.export(), simulator.snapshots.list()];
    for (const [emptied] of full.matchAll(/\{\w+\}/g)) {
      const target = full.replace(emptied, '').replaceAll(/\{\w+\}/g, 'default');
      expect(await control.refused(method.toUpperCase(), target)).toMatchObject({ status: 404, kind: 'unknown', path: '' });
    }
    expect([simulator.snapshots.export(), simulator.snapshots.list()]).toEqual(before);
  });
});

it('an unknown id in the body stays a wrong value', async () => {
  const { control } = await startOnSocket();
  expect(await control.refused('POST', '/snapshots', { name: 'a', partition: nothing })).toMatchObject({
    ...{ status: 400, kind: 'unknown', path: 'partition' },
  });
});
