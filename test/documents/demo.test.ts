import { expect, it } from 'vitest';
import { runCli } from '../end-to-end/cli-process.ts';

/** `npm run docs` writes it anew. */
it('the recorded demonstration is what the command prints', async () => {
  const { code, stdout, stderr } = await runCli(['scenario', 'demo', 'token-expiry']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const page = `# A demonstration: the token expires

What \`npx ece-simulator scenario demo token-expiry\` prints: the real client library calls the simulator. Made by \`npm run docs\`.
On a terminal it stops before each step until Enter is pressed.

\`\`\`text
${stdout}\`\`\`
`;
  await expect(page).toMatchFileSnapshot('../../docs/demo-token-expiry.md');
});
