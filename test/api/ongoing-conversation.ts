import type { StartOptions } from '../../simulator/index.ts';
import { messagesIn, Receiver } from '../../simulator/testing/receiver.ts';
import { skins } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

interface OngoingConversation {
  readonly centre: ContactCentre;
  readonly receiver: Receiver;
  readonly conversation: string;
}

/** Runs a test in which one conversation is assigned and its callback `assigned` has arrived. */
export async function withConversation(
  test: (ongoing: OngoingConversation) => Promise<void>,
  options: StartOptions = {},
): Promise<void> {
  await using receiver = await Receiver.open();
  await using centre = await openContactCentre(skins.express, { callbackUrl: receiver.url, ...options });
  const conversation = await centre.start(await centre.token());
  await receiver.until(1);
  await centre.simulator.clock.advance(0);
  receiver.received.length = 0;
  await test({ centre, receiver, conversation });
}

/** The contents of the messages of some callbacks. */
export function texts(bodies: readonly string[]) {
  return messagesIn(bodies).map(({ content }) => content);
}
