import type { ControlClient } from '../../simulator/control/client-types.ts';
import { createControlClient } from '../../simulator/control/client.ts';
import { EceClient } from './ece-client.ts';

const snapshotBefore = 'before-verification';
const cleanSnapshot = 'verification';

/**
 * The default partition of a simulator, arranged so that nothing happens in it by itself: the clock stands still, agents are silent,
 * no application has a callback URL. The end restores the state from before.
 */
export class PreparedPartition implements AsyncDisposable {
  /** Where ECE is reached. */
  readonly url: string;
  readonly control: ControlClient;
  readonly ece: EceClient;

  private constructor(url: string, control: ControlClient) {
    this.url = url;
    this.control = control;
    this.ece = new EceClient(this.url);
  }

  /** @param url where the simulator is reached, control API included */
  static async open(url: string, controlToken?: string): Promise<PreparedPartition> {
    const partition = new PreparedPartition(url, createControlClient(url, { token: controlToken }));
    const { control } = partition;
    await control.post('/snapshots', { body: { name: snapshotBefore, partition: 'default' } });
    await control.post('/partitions/{partition}/reset', { params: { partition: 'default' } });
    await control.put('/clock', { body: { mode: 'manual' } });
    const agents = await control.get('/agents');
    for (const { id } of agents.filter(({ behaviour }) => behaviour !== 'silent'))
      await control.patch('/agents/{agent}', { params: { agent: id }, body: { behaviour: 'silent' } });
    const applications = await control.get('/applications');
    for (const { id } of applications)
      await control.patch('/applications/{application}', {
        params: { application: id },
        body: { callback: { url: null, authentication: { type: 'none' } } },
      });
    await control.post('/snapshots', { body: { name: cleanSnapshot, partition: 'default' } });
    return partition;
  }

  /** Undoes the changes of an interaction. */
  async clear(): Promise<void> {
    await this.control.post('/snapshots/{snapshot}/restore', { params: { snapshot: cleanSnapshot } });
  }

  /** Whether a fault fired for the latest call. */
  async isLatestCallForced(): Promise<boolean> {
    const entries = await this.control.get('/journal', { query: { kind: 'call' } });
    return (entries.at(-1)?.faultId ?? null) !== null;
  }

  /** Why the latest call was refused, in the simulator's own words; undefined when it was not. */
  async latestRefusal(): Promise<string | undefined> {
    const entries = await this.control.get('/journal', { query: { kind: 'call' } });
    const { rule, wouldWork } = entries.at(-1)?.refusal?.reason ?? {};
    const advice = JSON.stringify(wouldWork ?? []);
    return rule && (advice === '[]' ? rule : `${rule} (what would have worked: ${advice})`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.control.post('/snapshots/{snapshot}/restore', { params: { snapshot: snapshotBefore } });
    for (const name of [cleanSnapshot, snapshotBefore])
      await this.control.delete('/snapshots/{snapshot}', { params: { snapshot: name } });
  }
}
