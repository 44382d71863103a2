import { createControlClient } from '../../simulator/control/client.ts';
import type { ControlClient } from '../../simulator/control/client-types.ts';
import { isControlError } from '../../simulator/control/control-error.ts';
import { contextRootOf } from '../../simulator/protocol/context-root.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import type { SettingValues } from '../../simulator/protocol/settings.ts';
import { exitCodes } from '../exit-codes.ts';
import { print, tell } from '../output.ts';
import { Chat } from './chat.ts';
import { ChatError } from './chat-error.ts';
import { EceCalls } from './ece-calls.ts';

export interface ChatFlags {
  readonly url: string;
  readonly controlToken?: string;
  readonly partition: string;
  readonly entryPoint?: string;
}

/** Said when no message is given. */
const defaultMessages = ['Where is my order 4711?'];

/** Holds a conversation as a customer: calls ECE as a client does, shows each call and what the agent writes, and says "bye" at the end. */
export async function chat(messages: readonly string[], flags: ChatFlags): Promise<void> {
  const { url, controlToken: token, partition, entryPoint } = flags;
  try {
    const control = createControlClient(url, { partition, token });
    const { 'http.prefix': contextRoot } = await createControlClient(url, { token }).get('/settings');
    const ece = await callsTo(control, url, contextRoot!.value as ContextRoot);
    const conversation = new Chat({ control, token, ece, print: (line) => print(`${line}\n`) });
    await conversation.hold(await chooseEntryPoint(control, entryPoint), messages.length > 0 ? messages : defaultMessages);
  } catch (error) {
    if (!(error instanceof ChatError) && !isControlError(error)) throw error;
    tell(error.message);
    process.exitCode = error instanceof ChatError ? error.exitCode : exitCodes.input;
  }
}

type ContextRoot = SettingValues['http.prefix'];

async function callsTo(control: ControlClient<'partition'>, url: string, contextRoot: ContextRoot): Promise<EceCalls> {
  const [application] = await control.get('/applications');
  if (application === undefined)
    throw new ChatError('This partition has no client application. Add one by POST /_sim/v1/applications.', exitCodes.input);
  const root = `${new URL(url).origin}${contextRootOf({ 'http.prefix': contextRoot })}`;
  return new EceCalls({
    root,
    clientId: application.clientId,
    clientSecret: application.clientSecret,
    print: (line) => print(`${line}\n`),
  });
}

/** @returns the id that clients send. @throws {ChatError} when there is no such entry point */
async function chooseEntryPoint(control: ControlClient<'partition'>, wanted: string | undefined): Promise<string> {
  const all = await control.get('/entry-points');
  const found = all.find(({ id, localId }) => wanted === undefined || [id, String(localId)].includes(wanted))?.id;
  if (found !== undefined) return found;
  if (wanted === undefined)
    throw new ChatError('This partition has no entry point. Add one by POST /_sim/v1/entry-points.', exitCodes.input);
  // Special entry points are not in the list.
  if (/^\d+$/.test(wanted)) return wanted;
  const ids = all.map(({ id }) => id);
  throw new ChatError(`--entry-point: there is no entry point "${wanted}".${didYouMeanOrValid(wanted, ids)}`, exitCodes.input);
}
