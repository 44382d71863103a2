import path from 'node:path';
import { worldWithRoomFor } from './harness/centre.ts';
import { startConversations } from './harness/conversations.ts';
import { calls } from './harness/ece-calls.ts';
import { FindingsCollector } from './harness/findings.ts';
import { startUntilAnswer } from './harness/first-answer.ts';
import { load } from './harness/load.ts';
import { startFlags } from './harness/process-under-test.ts';
import type { ProcessUnderTest } from './harness/process-under-test.ts';
import type { Question } from './harness/question.ts';
import { measureInTurns, numbersOf } from './harness/rounds.ts';
import { startHost } from './harness/servers.ts';
import type { Tree } from './harness/trees.ts';
import { commandOf } from './harness/trees.ts';

const bareProgram = path.join(import.meta.dirname, 'programs/bare-program.mjs');
const megabyte = 1e6;
const amounts = { quick: { rounds: 3, conversations: 4000 }, whole: { rounds: 7, conversations: 20_000 } } as const;
const entries = 10_000;

export const question: Question = {
  asks: 'how much memory does a start take, a live conversation, and an entry of the journal?',
  run: async ({ size, trees }) => {
    const findings = new FindingsCollector();
    const { rounds, conversations } = amounts[size];
    const programs = [
      { name: 'bare program', command: [bareProgram] },
      ...trees.map(({ name, root }) => ({ name, command: [commandOf(root), ...startFlags] })),
    ];
    const started = await measureInTurns(rounds, programs, ({ command }) => startUntilAnswer(command));
    const resident = numbersOf(started, ({ residentBytes }) => residentBytes && residentBytes / megabyte);
    for (const [name, values] of resident) findings.addFigure('memory at the first answer', name, 'MB', values);
    if (resident.get('bare program')!.length === 0)
      findings.addMissing('memory at the first answer', 'neither /proc nor ps tells how much memory a process holds here');
    findings.addVerdict('memory at the first answer', 'MB', resident, { atMost: 80 });

    const ofConversation = await measureInTurns(1, trees, (tree) => bytesOfConversation(tree, conversations));
    for (const [name, values] of ofConversation) findings.addFigure('memory of a live conversation', name, 'bytes', values);
    findings.addVerdict('memory of a live conversation beyond its texts', 'bytes', ofConversation, { atMost: 3000 });
    const ofEntry = await measureInTurns(1, trees, bytesOfEntry);
    for (const [name, values] of ofEntry) findings.addFigure('memory of a journal entry, with its event', name, 'bytes', values);
    findings.addVerdict('memory of a journal entry, with its event', 'bytes', ofEntry);
    return findings;
  },
};

/** Of a conversation without texts that an agent has. The journal keeps nothing, so that it does not count. */
async function bytesOfConversation(tree: Tree, conversations: number): Promise<number> {
  const server = await startHost(tree, { journalCapacity: 1, world: worldWithRoomFor(2 * conversations) });
  try {
    const prepared = await server.prepare();
    // What is compiled and made once does not count.
    await startConversations(prepared, conversations / 4);
    const before = await heapOf(server.process);
    const started = await startConversations(prepared, conversations);
    return ((await heapOf(server.process)) - before) / started.length;
  } finally {
    server.stop();
  }
}

/** Of an entry of a message that was sent: what a full journal takes beyond an empty one. */
async function bytesOfEntry(tree: Tree): Promise<number> {
  const full = await heapAfterMessages(tree, entries);
  const empty = await heapAfterMessages(tree, 1);
  return (full - empty) / (entries - 1);
}

async function heapAfterMessages(tree: Tree, journalCapacity: number): Promise<number> {
  const server = await startHost(tree, { journalCapacity });
  try {
    await load(calls['send message'](await server.prepare()), { calls: 1.2 * entries });
    return await heapOf(server.process);
  } finally {
    server.stop();
  }
}

async function heapOf(process: ProcessUnderTest): Promise<number> {
  await process.ask('collectGarbage');
  return (await process.ask('usage')).heapBytes;
}
