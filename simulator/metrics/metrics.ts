import type { Partition } from '../partition.ts';
import type { Simulator } from '../simulator.ts';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [Labels, number];

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: (simulator: Simulator) => readonly Sample[];
}

/** Samples of each partition, with its name among the labels. */
function ofPartitions(samplesOf: (partition: Partition) => readonly Sample[]): Metric['samples'] {
  return ({ partitions }) =>
    partitions.flatMap((partition) =>
      samplesOf(partition).map(([labels, value]): Sample => [{ partition: partition.name, ...labels }, value]),
    );
}

function exchangeSamples(valueOf: (count: { count: number; durationMs: number }) => number): Metric['samples'] {
  return ofPartitions(({ exchanges }) =>
    [...exchanges.counts.all].map((count): Sample => {
      const { kind, operation, status } = count;
      return [{ kind, operation: operation ?? '', status: status === null ? '' : String(status) }, valueOf(count)];
    }),
  );
}

function conversationSamples({ world }: Partition): Sample[] {
  const counts = { queued: 0, assigned: 0, ended: 0 };
  for (const { state } of world.state.conversations.values()) counts[state]++;
  return Object.entries(counts).map(([state, count]): Sample => [{ state }, count]);
}

const metrics: readonly Metric[] = [
  {
    name: 'ece_simulator_exchanges_total',
    type: 'counter',
    help: 'Calls, callbacks, token requests and fetches of files; without a status when no answer came.',
    samples: exchangeSamples(({ count }) => count),
  },
  {
    name: 'ece_simulator_exchange_seconds_total',
    type: 'counter',
    help: 'Real time from request to answer, summed.',
    samples: exchangeSamples(({ durationMs }) => durationMs / 1000),
  },
  {
    name: 'ece_simulator_conversations',
    type: 'gauge',
    help: 'Conversations that are kept, by state.',
    samples: ofPartitions(conversationSamples),
  },
  {
    name: 'ece_simulator_queue_depth',
    type: 'gauge',
    help: 'Chats that wait for an agent.',
    samples: ofPartitions(({ queues }) => queues.list().map(({ name, waiting }): Sample => [{ queue: name }, waiting.length])),
  },
  {
    name: 'ece_simulator_agents_logged_in',
    type: 'gauge',
    help: 'Agents who are logged in.',
    samples: ofPartitions(({ agents }) => [[{}, agents.list().filter(({ loggedIn }) => loggedIn).length]]),
  },
  {
    name: 'ece_simulator_callbacks_pending',
    type: 'gauge',
    help: 'Messages that wait for a webhook server.',
    samples: ofPartitions(({ applications }) =>
      applications.list().map(({ id, name }): Sample => [{ application: name }, applications.callbacks(id).pending.length]),
    ),
  },
  {
    name: 'ece_simulator_memory_used_bytes',
    type: 'gauge',
    help: 'What is kept of what grows with use.',
    samples: ({ memory }) => [[{}, memory.used]],
  },
  {
    name: 'ece_simulator_memory_budget_bytes',
    type: 'gauge',
    help: 'The most that is kept.',
    samples: ({ memory }) => [[{}, memory.budget]],
  },
  {
    name: 'ece_simulator_memory_dropped_total',
    type: 'counter',
    help: 'Things that were dropped to keep to the budget.',
    samples: ofPartitions(({ memory }) => memory.view.buffers.map(({ buffer, dropped }): Sample => [{ buffer }, dropped])),
  },
];

export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * The figures of a simulator in the text format of Prometheus 0.0.4. They are read when they are asked for from what the simulator keeps in
 * any case, which leaves to a library only these lines of text; none is worth a dependency of everybody who installs the package.
 */
export function metricsText(simulator: Simulator): string {
  return metrics
    .map(({ name, type, help, samples }) => {
      const lines = samples(simulator).map(([labels, value]) => `${name}${labelText(labels)} ${value}`);
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
    })
    .join('');
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
