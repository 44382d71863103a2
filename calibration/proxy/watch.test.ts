import { expect, it } from 'vitest';
import type { Exchange } from '../recording/exchange.ts';
import type { Observed } from './watch.ts';
import { Watch } from './watch.ts';

function answered(path: string, answer: object): Exchange {
  const body = JSON.stringify(answer);
  return {
    kind: 'call',
    startedAt: '2026-01-15T09:30:00.000Z',
    durationMs: 1,
    request: { method: 'GET', url: `https://ece.example.com/system${path}`, headers: { accept: 'application/json' }, bytes: 0 },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body, bytes: body.length },
  };
}

function configurationWith(fileExtensions: string): Exchange {
  const attachmentPolicies = { restrictionType: { value: 'allow_list' }, fileExtensions };
  const configured = { entryPoint: { id: 1001 }, lastModified: { date: '2026-01-15T09:30:00.000Z' }, attachmentPolicies };
  const path = '/ws/v19/clientapplications/messaging/configuration?entrypoint=1001';
  return answered(path, { entryPointConfiguration: [configured] });
}

it('an exchange that no simulator can be brought to is told, and the next ones are compared', async () => {
  const seen: Observed[] = [];
  const watch = new Watch({}, '/system', (observed) => seen.push(observed));
  watch.add(configurationWith('not_an_extension'));
  watch.add(answered('/egain/chat/entrypoint/capacity/1001', { count: 3 }));
  await watch.close();
  expect(seen.map(({ differences }) => differences)).toEqual([
    [
      {
        place: 'situation',
        recorded: undefined,
        simulated: expect.stringContaining('"extensions" must be lower case') as string,
      },
    ],
    [],
  ]);
});
