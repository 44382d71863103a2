import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Bytes of memory that a process holds, as its system counts them; undefined where the system does not tell. */
export async function residentBytesOf(pid: number): Promise<number | undefined> {
  const kilobytes = (await fromProc(pid)) ?? (await fromPs(pid));
  return kilobytes === undefined ? undefined : kilobytes * 1024;
}

async function fromProc(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes);
}

async function fromPs(pid: number): Promise<number | undefined> {
  const printed = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => undefined);
  const kilobytes = Number(printed?.stdout.trim());
  return kilobytes > 0 ? kilobytes : undefined;
}

/** Microseconds of processor time of a process that does not tell itself; undefined where there is no /proc. */
export async function cpuMicrosecondsOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // Behind the name of the program, which may hold spaces: fields 14 and 15 are hundredths of a second in user and system.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
