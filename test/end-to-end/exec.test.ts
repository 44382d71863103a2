import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { runCli } from './cli-process.ts';

const cli = path.join(import.meta.dirname, '../../cli/cli.ts');
const node = process.execPath;

describe('ece-simulator exec', () => {
  it('runs a command that finds the simulator, and gives its exit code', async () => {
    const program = `
      const { ECE_URL, ECE_CLIENT_ID, ECE_CLIENT_SECRET, ECE_ENTRY_POINT, ECE_CONTROL_URL } = process.env;
      const basic = 'Basic ' + btoa(ECE_CLIENT_ID + ':' + ECE_CLIENT_SECRET);
      const token = await fetch(ECE_URL + '/system/ws/v19/clientapplications/authentication/oauth2/token?forceLogin=yes', {
        method: 'POST', headers: { authorization: basic }, body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      const entryPoint = await fetch(ECE_CONTROL_URL + '/entry-points/' + ECE_ENTRY_POINT);
      console.log(token.status, entryPoint.status, process.argv.slice(1).join());
      process.exit(7);`;
    const { code, stdout, stderr } = await runCli(['exec', '--', node, '--input-type=module', '-e', program, 'a', '--port=x']);
    expect({ code, stdout, stderr }).toEqual({ code: 7, stdout: '200 200 a,--port=x\n', stderr: '' });
  });

  it('takes the flags of start, and needs no hyphens', async () => {
    const show = 'console.log(process.env.ECE_CLIENT_ID)';
    expect(await runCli(['exec', '--client-id', 'bank', node, '-e', show])).toMatchObject({ code: 0, stdout: 'bank\n' });
  });

  it('stops the simulator when the command has ended', async () => {
    const { stdout } = await runCli(['exec', '--', node, '-e', 'console.log(process.env.ECE_URL)']);
    await expect(fetch(`${stdout.trim()}/livez`)).rejects.toThrow();
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('passes %s on, and gives the exit code of the command', async (signal) => {
    const program = `
      for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => { console.log(name); process.exit(9); });
      console.log(process.env.ECE_URL);
      setInterval(() => {}, 1000);`;
    const child = spawn(node, [cli, 'exec', '--', node, '-e', program], { stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = createInterface(child.stdout);
    const [url] = (await once(lines, 'line')) as [string];
    child.kill(signal);
    expect(await once(lines, 'line')).toEqual([signal]);
    expect(await once(child, 'exit')).toEqual([9, null]);
    await expect(fetch(`${url}/livez`)).rejects.toThrow();
  });

  it('ends as a shell does when a signal ends the command', async () => {
    expect(await runCli(['exec', '--', node, '-e', 'process.kill(process.pid, "SIGKILL")'])).toMatchObject({
      code: 137,
      stderr: '',
    });
  });

  it.each([
    [
      'a command that is missing',
      ['exec', '--', 'no-such-command'],
      '"no-such-command" cannot be run: there is no such command.',
    ],
    ['no command', ['exec'], "missing required argument 'command'"],
    ['a wrong flag', ['exec', '--agents', 'loud', '--', node, '-e', ''], '"agents" cannot be "loud"'],
  ])('refuses %s', async (_what, flags, message) => {
    const { code, stdout, stderr } = await runCli(flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
