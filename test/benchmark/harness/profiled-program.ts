import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { Profiler } from 'node:inspector';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawnChild } from './children.ts';
import { profileOfCall, workOf } from './profile.ts';
import type { ProfileOfCall } from './question.ts';

/**
 * Where the time of a whole program goes.
 * @param stopsAtLine whether it is asked to stop when it has printed its first line
 * @param microseconds that it takes without the profiler; default: those of the profile
 */
export async function profileProgram(
  command: readonly string[],
  {
    what,
    subject,
    stopsAtLine,
    microseconds,
  }: { readonly what: string; readonly subject: string; readonly stopsAtLine: boolean; readonly microseconds?: number },
): Promise<ProfileOfCall | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-simulator-profile-'));
  try {
    const flags = ['--cpu-prof', '--cpu-prof-dir', folder, '--cpu-prof-interval', '200'];
    const child = spawnChild([process.execPath, ...flags, ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    child.stdout!.on('data', () => {
      if (stopsAtLine) child.kill('SIGTERM');
    });
    await exited;
    const [file] = await readdir(folder);
    if (file === undefined) return undefined;
    const profile = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Profiler.Profile;
    return profileOfCall(profile, { what, subject, microseconds: microseconds ?? workOf(profile) });
  } finally {
    await rm(folder, { recursive: true });
  }
}
