import { describe, expect, it } from 'vitest';
import { TestCentre } from '../testing/world.ts';
import { computeCapacity, isAgentAvailable, servesChats } from './agents.ts';
import { entryPointsOf } from './applications.ts';
import { defaultWorld } from './default-world.ts';
import { findPolicyViolation } from './entry-points.ts';
import { isQueueFull, queueDepth, queueOf } from './queue.ts';

const { world, application } = new TestCentre(defaultWorld());

function situation(id: string) {
  const entryPoint = world.state.entryPoints.get(id)!;
  const queue = queueOf(world, entryPoint);
  return {
    active: entryPoint.active,
    served: servesChats(world, entryPoint, queue),
    agents: isAgentAvailable(world, queue),
    room: computeCapacity(world, queue) > 0,
    waiting: queueDepth(queue),
    full: isQueueFull(entryPoint, queue),
  };
}

describe('in the default world', () => {
  const open = { active: true, served: true, agents: true, room: true, waiting: 0, full: false };

  it.each([
    ['1001', 'agents are ready', open],
    ['1002', 'an agent is needed and there is none', { ...open, served: false, agents: false, room: false }],
    ['1003', 'agents are at full load and the queue is open', { ...open, room: false }],
    ['1004', 'the queue is at its maximum', { ...open, room: false, waiting: 3, full: true }],
    ['1005', 'the entry point is inactive', { ...open, active: false }],
    ['1006', 'attachments are blocked', open],
    ['1007', 'no agent is needed and none is there', { ...open, agents: false, room: false }],
    ['1008', 'agents are ready', open],
  ])('at %s %s', (id, _what, expected) => {
    expect(situation(id)).toEqual(expected);
  });

  it('attachments are blocked at 1006 alone', () => {
    const refusing = [...world.state.entryPoints.values()].filter(
      ({ attachmentPolicy }) => findPolicyViolation(attachmentPolicy, { fileName: 'a.pdf', size: 1 }) !== undefined,
    );
    expect(refusing.map(({ id }) => id)).toEqual(['1006']);
  });

  it('the application may use all but 1008, which another may', () => {
    expect(application).toMatchObject({ key: 'demo-client', secret: 'demo-secret', type: 'Chat', tokenLifetimeSeconds: 86_400 });
    expect(entryPointsOf(world, application)).toEqual(['1001', '1002', '1003', '1004', '1005', '1006', '1007']);
    const other = [...world.state.applications.values()][1]!;
    expect(entryPointsOf(world, other)).toContain('1008');
  });

  it('both applications have all their ten sessions free', () => {
    expect(world.state.sessions.size).toBe(0);
  });

  it('the custom attributes are those of the vendor and of the setting', () => {
    expect(world.state.customAttributes).toEqual({
      activity: null,
      customer: ['facebookpsid', 'facebookececonversationid', 'facebookclusterid', 'smsececonversationid', 'smsclusterid'],
    });
  });
});
