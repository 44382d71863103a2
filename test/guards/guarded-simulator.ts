import { startSimulator } from '../../simulator/index.ts';

/**
 * Starts a simulator that tells its parent where it is, and each defect that it meets.
 * @param specialEntryPoints whether calls fail on demand
 */
export async function startGuarded(specialEntryPoints: boolean): Promise<void> {
  const simulator = await startSimulator({
    port: 0,
    agents: 'answers',
    seed: 'guard',
    world: { specialEntryPoints },
    onDefect: (error) => process.send?.({ defect: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  });
  process.send?.({ url: simulator.url });
  process.once('disconnect', () => process.exit());
}
