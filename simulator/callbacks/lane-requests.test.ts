import { expect, it, vi } from 'vitest';
import { defaultSettings } from '../protocol/settings.ts';
import type { LaneRequest } from './lane-requests.ts';
import { LaneRequests, mostUnderWay } from './lane-requests.ts';

const settings = defaultSettings;
const others = { ...defaultSettings };
function request(id: string, changes: Partial<LaneRequest> = {}): LaneRequest {
  return { batch: [{ id } as LaneRequest['batch'][number]], failures: 0, settings, cancelRetry: null, ...changes };
}

it('the requests of an application are kept by lane', () => {
  const requests = new LaneRequests();
  const cancelRetry = vi.fn();
  const waiting = request('2', { cancelRetry, settings: others });
  requests.set('app', 'one', request('1'));
  requests.set('app', 'two', waiting);
  expect(requests.get('app', 'two')).toBe(waiting);
  expect(requests.get('other', 'two')).toBeUndefined();
  expect([...requests.messageIds('app')]).toEqual(['1', '2']);
  expect(requests.lanesUnderOther(settings, 'app')).toEqual(['two']);
  expect(requests.lanesUnderOther(others, 'app')).toEqual(['one']);
  requests.cancelRetries('app');
  expect(cancelRetry).toHaveBeenCalledOnce();
  expect([requests.get('app', 'one'), requests.get('app', 'two')].map((one) => one?.batch[0]?.id)).toEqual(['1', undefined]);
  requests.clear();
  expect(requests.get('app', 'one')).toBeUndefined();
});

it('an application without requests has none', () => {
  const requests = new LaneRequests();
  requests.cancelRetries('app');
  requests.delete('app', 'one');
  expect([...requests.messageIds('app'), ...requests.lanesUnderOther(settings, 'app')]).toEqual([]);
});

it('lanes that are postponed may send one after the other, as long as requests may be made', () => {
  const requests = new LaneRequests();
  for (let number = 0; number < mostUnderWay; number++) requests.set('app', `lane ${number}`, request(String(number)));
  expect([requests.areFull('app'), requests.areFull('other')]).toEqual([true, false]);
  for (const lane of ['one', 'two', 'three', 'two']) requests.postpone('app', lane);
  expect([...requests.takePostponed('app')]).toEqual([]);
  requests.set('app', 'lane 0', request('0', { cancelRetry: () => undefined }));
  requests.delete('app', 'lane 1');
  const begun: string[] = [];
  for (const lane of requests.takePostponed('app')) {
    begun.push(lane);
    requests.set('app', lane, request(lane));
  }
  expect(begun).toEqual(['one', 'two']);
  requests.clear();
  expect([requests.areFull('app'), ...requests.takePostponed('app')]).toEqual([false]);
});
