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
  readonly entryPoint?: string;
}

/** Said when no message is given. */
const defaultMessages = ['Where is my order 4711?'];

/** Holds a conversation as a customer: calls ECE as a client does, shows each call and what the agent writes, and says "bye" at the end. */
export async function chat(messages: readonly string[], { url, controlToken: token, entryPoint }: ChatFlags): Promise<void> {
  try {
    const control = createControlClient(url, { token });
    const ece = await callsTo(control, url);
    const conversation = new Chat({ control, token, ece, print: (line) => print(`${line}\n`) });
    await conversation.hold(await chooseEntryPoint(control, entryPoint), messages.length > 0 ? messages : defaultMessages);
  } catch (error) {
    if (!(error instanceof ChatError) && !isControlError(error)) throw error;
    tell(error.message);
    process.exitCode = error instanceof ChatError ? error.exitCode : exitCodes.input;
  }
}

async function callsTo(control: ControlClient, url: string): Promise<EceCalls> {
  const [[application], settings] = await Promise.all([control.get('/applications'), control.get('/settings')]);
  if (application === undefined)
    throw new ChatError('This simulator has no client application. Add one by POST /_sim/v1/applications.', exitCodes.input);
  const prefix = contextRootOf({ 'http.prefix': settings['http.prefix']!.value as SettingValues['http.prefix'] });
  const root = `${new URL(url).origin}${prefix}`;
  return new EceCalls({
    root,
    clientId: application.clientId,
    clientSecret: application.clientSecret,
    print: (line) => print(`${line}\n`),
  });
}

/** @throws {ChatError} when there is no such entry point */
async function chooseEntryPoint(control: ControlClient, wanted: string | undefined): Promise<string> {
  const all = await control.get('/entry-points');
  const ids = all.map(({ id }) => id);
  const found = wanted ?? ids[0];
  if (found === undefined)
    throw new ChatError('This simulator has no entry point. Add one by POST /_sim/v1/entry-points.', exitCodes.input);
  // Special entry points are not in the list.
  if (wanted === undefined || ids.includes(wanted) || /^\d+$/.test(wanted)) return found;
  throw new ChatError(`--entry-point: there is no entry point "${wanted}".${didYouMeanOrValid(wanted, ids)}`, exitCodes.input);
}
