import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileFailureInWords } from '../../simulator/doors/file-failure.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import type { Desk } from './desk.ts';

/** What an agent types does not work; the message says why and what to do. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
}

interface DeskAct {
  /** What stands behind the word; empty when nothing does, in brackets where it may be left out. */
  readonly argument: string;
  readonly about: string;
  readonly run: (desk: Desk, argument: string) => Promise<void>;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.txt': 'text/plain',
  '.html': 'text/html',
};

async function sendFile(desk: Desk, file: string): Promise<void> {
  const content = await readFile(file).catch((error: unknown) => {
    throw new DeskError(`${file} cannot be read: ${fileFailureInWords(error)}.`);
  });
  const contentType = mediaTypes[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
  const body = { fileName: path.basename(file), contentType, content: content.toString('base64') };
  await desk.control.post('/conversations/{conversation}/files', { params: desk.chat, body });
  desk.say(`${body.fileName} is offered to the customer.`);
}

async function decide(desk: Desk, decision: 'accept' | 'reject'): Promise<void> {
  const params = desk.chat;
  const { files } = await desk.control.get('/conversations/{conversation}', { params });
  const offered = files.find((file) => file.from === 'customer' && file.decision === 'none');
  if (offered === undefined) throw new DeskError('The customer has offered no file that waits for you.');
  await desk.control.post(`/conversations/{conversation}/files/{file}/${decision}`, { params: { ...params, file: offered.id } });
  desk.say(`${offered.fileName} is ${decision}ed.`);
}

async function transfer(desk: Desk, target: string): Promise<void> {
  const [agents, queues] = await Promise.all([desk.control.get('/agents'), desk.control.get('/queues')]);
  const params = desk.chat;
  const isAgent = agents.some(({ id, screenName }) => [id, screenName].includes(target));
  const isQueue = queues.some(({ id, name }) => [id, name].includes(target));
  if (!isAgent && !isQueue) {
    const names = [...agents.map(({ screenName }) => screenName), ...queues.map(({ name }) => name)];
    throw new DeskError(`No agent or queue is called "${target}".${didYouMeanOrValid(target, names)}`);
  }
  await desk.control.post('/conversations/{conversation}/transfer', {
    params,
    body: isAgent ? { agent: target } : { queue: target },
  });
  desk.say(`The chat goes to ${target}.`);
}

function tellHelp(desk: Desk): Promise<void> {
  desk.say(helpText());
  return Promise.resolve();
}

function leave(desk: Desk): Promise<void> {
  desk.leave();
  return Promise.resolve();
}

/** What an agent may type; anything without a slash is said to the customer. */
export const deskActs: Readonly<Record<string, DeskAct>> = {
  chats: { argument: '', about: 'list the chats that wait and those on desks', run: (desk) => desk.list() },
  take: { argument: '[number]', about: 'take a chat that waits (default: the oldest)', run: (desk, number) => desk.take(number) },
  open: { argument: 'number', about: 'turn to another chat', run: (desk, number) => desk.open(number) },
  html: {
    argument: 'text',
    about: 'say something in HTML',
    run: (desk, html) => desk.write({ html }),
  },
  typing: {
    argument: '',
    about: 'start typing; what you say ends it',
    run: (desk) => desk.control.post('/conversations/{conversation}/typing', { params: desk.chat, body: { typing: true } }),
  },
  push: {
    argument: 'url',
    about: 'push a page',
    run: (desk, url) => desk.control.post('/conversations/{conversation}/pages', { params: desk.chat, body: { url } }),
  },
  file: { argument: 'path', about: 'send a file', run: sendFile },
  accept: { argument: '', about: "accept the customer's file", run: (desk) => decide(desk, 'accept') },
  reject: { argument: '', about: "reject the customer's file", run: (desk) => decide(desk, 'reject') },
  transfer: { argument: 'agent or queue', about: 'transfer the chat', run: transfer },
  complete: {
    argument: '',
    about: 'end the chat',
    run: (desk) => desk.control.post('/conversations/{conversation}/complete', { params: desk.chat }),
  },
  away: { argument: '', about: 'log out', run: (desk) => desk.setPresence(false) },
  back: { argument: '', about: 'log in again', run: (desk) => desk.setPresence(true) },
  help: { argument: '', about: 'show these words', run: tellHelp },
  quit: { argument: '', about: 'leave the desk (Ctrl+D too)', run: leave },
};

export function helpText(): string {
  const words = Object.entries(deskActs).map(([word, { argument, about }]) => [`/${word} ${argument}`.trim(), about] as const);
  const width = Math.max(...words.map(([word]) => word.length));
  return [
    'Type a line to say it to the customer, or:',
    ...words.map(([word, about]) => `  ${word.padEnd(width)}  ${about}`),
  ].join('\n');
}

/** @throws {DeskError} for a word that does nothing, or lacks what stands behind it */
export function findAct(word: string, argument: string): DeskAct {
  const act = Object.hasOwn(deskActs, word) ? deskActs[word] : undefined;
  if (act === undefined) {
    const words = Object.keys(deskActs).map((one) => `/${one}`);
    throw new DeskError(`/${word} does nothing.${didYouMeanOrValid(`/${word}`, words)}`);
  }
  if (argument === '' && /^[^[]/.test(act.argument)) throw new DeskError(`/${word} needs more: /${word} <${act.argument}>`);
  return act;
}
