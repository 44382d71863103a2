import type { FindingsCollector } from '../harness/findings.ts';
import type { Peer, RunningPeer } from './peers.ts';

/** Starts the peers. One that cannot be installed or does not start is named as missing, with the reason. */
export async function startPeers(
  peers: readonly Peer[],
  install: () => Promise<string>,
  findings: FindingsCollector,
): Promise<RunningPeer[]> {
  const running: RunningPeer[] = [];
  let modules: string;
  try {
    modules = await install();
  } catch (error) {
    for (const { name } of peers) findings.addMissing(name, (error as Error).message);
    return [];
  }
  for (const peer of peers) {
    try {
      running.push(await peer.start(modules));
    } catch (error) {
      findings.addMissing(peer.name, `it did not start: ${(error as Error).message}`);
    }
  }
  return running;
}
