import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * The files that take a worker longest, the longest first: `npm run slowest` prints them. Where nothing has run before, as in CI, vitest begins
 * with the largest files, and one of these that begins last keeps one core busy while the other has nothing to do.
 */
export const slowFiles: readonly string[] = [
  'test/console/console.test.ts',
  'test/end-to-end/package.test.ts',
  'test/calibration/whole-run.test.ts',
  'test/settings/client-forms.test.ts',
  'test/end-to-end/output.test.ts',
  'test/end-to-end/scenario-commands.test.ts',
  'test/end-to-end/cli.test.ts',
  'test/documents/pages.test.ts',
  'contracts/provider/committed-pact.test.ts',
  'test/calibration/calibrate-command.test.ts',
  'test/console/bad-input.test.ts',
  'test/end-to-end/signals.test.ts',
  'test/stand-in/verify-stand-in.test.ts',
  'calibration/interpret/interpret.test.ts',
  'test/control/bad-input.test.ts',
  'test/guards/guards.test.ts',
  'test/end-to-end/configuration-command.test.ts',
  'test/leases/leases.test.ts',
  'client/bad-answers.test.ts',
  'scenarios/library.test.ts',
  'test/api/refusals.test.ts',
];

/** Begins with the slow files of each project. */
export class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = Map.groupBy(sorted, ({ project }) => project);
    return [...projects.values()].flatMap((specifications) => specifications.toSorted((one, other) => place(one) - place(other)));
  }
}

function place({ moduleId }: TestSpecification): number {
  const at = slowFiles.findIndex((file) => moduleId.endsWith(`/${file}`));
  return at < 0 ? slowFiles.length : at;
}
