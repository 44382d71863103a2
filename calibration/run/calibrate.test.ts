import { describe, expect, it } from 'vitest';
import { createSimulator, fetchInProcess } from '../../simulator/index.ts';
import { interpret } from '../interpret/interpret.ts';
import type { Known } from '../plan/known.ts';
import { nothingLearnt } from '../plan/known.ts';
import { plan } from '../plan/plan.ts';
import type { Recording, RecordingHead } from '../recording/exchange.ts';
import { choosePlan, listLacking, runProbes } from './calibrate.ts';
import { checkAccess } from './check-access.ts';
import { NetworkTarget } from './network-target.ts';

const head: RecordingHead = {
  kind: 'recording',
  version: 1,
  madeBy: 'test',
  startedAt: '2026-05-12T08:00:00.000Z',
  contextRoot: '/system',
  receivesCallbacks: false,
};

function knownWith(changes: Partial<Known> = {}): Known {
  return {
    root: '/system',
    clientId: 'demo-client',
    clientSecret: 'demo-secret',
    entryPoints: { ready: '1001' },
    run: '0001',
    ...nothingLearnt(),
    ...changes,
  };
}

/** An ECE, and a target on a clock that never waits and tells how long it would have. */
function open(settings: Parameters<typeof createSimulator>[0] = {}, isGone: (request: number) => boolean = () => false) {
  const simulator = createSimulator({ clock: 'manual', agents: 'silent', ...settings });
  let time = Date.parse('2026-05-12T08:00:00Z');
  const sentAt: number[] = [];
  const target = new NetworkTarget({
    origin: 'https://ece.example.com',
    fetch: (input, init) => {
      sentAt.push(time);
      if (isGone(sentAt.length)) return Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }));
      return fetchInProcess(simulator, input, init);
    },
    clock: {
      now: () => time,
      wait: (ms) => {
        time += ms;
        return Promise.resolve();
      },
    },
    pauseMs: 1000,
    ask: () => Promise.resolve(false),
  });
  const ongoing = () => simulator.conversations.list().filter(({ state }) => state !== 'ended').length;
  return { simulator, target, sentAt, ongoing };
}

function run(
  target: NetworkTarget,
  known: Known,
  onProbe: (name: string) => void = () => undefined,
  names: readonly string[] = plan.slice(0, 6).map(({ name }) => name),
) {
  const probes = choosePlan(known, false, []).filter(({ name }) => names.includes(name));
  const saved: Recording[] = [];
  const save = (recording: Recording) => Promise.resolve(void saved.push(recording));
  const ended = runProbes({ target, known, probes, head, before: [], save, onProbe: ({ name }) => onProbe(name) });
  return { saved, ended };
}

describe('a calibration', () => {
  it('finds what differs, once a second, and leaves nothing open', async () => {
    const { target, sentAt, ongoing } = open({ settings: { 'http.wrongMethodStatus': 404, 'token.defaultFormat': 'xml' } });
    const before = ongoing();
    const { recording, leftOpen } = await run(target, knownWith()).ended;
    const { findings } = await interpret(recording);
    const differing = findings.filter((one) => one.verdict === 'found').map(({ name, value }) => [name, value]);
    expect(Object.fromEntries(differing)).toMatchObject({ 'http.wrongMethodStatus': 404, 'token.defaultFormat': 'xml' });
    expect(sentAt.slice(1).every((time, at) => time - sentAt[at]! >= 1000)).toBe(true);
    expect([leftOpen, ongoing()]).toEqual([[], before]);
  });

  it('ends what it began when it is stopped', async () => {
    const { target, ongoing } = open();
    const before = ongoing();
    const { saved, ended } = run(target, knownWith(), (name) => {
      if (name === 'accept') target.stop();
    });
    await expect(ended).rejects.toThrow(/^It was stopped, and what was begun is ended/);
    expect([saved.length, ongoing()]).toEqual([3, before]);
  });

  it('stops when the ECE has gone, and keeps what was recorded before', async () => {
    const { target } = open({}, (request) => request > 30);
    const { saved, ended } = run(target, knownWith());
    await expect(ended).rejects.toThrow(
      /gave no answer any longer: ECONNREFUSED\. When it answers again, give the same command again/,
    );
    expect(JSON.stringify(saved.at(-1))).not.toContain('ECONNREFUSED');
    expect(saved.length).toBeGreaterThan(1);
  });

  it('names the conversation that is open when the ECE has gone, after one try to end it', async () => {
    const { simulator, target, sentAt } = open({}, () => hasBegun());
    const known = simulator.conversations.list().map(({ id }) => id);
    const begun = () => simulator.conversations.list().flatMap(({ id }) => (known.includes(id) ? [] : [id]));
    function hasBegun(): boolean {
      return begun().length > 0;
    }
    const { ended } = run(target, knownWith(), undefined, ['start']);
    const error: unknown = await ended.catch((thrown: unknown) => thrown);
    const sentence = `it goes on where it stopped. The conversation ${begun().join()} may be open still: complete it at the desk.`;
    expect((error as Error).message).toContain(sentence);
    // Token, configuration and start; the loss and the look whether ECE is there; one end, one revocation.
    expect(sentAt).toHaveLength(7);
  });

  it('names what a probe lacks, and takes files for callbacks where no certain answer is needed', () => {
    const lacking = (receives: RecordingHead['receivesCallbacks']) =>
      Object.fromEntries(plan.map((probe) => [probe.name, listLacking(probe, knownWith(), receives).join()]));
    expect(lacking(false)).toMatchObject({
      start: '',
      inactive: '--entry-point inactive=<id>',
      'log-in': '--user-name and --password',
      'agent-writes': '--callback-port or --payload-files',
      'agent-decides': '--callback-port or --payload-files,--callback-url',
      'encoded-secret': expect.stringContaining('+ or %') as string,
    });
    const needAnswers = plan.map(({ name }) => name).filter((name) => lacking('as files')[name]?.startsWith('--callback-port'));
    expect(needAnswers).toEqual(['callback-repeats', 'callback-gives-up']);
    expect(lacking(true)).toMatchObject({ 'callback-repeats': '', 'agent-writes': '' });
    const chosen = choosePlan(knownWith(), 'as files', ['agent-writes', 'callback-repeats']).map(({ name }) => name);
    expect([chosen.includes('agent-writes'), chosen.includes('callback-repeats')]).toEqual([true, false]);
  });

  it('goes on when the ECE closes one connection', async () => {
    const { target } = open({}, (request) => request === 9);
    const { saved, ended } = run(target, knownWith());
    await ended;
    expect(JSON.stringify(saved.at(-1))).toContain('ECONNREFUSED');
  });

  it('runs a probe that touches others only when it is named', () => {
    const names = (named: string[]) => choosePlan(knownWith(), true, named).map(({ name }) => name);
    expect(names([])).not.toContain('eleven-sessions');
    expect(names(['eleven-sessions'])).toContain('eleven-sessions');
  });
});

describe('what stands in the way', () => {
  it.each([
    ['a wrong secret', { clientSecret: 'wrong' }, /^ECE refused the client id or the client secret with 401/],
    ['an entry point of others', { entryPoints: { ready: '1008' } }, /^ECE answered 403 for the entry point 1008/],
    ['another context root', { root: '/nothing/here' }, /answered the token call with 404: is it an ECE/],
  ])('%s', async (_what, change, sentence) => {
    await expect(checkAccess(open().target, knownWith(change))).rejects.toThrow(sentence);
  });

  it('429', async () => {
    const { simulator, target } = open();
    simulator.faults.add({ action: { do: 'refuse', error: 'tooManyRequests' } });
    await expect(checkAccess(target, knownWith())).rejects.toThrow(/^ECE answered 429, too many requests\. Wait 1 seconds/);
  });
});
