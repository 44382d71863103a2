import { startSimulator } from '../../simulator/index.ts';

/** A simulator that tells its parent where it is, and each defect that it meets. Nothing in it fails on demand. */
const simulator = await startSimulator({
  port: 0,
  agents: 'answers',
  seed: 'guard',
  world: { specialEntryPoints: false },
  onDefect: (error) => process.send?.({ defect: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
});
process.send?.({ url: simulator.url });
process.once('disconnect', () => process.exit());
