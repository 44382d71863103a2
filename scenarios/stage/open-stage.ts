import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileServer } from './file-server.ts';
import type { Outline } from '../format/outline.ts';
import { RunPartition } from './run-partition.ts';
import type { ScenarioSimulator } from './scenario-simulator.ts';
import { createScenarioWorld } from '../format/scenario-world.ts';
import type { StageParts } from './stage.ts';
import { Stage } from './stage.ts';
import { Webhook } from './webhook.ts';

export interface StageSettings {
  readonly outline: Omit<Outline, 'steps'>;
  readonly simulator: ScenarioSimulator;
  readonly seed: string;
  /** Whether the client's process stops in the scenario: then its chat store is a file. */
  readonly processStops: boolean;
  readonly onEvent: StageParts['onEvent'];
}

type Closers = (() => Promise<unknown>)[];

/** Opens what a run needs, gives it to `work`, and closes all of it afterwards, in the reverse order. */
export async function withStage<Result>(settings: StageSettings, work: (stage: Stage) => Promise<Result>): Promise<Result> {
  const closers: Closers = [];
  try {
    return await work(await openStage(settings, closers));
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

async function openStage(settings: StageSettings, closers: Closers): Promise<Stage> {
  const { outline, simulator, seed, processStops, onEvent } = settings;
  const webhook = await Webhook.open();
  closers.push(() => webhook.close());
  const fileServer = await FileServer.open();
  closers.push(() => fileServer.close());
  const { application } = outline.authorization;
  const world = createScenarioWorld(outline);
  const partition = await RunPartition.create(simulator, { seed, world, applicationName: application });
  closers.push(() => partition.delete());
  const { now } = await partition.access.readClock();
  const storeUrl = processStops ? await createStoreFolder(closers) : ':memory:';
  const eceUrl = `${simulator.url}/system`;
  const stage = new Stage({ outline, partition, webhook, fileServer, eceUrl, storeUrl, now, onEvent });
  const callback = { url: webhook.url };
  await partition.control.patch('/applications/{application}', {
    params: { application: partition.application().clientId },
    body: { callback },
  });
  closers.push(() => stage.process.stop());
  await stage.process.start();
  return stage;
}

/** @returns the path for the file of a chat store, in a temporary folder */
async function createStoreFolder(closers: Closers): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'scenario-'));
  closers.push(() => rm(folder, { recursive: true }));
  return path.join(folder, 'chats.db');
}
