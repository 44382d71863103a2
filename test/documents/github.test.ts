import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = path.join(import.meta.dirname, '../..');
const files = globSync('.github/**/*.yml', { cwd: root });

function read(file: string): unknown {
  return parse(readFileSync(path.join(root, file), 'utf8'), { strict: true, uniqueKeys: true });
}

interface Workflow {
  jobs: Record<
    string,
    {
      strategy: { matrix: { node: number[] } };
      steps: { uses?: string; run?: string; with?: Record<string, unknown>; env?: Record<string, string> }[];
    }
  >;
}

interface IssueForm {
  name: string;
  description: string;
  body: { type: string; id: string; attributes: { label: string } }[];
}

describe('the files for GitHub', () => {
  it.each(files)('%s is YAML', (file) => {
    expect(read(file)).toBeTypeOf('object');
  });

  it('run all tests on each major version of Node', () => {
    const { jobs } = read('.github/workflows/test.yml') as Workflow;
    const { strategy, steps } = jobs['test']!;
    expect(strategy.matrix.node).toEqual([22, 24, 26]);
    const wanted = '${{ matrix.node }}';
    expect(steps).toContainEqual({ run: '.ci/run', env: { NODE_MAJOR: wanted } });
    expect(steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'))?.with).toMatchObject({ 'node-version': wanted });
  });

  it('report performance and never fail by it', () => {
    const { jobs } = read('.github/workflows/test.yml') as Workflow;
    const report = { run: 'npm run benchmark -- quick', if: 'matrix.node == 24', 'continue-on-error': true };
    expect(jobs['test']!.steps.at(-1)).toEqual(report);
  });

  it('ask in each form for what a maintainer needs', () => {
    const forms = files.filter((file) => /ISSUE_TEMPLATE\/(?!config)/.test(file)).map((file) => read(file) as IssueForm);
    expect(forms).toHaveLength(3);
    for (const { name, description, body } of forms) {
      expect([name, description].every((text) => text.length > 0)).toBe(true);
      const ids = body.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { type, attributes } of body) {
        expect(['textarea', 'input']).toContain(type);
        expect(attributes.label).toMatch(/\?$/);
      }
    }
  });
});

describe('.ci/require-major', () => {
  const requireMajor = (major: number) => promisify(execFile)(path.join(root, '.ci/require-major'), [String(major)]);
  const here = Number.parseInt(process.versions.node);

  it('passes on the major version that it is given', async () => {
    expect((await requireMajor(here)).stdout).toBe(`npm scripts run on Node ${process.version}.\n`);
  });

  it.each([here - 1, here + 1, here * 10, Math.floor(here / 10)])(
    'fails on another, such as %d, and says what to install',
    async (major) => {
      await expect(requireMajor(major)).rejects.toMatchObject({
        code: 1,
        stderr: `npm scripts run on Node ${process.version}, not on Node ${major}: install it with 'npm install --no-save node@${major}'.\n`,
      });
    },
  );
});
