import { exitCodes } from '../../cli/exit-codes.ts';
import { print } from '../../cli/output.ts';
import { readCheckedFile } from '../../simulator/configuration/checked-file.ts';
import { checkShare } from '../site/check-share.ts';

/**
 * `calibrate --check-share`: exit code 1 when something must go before the file is shared.
 * @throws {ConfigurationError} for a file that cannot be read
 */
export async function checkShareCommand(file: string): Promise<void> {
  const { remove, look } = checkShare(await readCheckedFile(file, (value) => value));
  if (look.length > 0)
    print(
      `Nobody foresaw these texts. Read them: do they name your company or a person?\n${look.map((one) => `  ${one}\n`).join('')}`,
    );
  if (remove.length === 0) {
    print(`${file} holds facts only, as far as a program can tell.\n`);
    return;
  }
  print(`Remove this from ${file} before you share it:\n${remove.map((one) => `  ${one}\n`).join('')}`);
  process.exitCode = exitCodes.failed;
}
