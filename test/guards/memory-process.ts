import net from 'node:net';
import { startSimulator } from '../../simulator/index.ts';
import { startCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startBody } from '../../simulator/testing/samples.ts';

/** One way to fill the memory, in a process of its own: `node memory-process.ts <flood> <times>`. Prints what is kept at the end. */
const [flood = '', times = '0'] = process.argv.slice(2);
const simulator = await startSimulator({ port: 0, agents: 'answers', clock: 'manual', memoryBudget: '24MB' });
const ece = EceClient.inProcess(simulator);
await ece.authorize();
const text = 'x'.repeat(900_000);

async function refuseStart(): Promise<void> {
  await ece.send(startCall(ece.token, startBody({ date: text })));
}

async function endChat(): Promise<void> {
  const chat = await ece.startConversation();
  await ece.say(chat, text);
  await ece.end(chat);
}

async function takeSnapshot(): Promise<void> {
  const chat = await ece.startConversation();
  await ece.say(chat, text);
  try {
    simulator.snapshots.take(`snapshot-${simulator.snapshots.list().length}`);
  } catch (error) {
    if (!(error as Error).message.includes('memory budget')) throw error;
  }
}

const readers: net.Socket[] = [];

/** 200 readers never read what happens. */
async function tellDeafReaders(): Promise<void> {
  if (readers.length === 0) {
    const { hostname, port } = new URL(simulator.url);
    for (let reader = 0; reader < 200; reader++) {
      const socket = net.connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
      socket.on('error', () => undefined);
      socket.write('GET /_sim/v1/events HTTP/1.1\r\nhost: localhost\r\n\r\n');
      socket.pause();
      readers.push(socket);
    }
  }
  await ece.send(startCall(ece.token, startBody({ date: text.slice(0, 19_000) })));
}

const floods: Record<string, () => Promise<void>> = {
  'refused starts of 1 MB': refuseStart,
  'ended chats with a text of 1 MB': endChat,
  'snapshots that hold ever more': takeSnapshot,
  'event streams that nobody reads': tellDeafReaders,
};
for (let time = 0; time < Number(times); time++) {
  await floods[flood]!();
  // Sockets get their turn.
  if (time % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
}
const { budget, used } = simulator.memory;
console.log(JSON.stringify({ budget, used, residentBytes: process.memoryUsage().rss }));
process.exit(0);
