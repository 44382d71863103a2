import { FileServer } from './file-server.ts';
import type { Outline } from '../format/outline.ts';
import { RunPartition } from './run-partition.ts';
import type { ScenarioSimulator } from './scenario-simulator.ts';
import { createScenarioWorld } from '../format/scenario-world.ts';
import type { StageParts } from './stage.ts';
import { Stage } from './stage.ts';
import type { StorePlace } from './store-place.ts';
import { makeFilePlace, makeServerPlace, memoryPlace } from './store-place.ts';
import { Webhook } from './webhook.ts';

export interface StageSettings {
  readonly outline: Omit<Outline, 'steps'>;
  readonly simulator: ScenarioSimulator;
  readonly seed: string;
  /** Whether the chat store is more than memory: its process stops in the scenario, or something happens to the store. */
  readonly needsLastingStore: boolean;
  /** URL of a PostgreSQL server for such a store; default: a file. */
  readonly chatStoreUrl: string | undefined;
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
  const { outline, simulator, seed, onEvent } = settings;
  const webhook = await Webhook.open();
  closers.push(() => webhook.close());
  const fileServer = await FileServer.open();
  closers.push(() => fileServer.close());
  const { application } = outline.authorization;
  const world = createScenarioWorld(outline);
  const partition = await RunPartition.create(simulator, { seed, world, applicationName: application });
  closers.push(() => partition.delete());
  const { now } = await partition.access.readClock();
  const storePlace = await makeStorePlace(settings);
  closers.push(() => storePlace.remove());
  const { hostName: eceUrl, clientOptions } = simulator;
  const stage = new Stage({ outline, partition, webhook, fileServer, eceUrl, clientOptions, storePlace, now, onEvent });
  closers.push(() => {
    stage.network.close();
    return Promise.resolve();
  });
  await stage.platform.open();
  closers.push(() => stage.platform.close());
  const callback = { url: webhook.url };
  await partition.control.patch('/applications/{application}', {
    params: { application: partition.application().clientId },
    body: { callback },
  });
  closers.push(() => stage.process.stop());
  await stage.process.start();
  return stage;
}

function makeStorePlace({ needsLastingStore, chatStoreUrl }: StageSettings): Promise<StorePlace> {
  if (!needsLastingStore) return Promise.resolve(memoryPlace());
  return chatStoreUrl === undefined ? makeFilePlace() : makeServerPlace(chatStoreUrl);
}
