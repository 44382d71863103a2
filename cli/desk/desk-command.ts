import { beforeEarlyEnd } from '../early-end.ts';
import { exitCodes } from '../exit-codes.ts';
import { createControlClient } from '../../simulator/control/client.ts';
import type { ControlAnswers, ControlClient } from '../../simulator/control/client-types.ts';
import { isControlError } from '../../simulator/control/control-error.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { Desk } from './desk.ts';
import { DeskError, helpText } from './desk-acts.ts';
import { follow } from './follow.ts';
import { openLines, print, tell } from '../output.ts';

export interface DeskFlags {
  readonly url: string;
  readonly controlToken?: string;
  readonly partition: string;
  readonly agent?: string;
}

/** Lets a person act as an agent in a terminal, until standard input ends. */
export async function desk({ url, controlToken: token, partition, agent: wanted }: DeskFlags): Promise<void> {
  const control = createControlClient(url, { partition, token });
  try {
    const before = await chooseAgent(control, wanted);
    const { loggedIn, behaviour, screenName } = before;
    const restore = async () => {
      const call = { params: { agent: screenName }, body: { loggedIn, behaviour } };
      await control.patch('/agents/{agent}', call).catch(() => undefined);
    };
    const takeBack = beforeEarlyEnd(restore);
    try {
      await sit(control, before, token);
    } finally {
      takeBack();
      await restore();
    }
  } catch (error) {
    if (!(error instanceof DeskError) && !isControlError(error)) throw error;
    tell(error.message);
    process.exitCode = exitCodes.input;
  }
}

type Agent = ControlAnswers['Agent'];

/** @throws {DeskError} when there is no such agent */
async function chooseAgent(control: ControlClient<'partition'>, wanted: string | undefined): Promise<Agent> {
  const agents = await control.get('/agents');
  const found = wanted === undefined ? agents[0] : agents.find(({ id, screenName }) => [id, screenName].includes(wanted));
  if (found !== undefined) return found;
  if (wanted === undefined)
    throw new DeskError('This partition has no agent. Add one in the console or by POST /_sim/v1/agents.');
  const names = agents.map(({ screenName }) => screenName);
  throw new DeskError(`--agent: no agent is called "${wanted}".${didYouMeanOrValid(wanted, names)}`);
}

async function sit(control: ControlClient<'partition'>, { screenName }: Agent, token: string | undefined): Promise<void> {
  await control.patch('/agents/{agent}', { params: { agent: screenName }, body: { loggedIn: true, behaviour: 'manual' } });
  const reader = openLines(`${screenName}> `);
  // A terminal in this mode sends Ctrl-C as a key.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  // Listens from now on: a line that comes early must not be lost.
  const lines = reader[Symbol.asyncIterator]();
  const say = (text: string) => {
    if (reader.terminal) print('\r\u001b[2K');
    print(`${text}\n`);
    if (reader.terminal) reader.prompt(true);
  };
  const stop = new AbortController();
  const seat = new Desk({ control, agent: screenName, say, leave: () => reader.close() });
  say(`You are ${screenName}. ${screenName} does nothing without you as long as you are here.\n${helpText()}\n`);
  let isGone = false;
  const following = follow({
    base: control.base,
    token,
    signal: stop.signal,
    onChange: () => {
      isGone = false;
      void seat.refresh();
    },
    onGone: () => {
      if (!isGone) say('! The simulator is gone; waiting for it.');
      isGone = true;
    },
  });
  await seat.refresh();
  if (reader.terminal) reader.prompt();
  for await (const line of lines) {
    await seat.execute(line);
    if (reader.terminal) reader.prompt();
  }
  stop.abort();
  await following;
}
