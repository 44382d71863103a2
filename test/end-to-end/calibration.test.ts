import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { interpret } from '../../calibration/interpret/interpret.ts';
import type { Known } from '../../calibration/plan/known.ts';
import { nothingLearnt } from '../../calibration/plan/known.ts';
import type { RecordingHead } from '../../calibration/recording/exchange.ts';
import { choosePlan, runProbes } from '../../calibration/run/calibrate.ts';
import { NetworkTarget } from '../../calibration/run/network-target.ts';
import { checkShare } from '../../calibration/site/check-share.ts';
import { formatSite, reportOf } from '../../calibration/site/site-file.ts';
import { createAuthorization, createNodes } from '../../client/index.ts';
import { createSimulator, fetchInProcess } from '../../simulator/index.ts';
import { runCli, startCli } from './cli-process.ts';

const changed = {
  'http.wrongMethodStatus': 404,
  'availability.json.capacity': 'availableSlots',
  'conversation.start.successStatus': 200,
} as const;

/** Everything that can be asked without callbacks, on a clock that does not wait. */
async function calibrate(): Promise<string> {
  const simulator = createSimulator({ clock: 'manual', agents: 'silent', settings: changed });
  let time = Date.parse('2026-05-12T08:00:00Z');
  const target = new NetworkTarget({
    origin: 'https://ece.example.com',
    fetch: (input, init) => fetchInProcess(simulator, input, init),
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
  const known: Known = {
    root: '/system',
    clientId: 'demo-client',
    clientSecret: 'demo-secret',
    entryPoints: { ready: '1001' },
    run: '0001',
    ...nothingLearnt(),
  };
  const head: RecordingHead = {
    kind: 'recording',
    version: 1,
    madeBy: 'ece-simulator 0.1.0',
    startedAt: new Date(time).toISOString(),
    contextRoot: '/system',
    receivesCallbacks: false,
  };
  const wanted = ['context-root', 'configuration', 'availability', 'start'];
  const probes = choosePlan(known, false, []).filter(({ name }) => wanted.includes(name));
  const { recording } = await runProbes({
    target,
    known,
    probes,
    head,
    before: [],
    save: () => Promise.resolve(),
    onProbe: () => undefined,
  });
  const report = reportOf(await interpret(recording));
  expect(report.rows.flatMap((row) => (row.verdict === 'differs' ? [[row.name, row.value]] : []))).toEqual(
    expect.arrayContaining(Object.entries(changed)),
  );
  return formatSite(report, { at: head.startedAt, by: head.madeBy });
}

it(
  'an ECE with three settings changed is calibrated, and start, createNodes, scenarios and verify follow it',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'calibrated-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const site = path.join(folder, 'site.yaml');
    const text = await calibrate();
    await writeFile(site, text);
    expect(checkShare(parse(text))).toEqual({ remove: [], look: [] });
    expect((await runCli(['calibrate', '--check-share', site])).code).toBe(0);

    await using ece = await startCli('--site', site);
    const capacity = await fetch(`${ece.url}/system/egain/chat/entrypoint/capacity/1001`, {
      headers: { accept: 'application/json' },
    });
    expect(await capacity.json()).not.toHaveProperty('count');
    expect((await fetch(`${ece.url}/system/ws/v19/clientapplications/messaging/sendmessage`)).status).toBe(404);

    const authorization = createAuthorization({ authorizationName: 'site', hostName: `${ece.url}/system` });
    const { agentAvailability } = createNodes({ authorization, site });
    expect((await agentAvailability.getAgentCapacity({ entryPointId: 1001 })).outcome).toBe('SlotAvailable');

    const pacts = path.join(import.meta.dirname, '../../contracts/pacts');
    const [story, verified, facts] = await Promise.all([
      runCli(['scenario', 'run', 'good-day', '--url', ece.url]),
      runCli(['verify', pacts, '--site', site]),
      runCli(['facts', '--site', site, '--search', 'http.wrongMethodStatus']),
    ]);
    expect(story.stdout + story.stderr).toContain('1 of 1 scenarios passed');
    expect(facts.stdout).toMatch(/^http\.wrongMethodStatus \(calibrated\)\n {2}404\n/);
    // The contracts hold the usual status of a start.
    expect(verified.stdout).toContain('status: expected 201, got 200');
    expect(verified.code).toBe(1);
  },
);
