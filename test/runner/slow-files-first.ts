import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * The files that take a worker longest, the longest first: `npm run slowest` prints them. Where nothing has run before, as in CI, vitest begins
 * with the largest files, and one of these that begins last keeps one core busy while the other has nothing to do.
 */
export const slowFiles: readonly string[] = [
  'contracts/provider/committed-pact.test.ts',
  'test/console/console.test.ts',
  'test/end-to-end/package.test.ts',
  'test/end-to-end/cli.test.ts',
  'test/settings/client-forms.test.ts',
  'test/end-to-end/output.test.ts',
  'test/control/partitions.test.ts',
  'test/end-to-end/scenario-commands.test.ts',
  'test/calibration/calibrate-command.test.ts',
  'test/end-to-end/calibration.test.ts',
  'test/calibration/deviations.test.ts',
  'test/documents/pages.test.ts',
  'test/documents/documents.test.ts',
  'test/end-to-end/configuration-command.test.ts',
  'test/control/bad-input.test.ts',
  'test/laws/laws.test.ts',
  'test/client/hover.test.ts',
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
