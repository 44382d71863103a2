import * as z from 'zod';
import { partitionRequestSchema } from '../configuration/configuration.ts';
import { eceOpenApi } from '../open-api/document.ts';
import { worldSchemas } from '../doors/world-schema.ts';
import type { Partition } from '../partition.ts';
import { settings } from '../protocol/settings.ts';
import { JsonText } from './json-pieces.ts';
import { largeBody, route } from './route.ts';

const { publicUrl } = worldSchemas();

/** What a test needs to call its partition. */
function partitionView({ name, plan, clock, applications, entryPoints, world }: Partition): object {
  return {
    name,
    number: plan.identity.number,
    seed: plan.identity.seed,
    clock: clock.mode,
    applications: applications.list().map(({ name, clientId, clientSecret }) => ({ name, clientId, clientSecret })),
    entryPoints: entryPoints.list().map(({ id, localId, name }) => ({ id, localId, name })),
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
    body: partitionRequestSchema().default({}),
    // A world can have many customers.
    largestBody: largeBody,
    mostValues: 500_000,
    status: 201,
    answer: 'Partition',
    run: async ({ simulator }, { body }) => partitionView(await simulator.createPartitionWithPauses(body)),
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

const stateRoutes = [
  route('simulator', 'get /state', {
    summary:
      'What the memory budget allows, what of it is used, and what was dropped to keep to it: of all, and of each partition',
    answer: 'State',
    run: ({ simulator }) => ({
      memory: simulator.memory,
      partitions: simulator.partitions.map(({ name, memory }) => ({ name, memory: memory.view })),
    }),
  }),
];

const urlRoutes = [
  route('simulator', 'get /url', {
    summary: 'The URL of the simulator. Content URLs begin with it, unless the client of the conversation calls at another',
    answer: 'Url',
    run: ({ simulator }) => ({ url: simulator.url }),
  }),
  route('simulator', 'put /url', {
    summary:
      'Set the public URL, e.g. of a mapped port; content URLs begin with it. With null they begin again with the URL that the client calls',
    body: z.strictObject({ url: publicUrl.nullable() }),
    answer: 'Url',
    run: ({ simulator }, { body }) => {
      simulator.address.publicUrl = body.url ?? undefined;
      return { url: simulator.url };
    },
  }),
];

const settingRoutes = [
  route('simulator', 'get /settings', {
    summary: 'What public sources do not say: value in force, default, implemented values, reason, certainty',
    answer: 'Settings',
    run: ({ simulator }) =>
      Object.fromEntries(
        Object.entries(settings).map(([name, { default: standard, values, allowed, reason, certainty }]) => [
          name,
          { value: simulator.settings[name as keyof typeof settings], default: standard, values, allowed, reason, certainty },
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

const documentRoutes = [
  route('simulator', 'get /ece-openapi.json', {
    summary: "The OpenAPI document of ECE's calls, as this simulator answers them",
    answer: 'Document',
    run: ({ simulator }) => eceOpenApi(simulator.settings, simulator.url),
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
    run: ({ simulator }, { body }) => simulator.snapshots.withPauses.take(body.name, body.partition),
  }),
  route('simulator', 'get /snapshots/{snapshot}', {
    summary: 'A snapshot as a file: it holds secrets',
    answer: 'Snapshot',
    run: ({ simulator }, { params }) => new JsonText(simulator.snapshots.parts(params.snapshot)),
  }),
  route('simulator', 'put /snapshots/{snapshot}', {
    summary: 'Load a snapshot from a file',
    body: z.record(z.string(), z.unknown()),
    largestBody: largeBody,
    readsText: true,
    run: ({ simulator }, { params, text }) => simulator.snapshots.withPauses.put(params.snapshot, text),
  }),
  route('simulator', 'post /snapshots/{snapshot}/restore', {
    summary: 'Go back to the state of a snapshot',
    run: ({ simulator }, { params }) => simulator.snapshots.withPauses.restore(params.snapshot),
  }),
  route('simulator', 'delete /snapshots/{snapshot}', {
    summary: 'Forget a snapshot',
    run: ({ simulator }, { params }) => simulator.snapshots.remove(params.snapshot),
  }),
];

/** The calls about the whole simulator: partitions, settings and snapshots. */
export const simulatorRoutes = [
  ...partitionRoutes,
  ...stateRoutes,
  ...urlRoutes,
  ...settingRoutes,
  ...documentRoutes,
  ...snapshotRoutes,
];
