import { startSimulator } from '../../simulator/index.ts';

/** The simulator of the soak, in a process of its own, which says how much memory it uses when it is asked. */
const simulator = await startSimulator({ port: 0, agents: 'silent' });
process.send?.({ url: simulator.url });
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed });
});
process.on('disconnect', () => process.exit());
