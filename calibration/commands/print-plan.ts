import { print } from '../../cli/output.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import type { Known, Situation } from '../plan/known.ts';
import type { Probe } from '../plan/probe.ts';
import type { RecordingHead, RecordingLine } from '../recording/exchange.ts';
import { listLacking } from '../run/calibrate.ts';
import { Runner } from '../run/runner.ts';
import { knownOfTwin, Twin } from '../run/twin.ts';

const longestBody = 160;

/** Each request as a simulator in this process is asked it, to the last one that ends what was begun: nothing leaves. */
export async function printPlan(probes: readonly Probe[], known: Known, pauseSeconds: number): Promise<void> {
  let requests = 0;
  const twin = new Twin();
  twin.become(defaultSettings);
  const knownThere = knownOfTwin(known.root, { needs: [] });
  const runner = new Runner(twin, knownThere, (line) => print(describeLine(line)));
  for (const probe of probes) {
    print(`${probe.name}: ${probe.asks}\n${probe.touches === null ? '' : `  It touches others: ${probe.touches}.\n`}`);
    await runner.run(probe);
    await runner.endConversations();
  }
  print('In the end, also after Ctrl-C or a failure, what is open is ended, users are logged out, and tokens are revoked:\n');
  await runner.endAll();
  print(`${requests} requests, which take about ${Math.ceil((requests * pauseSeconds) / 60)} minutes.\n`);

  function describeLine(line: RecordingLine): string {
    if (line.kind === 'act') return `  a person: ${line.act}\n`;
    if (line.kind !== 'call') return '';
    requests++;
    const { method, url, body = '' } = line.request;
    const shown = body.length > longestBody ? `${body.slice(0, longestBody)}...` : body;
    return `  ${withOwnIds(`${method} ${url.replace(twin.origin, '')} ${shown}`.replaceAll(/\s+/g, ' ').trim())}\n`;
  }

  /** The entry points that the user gives, in place of those of the simulator. */
  function withOwnIds(text: string): string {
    return Object.entries(knownThere.entryPoints).reduce((before, [situation, id]) => {
      const own = known.entryPoints[situation as Situation];
      return own === undefined ? before : before.replaceAll(new RegExp(`(?<=[=/":])${id}(?![\\w-])`, 'g'), own);
    }, text);
  }
}

/** The probes that are wanted and cannot run, each with what it lacks; empty when there are none. */
export function describeLeftOut(wanted: readonly Probe[], known: Known, receives: RecordingHead['receivesCallbacks']): string {
  const lines = wanted.flatMap((probe) => {
    const lacking = listLacking(probe, known, receives);
    return lacking.length === 0 ? [] : [`  ${probe.name}: ${lacking.join(', ')}\n`];
  });
  return lines.length === 0 ? '' : `These probes cannot run. What each needs:\n${lines.join('')}`;
}
