import path from 'node:path';

/**
 * Starts a simulator twice in one process, each time until its first answer, and prints the milliseconds of both:
 * `node start-again.ts <root>`.
 */
const [root = ''] = process.argv.slice(2);
interface Running {
  readonly url: string;
  close(): Promise<void>;
}
const { startSimulator } = (await import(path.join(root, 'dist/simulator/index.js'))) as {
  startSimulator: (options: object) => Promise<Running>;
};

async function startUntilAnswer(): Promise<number> {
  const began = performance.now();
  const simulator = await startSimulator({ port: 0 });
  const answer = await fetch(`${simulator.url}/system/egain/chat/entrypoint/agentAvailability/1001`);
  const text = await answer.text();
  const lasted = performance.now() - began;
  if (answer.status !== 200 || !text.includes('available="true"')) throw new Error(`It was answered ${answer.status}: ${text}`);
  await simulator.close();
  return lasted;
}

const first = await startUntilAnswer();
const second = await startUntilAnswer();
console.log(JSON.stringify({ first, second }));
process.exit();
