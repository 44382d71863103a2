import { describe, expect, it } from 'vitest';
import { agent, entryPoint, morning, TestCentre } from '../testing/world.ts';
import { entryPointsOf } from './applications.ts';
import { createCustomer } from './customers.ts';
import { atOnce } from '../time/give-way.ts';
import { populate } from './population.ts';
import { emptyState } from './world.ts';

const callback = { url: null, format: 'json', authentication: { type: 'none' } } as const;
const application = {
  name: 'shop',
  type: 'Chat',
  key: 'key',
  secret: 's',
  tokenLifetimeSeconds: 1,
  callback,
  entryPoints: [1001, 1002],
};
const card = {
  contacts: [{ firstName: 'Ann', emails: ['ann@example.com'], phones: [{ phoneNo: '5550100' }], socials: [] }],
  customAttributes: { vip: ['yes'] },
};

describe('a world made from a definition', () => {
  it('ties entry points to queues and applications by their names', () => {
    const centre = new TestCentre({
      applications: [application],
      queues: [
        { name: 'Service', skill: 'service' },
        { name: 'Claims', skill: 'claims' },
      ],
      entryPoints: [entryPoint(1001), entryPoint(1002, { queue: 'Claims' })],
    });
    const { entryPoints, queues } = centre.world.state;
    expect(queues.get(entryPoints.get('1002')!.queueId)).toMatchObject({ name: 'Claims', skill: 'claims', waiting: [] });
    expect(entryPointsOf(centre.world, centre.application)).toEqual(['1001', '1002']);
    expect(entryPoints.get('1001')!.lastModified).toBe(morning);
  });

  it('has ids and logins of its partition', () => {
    const centre = new TestCentre({ partition: 3 });
    expect(centre.entryPoint.id).toBe('31001');
    expect(centre.application.key).toBe('key-3');
    expect([...centre.world.state.users.values()][0]!.userName).toBe('user-3');
    expect(entryPointsOf(centre.world, centre.application)).toEqual(['31001']);
  });

  it('starts its chats, which take no session of the application', () => {
    const chats = [{ application: 'shop', entryPoint: 1001, count: 3 }];
    const { world, queue } = new TestCentre({ agents: [agent('Ada', { maximumLoad: 2 })], chats });
    expect([...world.state.conversations.values()].map(({ state }) => state)).toEqual(['assigned', 'assigned', 'queued']);
    expect(queue.waiting).toHaveLength(1);
    expect(world.state.sessions.size).toBe(0);
  });

  it('shares nothing that changes with its definition', () => {
    const centre = new TestCentre({ agents: [agent('Ada')], customers: [card] });
    const before = structuredClone(centre.definition);
    const [customer] = centre.world.state.customers.values();
    const [phone] = customer!.contactPersons[0]!.contactPoints;
    if (phone?.kind === 'phone') phone.phone.phoneNo = '1';
    centre.agent('Ada').skills.push('claims');
    centre.application.callback.url = 'http://elsewhere';
    centre.world.state.customAttributes.activity!.push('new');
    createCustomer(centre.world, card);
    expect(centre.definition).toEqual(before);
  });

  it('is made again with other ids', () => {
    const centre = new TestCentre({ agents: [agent('Ada')] });
    const first = centre.agent('Ada').id;
    centre.world.state = emptyState();
    atOnce(populate(centre.world, centre.definition));
    expect(Number(centre.agent('Ada').id)).toBe(Number(first) + 1);
    expect(centre.entryPoint.id).toBe('1001');
  });
});
