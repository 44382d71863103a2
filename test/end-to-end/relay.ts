import { onTestFinished } from 'vitest';
import { passOnTo, Receiver } from '../../simulator/testing/receiver.ts';

/** Forwards callbacks to a receiver whose port is known only when it runs; answers 502 until then. */
export async function startRelay() {
  const nowhere = () => Promise.reject(new Error('there is no receiver yet'));
  let handOn: ReturnType<typeof passOnTo> = nowhere;
  const relay = await Receiver.open((callback) => handOn(callback).catch(() => 502));
  onTestFinished(() => relay[Symbol.asyncDispose]());
  return {
    url: `${relay.url}/callback`,
    relayTo: (callbackUrl: string) => (handOn = passOnTo(new URL(callbackUrl).origin)),
  };
}
