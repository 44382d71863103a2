import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** The process that listens on a TCP port of this machine, e.g. `node server.js (process 4711)`; undefined when that cannot be known. */
export async function findPortHolder(port: number): Promise<string | undefined> {
  try {
    return process.platform === 'linux' ? await fromProc(port) : await fromLsof(port);
  } catch {
    // Processes of other users are not shown, and not every system has these tools.
    return undefined;
  }
}

const listening = '0A';

async function fromProc(port: number): Promise<string | undefined> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')));
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const sockets = tables
    .flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
    .filter(([, local, , state]) => local?.endsWith(ending) && state === listening)
    .map((fields) => `socket:[${fields[9]}]`);
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      if (sockets.includes(target)) return `${await nameOf(pid)} (process ${pid})`;
    }
  }
  return undefined;
}

/** The program, and the script that it runs. Not more of its command line, which may hold secrets; and not the name of its thread. */
async function nameOf(pid: string): Promise<string> {
  const [program = '', script = '-'] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  const name = path.basename(program);
  return /^(node|python|ruby)/.test(name) && !script.startsWith('-') ? `${name} ${path.basename(script)}` : name;
}

async function fromLsof(port: number): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
  const [, pid, command] = /^p(\d+)\nc(.*)$/m.exec(stdout) ?? [];
  return pid === undefined ? undefined : `${command} (process ${pid})`;
}
