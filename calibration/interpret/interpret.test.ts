import { describe, expect, it } from 'vitest';
import type { SettingValues } from '../../simulator/protocol/settings.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { plan } from '../plan/plan.ts';
import { randomSettings, recordSite } from '../testing/random-site.ts';
import { interpret } from './interpret.ts';
import { makeTwinViewer } from './twin-observer.ts';
import { findVisibleIn, settingNames } from './visibility.ts';
import { visibleSettings } from './visible-settings.ts';

const few = plan.filter(({ name }) =>
  ['context-root', 'configuration', 'token', 'token-refusals', 'bearer', 'accept'].includes(name),
);

describe('the interpretation', () => {
  it.each([1, 2, 3])('finds what six probes can see of the randomly changed simulator %i, and guesses nothing', async (seed) => {
    const site = randomSettings(seed);
    const { findings, unexplained } = await interpret(await recordSite(site, few));
    expect(unexplained).toEqual([]);
    const found = findings.filter(({ verdict }) => verdict === 'found');
    expect(found.map(({ name, ...rest }) => [name, 'value' in rest && rest.value])).toEqual(
      found.map(({ name }) => [name, site[name]]),
    );
    expect(found.length).toBeGreaterThan(15);
  });

  it('says of each setting that is not found why', async () => {
    const { findings } = await interpret(await recordSite(defaultSettings, few));
    const reasons = Object.fromEntries(findings.flatMap((one) => (one.verdict === 'unclear' ? [[one.name, one.reason]] : [])));
    expect(reasons['token.lifetimeMode']).toBe('no probe of the plan shows it');
    expect(reasons['callback.type.pagePush']).toMatch(/^it needs one of the probes agent-writes/);
    expect(findings.map(({ name }) => name)).toEqual(settingNames);
  });

  it('gives the places that tell a value', async () => {
    const site = { ...defaultSettings, 'http.wrongMethodStatus': 404 } as const;
    const { findings } = await interpret(await recordSite(site, few));
    expect(findings.find(({ name }) => name === 'http.wrongMethodStatus')).toMatchObject({
      verdict: 'found',
      value: 404,
      evidence: [{ place: 'context-root/wrong method: status', seen: '404' }],
    });
  });
});

function interpretSite(changes: Partial<SettingValues>, names: readonly string[]) {
  const probes = plan.filter(({ name }) => names.includes(name));
  return recordSite({ ...defaultSettings, ...changes }, probes).then((recording) => interpret(recording));
}

describe('settings that depend on each other', () => {
  it('a value is not found when another fits beside a doubtful value', async () => {
    // A file that the policy forbids is taken: because customers are not checked, or because the refusal has the status of a success.
    const changes = { 'attachment.policyScope': 'agent', 'message.send.successStatus': 204 } as const;
    const { findings, unexplained } = await interpretSite(changes, ['send', 'send-blocked-file']);
    expect(unexplained).toEqual([]);
    expect(findings.find(({ name }) => name === 'attachment.policyStatus')).toMatchObject({
      verdict: 'unclear',
      reason: 'it depends on attachment.policyScope: with "agent" several values give the same answers',
      values: expect.arrayContaining([204, 400]) as unknown[],
    });
  });

  it('two are found that explain an answer only together', async () => {
    const site = randomSettings(19);
    const few = plan.filter(({ name }) => /^availability|^service-stopped$/.test(name));
    const { unexplained, findings } = await interpret(await recordSite(site, few));
    expect(unexplained).toEqual([]);
    const values = Object.fromEntries(findings.flatMap((one) => (one.verdict === 'found' ? [[one.name, one.value]] : [])));
    expect([values['availability.chatAllowedRule'], values['availability.chatAllowedReason']]).toEqual([
      ['service-running'],
      false,
    ]);
  });

  it('three are found of which each alone, or a wrong two, explains less', async () => {
    const changes = {
      'callback.backoff': { initialMs: 1000, factor: 2, maxMs: 60000, maxTries: 3 },
      'callback.retryOn': ['no-connection', 500],
    } as const;
    const { findings, unexplained, settings } = await interpretSite(changes, ['callback-repeats', 'callback-gives-up']);
    expect(unexplained).toEqual([]);
    expect(settings).toMatchObject({ ...changes, 'callback.delivery': 'at-least-once' });
    expect(findings.find(({ name }) => name === 'callback.delivery')).toMatchObject({ verdict: 'found' });
  });

  it('a value is doubtful beside a setting that is seen only with another value of it', async () => {
    // One message a request in the order of the application, or those of a conversation without order: the probe sees no difference.
    const few = plan.filter(({ name }) => /^callback-repeats$|^end/.test(name));
    const { findings, unexplained } = await interpret(await recordSite(randomSettings(34), few));
    expect(unexplained).toEqual([]);
    const batching = findings.find(({ name }) => name === 'callback.batching');
    expect(batching).toMatchObject({
      verdict: 'unclear',
      values: expect.arrayContaining(['one', 'per-conversation']) as unknown[],
    });
  });

  it('a setting is seen where only another value of a second one shows it', async () => {
    const changes = { 'conversation.idleTimeoutSeconds': 600, 'callback.content.completeByTimeout': null } as const;
    const { findings } = await interpretSite(changes, ['start', 'idle']);
    expect(visibleSettings['callback.content.completeByTimeout']).toEqual([]);
    const byTimeout = findings.find(({ name }) => name === 'callback.content.completeByTimeout');
    expect(byTimeout).toMatchObject({ verdict: 'found', value: null });
  });
});

describe('what the plan can see', () => {
  it('is at least 110 settings', () => {
    expect(Object.keys(visibleSettings)).toEqual(settingNames);
    expect(settingNames.filter((name) => visibleSettings[name].length > 0).length).toBeGreaterThanOrEqual(165);
  });

  it.each(['http.acceptTie', 'token.xmlRoots', 'error.userMessage', 'token.lifetimeMode'] as const)(
    'is computed: %s',
    async (name) => {
      const computed = await findVisibleIn(name, few, makeTwinViewer('/system'));
      expect(computed).toEqual(visibleSettings[name].filter((probe) => few.some((one) => one.name === probe)));
    },
  );
});
