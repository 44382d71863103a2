import { expect, it, onTestFinished, vi } from 'vitest';
import { factsCommand } from './facts-command.ts';

/** What the command prints. */
async function printed(flags: Parameters<typeof factsCommand>[0]): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  onTestFinished(() => write.mockRestore());
  await factsCommand(flags);
  return text;
}

const one = { kind: ['setting'], search: 'token.forceLoginInvalidValue' } as const;

it('as text says of each fact what holds, how sure it is, and how it is settled, and counts them', async () => {
  const text = await printed({ ...one, format: 'text' });
  const [name, value, source, ...others] = text.split('\n');
  expect([name, value]).toEqual(['token.forceLoginInvalidValue (inferred)', '  400']);
  expect(source).toMatch(/^ {2}source: \S/);
  expect(others).toContain('  acts in: ece-v19 3. Token');
  expect(text).toContain('settled by: ece-simulator calibrate; or by hand: token call with `forceLogin=no`; read the status\n');
  expect(text).toContain('  probes: token-refusals\n');
  expect(text).toMatch(/\n1 of \d+ facts\. inferred: 1 \(100 %\)\n$/);
});

it('as Markdown is a table with a row for each fact, whose cells hold no bar of their own', async () => {
  const [head, line, ...rows] = (await printed({ kind: ['setting'], format: 'markdown' })).trimEnd().split('\n');
  expect([head, line]).toEqual([
    '| fact | value | certainty | source | acts in | settled by | probes |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ]);
  const cells = rows.map((row) => row.split(/(?<!\\)\|/).length - 2);
  expect([rows.length > 100, new Set(cells)]).toEqual([true, new Set([7])]);
  expect(rows.find((row) => row.startsWith('| token.forceLoginInvalidValue |'))).toMatch(
    /\| 400 \| inferred \|.*\| token-refusals \|$/,
  );
});
