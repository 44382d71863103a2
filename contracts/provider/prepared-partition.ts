import { Control } from '../../simulator/control/client.ts';
import { EceClient } from './ece-client.ts';

const snapshotBefore = 'before-verification';
const cleanSnapshot = 'verification';

/** The private half of a refusal, as the journal shows it. */
interface Refusal {
  readonly reason: { readonly rule: string; readonly wouldWork?: unknown };
}

interface AgentView {
  readonly id: string;
  readonly behaviour: string;
}

/**
 * The default partition of a simulator, arranged so that nothing happens in it by itself: the clock stands still, agents are silent,
 * no application has a callback URL. What was there before comes back at the end.
 */
export class PreparedPartition implements AsyncDisposable {
  /** Where ECE is reached. */
  readonly url: string;
  readonly control: Control;
  readonly ece: EceClient;

  private constructor(url: string, control: Control) {
    this.url = new URL(url).origin;
    this.control = control;
    this.ece = new EceClient(this.url);
  }

  /** @param url where the simulator is reached, control API included */
  static async open(url: string, controlToken?: string): Promise<PreparedPartition> {
    const partition = new PreparedPartition(url, connectControl(url, controlToken));
    const { control } = partition;
    await control.ask('POST', '/snapshots', { name: snapshotBefore, partition: 'default' });
    await control.ask('POST', '/partitions/default/reset');
    await control.ask('PUT', '/clock', { mode: 'manual' });
    const agents = await control.ask<AgentView[]>('GET', '/agents');
    for (const { id } of agents.filter(({ behaviour }) => behaviour !== 'silent'))
      await control.ask('PATCH', `/agents/${id}`, { behaviour: 'silent' });
    const applications = await control.ask<{ id: string }[]>('GET', '/applications');
    for (const { id } of applications)
      await control.ask('PATCH', `/applications/${id}`, { callback: { url: null, authentication: { type: 'none' } } });
    await control.ask('POST', '/snapshots', { name: cleanSnapshot, partition: 'default' });
    return partition;
  }

  /** Takes back what an interaction has changed. */
  async clear(): Promise<void> {
    await this.control.ask('POST', `/snapshots/${cleanSnapshot}/restore`);
  }

  /** Why the latest call was refused, in the simulator's own words; undefined when it was not. */
  async latestRefusal(): Promise<string | undefined> {
    const entries = await this.control.ask<{ refusal: Refusal | null }[]>('GET', '/journal?kind=call');
    const { rule, wouldWork } = entries.at(-1)?.refusal?.reason ?? {};
    const advice = JSON.stringify(wouldWork ?? []);
    return rule && (advice === '[]' ? rule : `${rule} (what would have worked: ${advice})`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.control.ask('POST', `/snapshots/${snapshotBefore}/restore`);
    for (const name of [cleanSnapshot, snapshotBefore]) await this.control.ask('DELETE', `/snapshots/${name}`);
  }
}

export function connectControl(url: string, controlToken?: string): Control {
  const headers = controlToken === undefined ? undefined : { authorization: `Bearer ${controlToken}` };
  return new Control(new URL(url).origin, undefined, headers);
}
