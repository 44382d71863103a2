import * as z from 'zod';
import { faultSchema } from '../doors/fault-schema.ts';
import { type PartitionRequest, partitionRequestSchema } from '../configuration.ts';
import { clockModeSchema } from '../doors/clock.ts';
import { settings } from '../protocol/settings.ts';
import { entryFilterSchema, entryFits, happeningFilterSchema, happeningFits } from './happening-filter.ts';
import { har } from './har.ts';
import { type Doors, numberInQuery, route } from './route.ts';
import type { Partition } from '../partition.ts';

function clockView({ clock }: Partition): object {
  const { mode, nextDue = null, underway, isQuiet } = clock;
  const passing = mode.mode === 'scaled' ? mode : { mode: mode.mode };
  return { ...passing, now: clock.now(), time: new Date(clock.now()).toISOString(), nextDue, underway, isQuiet };
}

const clockRoutes = [
  route('partition', 'get /clock', {
    summary: "The partition's time, how it passes, when the next thing is due, and what is under way",
    answer: 'Clock',
    run: ({ partition }) => clockView(partition),
  }),
  route('partition', 'put /clock', {
    summary: 'Let time pass in another way: real, scaled or manual',
    body: clockModeSchema,
    answer: 'Clock',
    run: ({ partition }, { body }) => {
      partition.clock.setMode(body);
      return clockView(partition);
    },
  }),
  route('partition', 'post /clock/advance', {
    summary: 'Let time pass on a manual clock; answers when the effects are visible, or with `settle: false` at once',
    body: z.union([
      z.strictObject({ ms: z.number() }),
      z.strictObject({ to: z.literal('next'), settle: z.boolean().default(true) }),
    ]),
    answer: 'Clock',
    run: async ({ partition }, { body }) => {
      if ('ms' in body) await partition.clock.advance(body.ms);
      else if (body.settle) await partition.clock.advanceToNext();
      else partition.clock.runNext();
      return clockView(partition);
    },
  }),
];

const faultRoutes = [
  route('partition', 'get /faults', {
    summary: 'The faults, with how often each fired',
    answer: ['Fault'],
    run: ({ partition }) => partition.faults.list(),
  }),
  route('partition', 'post /faults', {
    summary: 'Make calls or callbacks fail',
    body: faultSchema,
    status: 201,
    answer: 'Fault',
    run: ({ partition }, { body }) => partition.faults.add(body),
  }),
  route('partition', 'delete /faults', {
    summary: 'Remove every fault',
    run: ({ partition }) => partition.faults.clear(),
  }),
  route('partition', 'get /faults/{fault}', {
    summary: 'One fault',
    answer: 'Fault',
    run: ({ partition }, { params }) => partition.faults.get(params['fault']!),
  }),
  route('partition', 'delete /faults/{fault}', {
    summary: 'Remove a fault',
    run: ({ partition }, { params }) => partition.faults.remove(params['fault']!),
  }),
];

const journalQuery = entryFilterSchema.extend({
  status: numberInQuery(z.int()).optional(),
  after: numberInQuery(z.int().nonnegative()).default(0),
  limit: numberInQuery(z.int().positive().max(100_000)).default(1000),
});

function journalEntries({ partition }: Doors, { after, limit, ...filter }: z.output<typeof journalQuery>) {
  return partition.journal.entries.filter((entry) => entry.number > after && entryFits(entry, filter)).slice(-limit);
}

const journalRoutes = [
  route('partition', 'get /journal', {
    summary: 'Calls and what the simulator sent, oldest first, secrets masked; the latest that fit the filter',
    query: journalQuery,
    answer: ['JournalEntry'],
    run: (doors, { query }) => journalEntries(doors, query),
  }),
  route('partition', 'get /journal.har', {
    summary: 'The same as an HTTP Archive',
    query: journalQuery,
    answer: 'Har',
    run: (doors, { query }) => har(doors.partition.journal, journalEntries(doors, query), doors.simulator.url),
  }),
  route('partition', 'delete /journal', {
    summary: 'Empty the journal',
    run: ({ partition }) => partition.journal.clear(),
  }),
  route('partition', 'post /wait', {
    summary: 'Wait for an entry of the journal or an event that fits, past ones included; 408 when none comes in time',
    body: z.strictObject({
      match: happeningFilterSchema,
      timeoutMs: z.int().min(0).max(60_000).default(5000).describe('real milliseconds'),
      after: z.int().nonnegative().default(0).describe('only happenings with a higher number count'),
    }),
    answer: 'Happening',
    failures: { 408: 'Nothing that fits happened in time; the message tells what did' },
    run: ({ partition }, { body: { match, timeoutMs, after } }) =>
      partition.waitFor((happening) => happeningFits(happening, match), { timeoutMs, after }),
  }),
];

/** All that a test needs to talk to its partition. */
function partitionView({ name, plan, clock, applications, entryPoints, world }: Partition): object {
  return {
    name,
    number: plan.identity.number,
    seed: plan.identity.seed,
    clock: clock.mode,
    applications: applications
      .list()
      .map((application) => ({ name: application.name, clientId: application.key, clientSecret: application.secret })),
    entryPoints: entryPoints.list().map((entryPoint) => ({ id: entryPoint.id, name: entryPoint.name })),
    users: [...world.state.users.values()].map(({ userName, password }) => ({ userName, password })),
  };
}

const partitionRoutes = [
  route('simulator', 'get /partitions', {
    summary: 'The partitions',
    answer: ['Partition'],
    run: ({ simulator }) => simulator.partitions.map(partitionView),
  }),
  route('simulator', 'post /partitions', {
    summary: 'Make a partition: a tenant with its own applications, entry points, agents, clock, faults and journal',
    body: partitionRequestSchema.default({}),
    status: 201,
    answer: 'Partition',
    run: ({ simulator }, { body }) => partitionView(simulator.createPartition(body as PartitionRequest)),
  }),
  route('simulator', 'get /partitions/{partition}', {
    summary: 'One partition, with its credentials and entry points',
    answer: 'Partition',
    run: ({ partition }) => partitionView(partition),
  }),
  route('simulator', 'delete /partitions/{partition}', {
    summary: 'Remove a partition',
    run: ({ simulator, partition }) => simulator.removePartition(partition.name),
  }),
  route('simulator', 'post /partitions/{partition}/reset', {
    summary: 'Bring one partition back to the state in which it was created',
    run: ({ partition }) => partition.reset(),
  }),
  route('simulator', 'post /reset', {
    summary: 'Bring every partition back to the state in which it was created',
    run: ({ simulator }) => simulator.reset(),
  }),
];

const settingRoutes = [
  route('simulator', 'get /settings', {
    summary: 'What public sources do not say: value in force, default, implemented values, reason',
    answer: 'Settings',
    run: ({ simulator }) =>
      Object.fromEntries(
        Object.entries(settings).map(([name, { default: standard, values, allowed, reason }]) => [
          name,
          { value: simulator.settings[name as keyof typeof settings], default: standard, values, allowed, reason },
        ]),
      ),
  }),
  route('simulator', 'patch /settings', {
    summary: 'Change some settings, all of them or none',
    body: z.record(z.string(), z.unknown()),
    answer: 'SettingValues',
    run: ({ simulator }, { body }) => {
      simulator.changeSettings(body);
      return Object.fromEntries(Object.keys(body).map((name) => [name, simulator.settings[name as keyof typeof settings]]));
    },
  }),
];

const snapshotRoutes = [
  route('simulator', 'get /snapshots', {
    summary: 'The names of the snapshots',
    answer: ['SnapshotName'],
    run: ({ simulator }) => simulator.snapshots.list(),
  }),
  route('simulator', 'post /snapshots', {
    summary: 'Keep the state of all partitions, or of one, under a name',
    body: z.strictObject({ name: z.string(), partition: z.string().optional() }),
    run: ({ simulator }, { body }) => simulator.snapshots.take(body.name, body.partition),
  }),
  route('simulator', 'get /snapshots/{snapshot}', {
    summary: 'A snapshot as a file: it holds secrets',
    answer: 'Snapshot',
    run: ({ simulator }, { params }) => JSON.parse(simulator.snapshots.get(params['snapshot']!)) as unknown,
  }),
  route('simulator', 'put /snapshots/{snapshot}', {
    summary: 'Bring a snapshot from a file',
    body: z.record(z.string(), z.unknown()),
    run: ({ simulator }, { params, body }) => simulator.snapshots.put(params['snapshot']!, JSON.stringify(body)),
  }),
  route('simulator', 'post /snapshots/{snapshot}/restore', {
    summary: 'Go back to the state of a snapshot',
    run: ({ simulator }, { params }) => simulator.snapshots.restore(params['snapshot']!),
  }),
  route('simulator', 'delete /snapshots/{snapshot}', {
    summary: 'Forget a snapshot',
    run: ({ simulator }, { params }) => simulator.snapshots.remove(params['snapshot']!),
  }),
];

export const stateRoutes = [
  ...clockRoutes,
  ...faultRoutes,
  ...journalRoutes,
  ...partitionRoutes,
  ...settingRoutes,
  ...snapshotRoutes,
];
