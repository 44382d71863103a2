import type { StartOptions } from '../../simulator/index.ts';
import { messagesIn, Receiver } from './receiver.ts';
import { skins } from './skins.ts';
import type { Stage } from './stage.ts';
import { openStage } from './stage.ts';

interface Scene {
  readonly stage: Stage;
  readonly receiver: Receiver;
  readonly conversation: string;
}

/** Runs a test in which the callback `assigned` of one conversation has been taken. */
export async function withConversation(test: (scene: Scene) => Promise<void>, options: StartOptions = {}): Promise<void> {
  await using receiver = await Receiver.open();
  await using stage = await openStage(skins.express, { callbackUrl: receiver.url, ...options });
  const conversation = await stage.start(await stage.token());
  await receiver.until(1);
  await stage.simulator.clock.advance(0);
  receiver.received.length = 0;
  await test({ stage, receiver, conversation });
}

/** What the messages of some callbacks say. */
export function texts(bodies: readonly string[]) {
  return messagesIn(bodies).map(({ content }) => content);
}
