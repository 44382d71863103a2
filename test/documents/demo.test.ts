import { expect, it } from 'vitest';
import { runCli } from '../end-to-end/cli-process.ts';
import { drawTerminal } from './terminal-picture.ts';

/** `npm run docs` writes them anew. */

it('the recorded demonstration is what the command prints', async () => {
  const { code, stdout, stderr } = await runCli(['scenario', 'demo', 'token-expiry', '--wire']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const page = `# A demonstration: the token expires

What \`npx ece-simulator scenario demo token-expiry --wire\` prints: the real client library calls the simulator. Made by \`npm run docs\`.
On a terminal it stops before each step until Enter is pressed; \`w\` hides and shows the wire.

\`\`\`text
${stdout}\`\`\`
`;
  await expect(page).toMatchFileSnapshot('../../docs/demo-token-expiry.md');
});

it('the recording of the terminal is what the command prints', async () => {
  const { code, stdout } = await runCli(['scenario', 'demo', 'no-agent-then-one-logs-in'], { FORCE_COLOR: '1', NO_COLOR: '' });
  expect(code).toBe(0);
  const picture = drawTerminal('npx ece-simulator scenario demo no-agent', stdout);
  await expect(picture).toMatchFileSnapshot('../../docs/demo-no-agent.svg');
});
