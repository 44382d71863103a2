import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RandomState } from '../world/random.ts';
import { Random } from '../world/random.ts';
import type { CallFacts, FaultDefinition, FaultMatch, FaultMoment } from './faults.ts';
import { Faults } from './faults.ts';

const facts: CallFacts = { operation: 'sendMessage', application: 'key', entryPoint: '1001', conversation: 'c1' };

function faultsOf(seed = 'test') {
  const random = new Random(seed, new Map<string, RandomState>());
  return new Faults(() => random);
}
function hang(definition: Partial<FaultDefinition> = {}): FaultDefinition {
  return {
    match: {},
    fire: 'always',
    action: { do: 'hang' },
    when: 'before',
    ...definition,
  };
}
/** Whether the fault fires, call by call. */
function firings(faults: Faults, calls: number): boolean[] {
  return Array.from({ length: calls }, () => faults.ofCall('early', () => facts).length > 0);
}

describe('a fault fires', () => {
  it.each<[string, FaultDefinition['fire'], number[]]>([
    ['always', 'always', [1, 2, 3, 4, 5]],
    ['the next two times', { times: 2 }, [1, 2]],
    ['from the third time on', { from: 3 }, [3, 4, 5]],
    ['always, with certainty', { probability: 1 }, [1, 2, 3, 4, 5]],
    ['never, with none', { probability: 0 }, []],
  ])('%s', (_how, fire, expected) => {
    const faults = faultsOf();
    faults.add(hang({ fire }));
    expect(firings(faults, 5).flatMap((fires, at) => (fires ? [at + 1] : []))).toEqual(expected);
  });

  it('by a chance that follows from the seed', () => {
    const run = (seed: string) => {
      const faults = faultsOf(seed);
      faults.add(hang({ fire: { probability: 0.3 } }));
      return firings(faults, 1000);
    };
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
    expect(Math.abs(run('a').filter(Boolean).length - 300)).toBeLessThan(60);
  });

  it('and counts what it saw and did', () => {
    const faults = faultsOf();
    const fault = faults.add(hang({ fire: { times: 2 } }));
    firings(faults, 5);
    expect(fault).toMatchObject({ id: 'fault-1', seen: 5, fired: 2 });
  });
});

describe('a fault fits', () => {
  const members = ['operation', 'application', 'entryPoint', 'conversation'] as const;
  const firesAt = (match: FaultMatch, moment: FaultMoment) => {
    const faults = faultsOf();
    faults.add(hang({ match }));
    return faults.ofCall(moment, () => facts).length > 0;
  };

  it('when every member that is given fits', () => {
    const match = fc.record(
      {
        operation: fc.constantFrom('sendMessage', 'logIn'),
        application: fc.constantFrom('key', 'x'),
        entryPoint: fc.constantFrom('1001', 'x'),
        conversation: fc.constantFrom('c1', 'x'),
      } as const,
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(match, (wanted) => {
        const fitting = members.every((member) => wanted[member] === undefined || wanted[member] === facts[member]);
        expect(firesAt(wanted, 'early') || firesAt(wanted, 'late')).toBe(fitting);
      }),
    );
  });

  it('before the call is read, unless it asks for what only the read call tells', () => {
    for (const match of [{}, { operation: 'sendMessage' }, { application: 'key' }] as const) {
      expect([firesAt(match, 'early'), firesAt(match, 'late')]).toEqual([true, false]);
    }
    for (const match of [{ entryPoint: '1001' }, { conversation: 'c1' }] as const) {
      expect([firesAt(match, 'early'), firesAt(match, 'late')]).toEqual([false, true]);
    }
  });

  it('calls or callbacks, not both', () => {
    const faults = faultsOf();
    faults.add(hang());
    faults.add({ match: { callback: 'plainText' }, fire: 'always', action: { do: 'drop' }, when: 'before' });
    faults.add({ match: { callback: 'any', conversation: 'c1' }, fire: 'always', action: { do: 'duplicate' }, when: 'before' });
    const about = { application: 'key', entryPoint: '1001', conversation: 'c1' };
    const ids = (callback: 'plainText' | 'complete') => faults.ofCallback({ ...about, callback }).map(({ id }) => id);
    expect(ids('plainText')).toEqual(['fault-2', 'fault-3']);
    expect(ids('complete')).toEqual(['fault-3']);
    expect(faults.ofCall('early', () => facts).map(({ id }) => id)).toEqual(['fault-1']);
  });

  it('nothing where there is none, and nobody is asked', () => {
    const asked = () => {
      throw new Error('a call without faults must do no work for them');
    };
    expect(faultsOf().ofCall('early', asked)).toEqual([]);
  });
});

describe('the faults of a partition', () => {
  it('are removed by their id', () => {
    const faults = faultsOf();
    const { id } = faults.add(hang());
    expect(faults.remove(id)).toBe(true);
    expect(faults.remove(id)).toBe(false);
    expect(faults.list()).toEqual([]);
  });

  it('have ids that are never given twice', () => {
    const faults = faultsOf();
    faults.add(hang());
    faults.clear();
    expect(faults.add(hang()).id).toBe('fault-2');
    faults.restore([{ ...hang(), id: 'fault-7', seen: 3, fired: 1 }]);
    expect(faults.add(hang()).id).toBe('fault-8');
  });

  it('come back from a snapshot as they were', () => {
    const faults = faultsOf();
    faults.restore([{ ...hang({ fire: { times: 2 } }), id: 'fault-1', seen: 3, fired: 1 }]);
    expect(firings(faults, 3)).toEqual([true, false, false]);
  });
});
