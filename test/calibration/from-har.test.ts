import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { formatHar } from '../../calibration/recording/har.ts';
import { runCli } from '../end-to-end/cli-process.ts';
import { planted, recordFlow } from './recorded-flow.ts';

it(
  'calibrate --from learns from a HAR of the client library at an ECE that differs, and asks nobody',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'har-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [har, out] = [path.join(folder, 'traffic.har'), path.join(folder, 'site.yaml')];
    await writeFile(har, formatHar(await recordFlow({ 'conversation.start.successStatus': 200 })));
    const { code, stdout, stderr } = await runCli(['calibrate', '--from', har, '--out', out, '--ece-version', '19.1']);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/line \d+ is not as expected/);
    expect(stdout).toMatch(/^differs +conversation\.start\.successStatus: 200 /m);
    expect(stdout).toMatch(/^could not tell +callback\.type\.pagePush: /m);
    const text = await readFile(out, 'utf8');
    const { settings, calibration } = parse(text) as Record<'settings' | 'calibration', Record<string, unknown>>;
    expect(settings).toMatchObject({ 'conversation.start.successStatus': 200 });
    expect(calibration).toMatchObject({ eceVersion: '19.1' });
    for (const secret of Object.values(planted)) expect(text + stdout + stderr).not.toContain(secret);
  },
);
