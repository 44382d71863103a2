import path from 'node:path';

/** Holds a simulator of the tree whose root is given, by its public door, with the options that its parent sends: `node host.ts <root>`. */
const [root = ''] = process.argv.slice(2);
const { promise: options, resolve: takeOptions } = Promise.withResolvers<object>();
process.on('message', ({ options: sent }: { readonly options?: object }) => {
  if (sent !== undefined) takeOptions(sent);
});
process.channel?.ref();
process.send?.({ awaits: 'options' });

interface Running {
  readonly url: string;
  readonly conversations: { say(id: string, text: string): void };
}
type StartSimulator = (options: object) => Promise<Running>;

const { startSimulator } = (await import(path.join(root, 'dist/simulator/index.js'))) as { startSimulator: StartSimulator };
const simulator = await startSimulator({ port: 0, ...(await options) });

interface Asked {
  readonly task?: string;
  readonly input?: { readonly ids: readonly string[]; readonly count: number };
}
process.on('message', ({ task, input }: Asked) => {
  if (task === 'say') void say(input!).then(() => process.send?.({ answerTo: 'say', answer: null }));
});
const atOnce = 200;

/** Agents write so many messages, spread over the conversations. Between some of them what is due leaves. */
async function say({ ids, count }: { readonly ids: readonly string[]; readonly count: number }): Promise<void> {
  for (let message = 0; message < count; message++) {
    simulator.conversations.say(ids[message % ids.length]!, `message ${message}`);
    if (message % atOnce === atOnce - 1) await new Promise((resolve) => setImmediate(resolve));
  }
}
process.send?.({ url: simulator.url });
