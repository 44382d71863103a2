import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryPoint, morning, TestCentre } from '../testing/world.ts';
import { allowEntryPoints, entryPointsOf } from './applications.ts';
import { endConversation } from './conversation-end.ts';
import { attachmentPolicyOf, editEntryPoint, findPolicyViolation, lastModifiedDate, removeEntryPoint } from './entry-points.ts';

const formats = ['iso-milliseconds', 'iso-seconds', 'epoch-milliseconds'] as const;

describe('lastModified', () => {
  it.each([
    ['iso-milliseconds', '2026-01-15T09:30:00.000Z'],
    ['iso-seconds', '2026-01-15T09:30:00Z'],
    ['epoch-milliseconds', String(morning)],
  ])('as %s is %s', (format, date) => {
    const { world, entryPoint } = new TestCentre({ settings: { 'entryPoint.lastModifiedFormat': format } });
    expect(lastModifiedDate(world, entryPoint)).toBe(date);
  });

  it.each(formats)('as %s is another after every edit, also on a clock that stands still', (format) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 1, 300, 700, 1000, 90_000), { minLength: 1 }), (steps) => {
        const centre = new TestCentre({ settings: { 'entryPoint.lastModifiedFormat': format } });
        const seen = [lastModifiedDate(centre.world, centre.entryPoint)];
        for (const step of steps) {
          centre.pass(step);
          editEntryPoint(centre.world, centre.entryPoint, {});
          seen.push(lastModifiedDate(centre.world, centre.entryPoint));
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toEqual(seen.toSorted());
      }),
    );
  });

  it('is the time of the edit where it can be', () => {
    const centre = new TestCentre();
    centre.pass(5000);
    editEntryPoint(centre.world, centre.entryPoint, { active: false });
    expect(centre.entryPoint).toMatchObject({ active: false, lastModified: morning + 5000 });
    expect(centre.events).toEqual([{ type: 'entry-point-edited', entryPointId: '1001' }]);
  });

  it('stays where the setting says so', () => {
    const centre = new TestCentre({ settings: { 'entryPoint.editChangesLastModified': false } });
    centre.pass(5000);
    editEntryPoint(centre.world, centre.entryPoint, { agentRequired: false });
    expect(centre.entryPoint).toMatchObject({ agentRequired: false, lastModified: morning });
  });
});

describe('an attachment policy', () => {
  const file = (fileName: string, size = 10) => ({ fileName, size });
  const list = { restriction: 'allowList', extensions: ['jpg', 'pdf'], maxSize: 100 } as const;

  it('of allowAll takes every file', () => {
    expect(findPolicyViolation({ restriction: 'allowAll' }, file('virus.exe', 1e12))).toBeUndefined();
    expect(findPolicyViolation({ restriction: 'allowAll', maxSize: 10 }, file('virus.exe', 10))).toBeUndefined();
  });

  it('of blockAll takes none', () => {
    expect(findPolicyViolation({ restriction: 'blockAll' }, file('a.jpg'))).toBe('the attachment policy blocks every file');
  });

  it.each(['a.jpg', 'a.JPG', 'a.b.pdf', '.pdf'])('with a list takes %s', (name) => {
    expect(findPolicyViolation(list, file(name))).toBeUndefined();
  });

  it.each(['a.gif', 'jpg', 'a.', 'a.jpg ', 'a.pdf.exe'])('with a list refuses %s', (name) => {
    expect(findPolicyViolation(list, file(name))).toContain('is not on the list ["jpg","pdf"]');
  });

  it('takes a file as large as its limit and no larger', () => {
    expect(findPolicyViolation(list, file('a.jpg', 100))).toBeUndefined();
    expect(findPolicyViolation({ restriction: 'allowAll', maxSize: 100 }, file('a', 101))).toBe('101 bytes are more than 100');
  });

  it('with an empty list takes no file', () => {
    expect(findPolicyViolation({ restriction: 'allowList' }, file('a.jpg'))).toContain('is not on the list []');
  });
});

describe('an entry point that is removed', () => {
  it('is gone from the world and its adapters; what goes on there keeps its policy', () => {
    const centre = new TestCentre({ entryPoints: [entryPoint(1001), entryPoint(1002)] });
    const { world, application } = centre;
    allowEntryPoints(world, application, ['1001', '1002']);
    const [removed, other] = [...world.state.entryPoints.values()];
    removed!.attachmentPolicy = { restriction: 'blockAll' };
    const [ongoing, ended] = [centre.startChat(), centre.startChat()];
    const elsewhere = centre.startChat({ entryPoint: other! });
    endConversation(world, ended, 'client');
    removeEntryPoint(world, removed!);
    expect([...world.state.entryPoints.keys()]).toEqual(['1002']);
    expect(entryPointsOf(world, application)).toEqual(['1002']);
    expect(attachmentPolicyOf(world, ongoing)).toEqual({ restriction: 'blockAll' });
    expect(attachmentPolicyOf(world, elsewhere)).toEqual({ restriction: 'allowAll' });
    expect([ongoing, ended, elsewhere].map(({ attachmentPolicy }) => attachmentPolicy?.restriction)).toEqual([
      'blockAll',
      undefined,
      undefined,
    ]);
    expect(centre.events.at(-1)).toEqual({ type: 'entry-point-removed', entryPointId: '1001' });
  });

  it('leaves a policy that allows all where none is known', () => {
    const centre = new TestCentre();
    const chat = centre.startChat();
    centre.world.state.entryPoints.clear();
    expect(attachmentPolicyOf(centre.world, chat)).toEqual({ restriction: 'allowAll' });
  });
});
