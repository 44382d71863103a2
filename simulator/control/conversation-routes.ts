import * as z from 'zod';
import { deskSchemas, mostFiles } from '../doors/desk-schema.ts';
import type { Partition } from '../partition.ts';
import type { AgentFile, PlainAgentAct } from '../world/agent-acts.ts';
import { plainAgentActs } from '../world/agent-acts.ts';
import type { Attachment } from '../world/attachments.ts';
import type { Conversation } from '../world/conversations.ts';
import { LazyList } from './json-pieces.ts';
import { largeBody, route } from './route.ts';

const { writtenText, pageUrl, offeredFileMembers } = deskSchemas();

/** A file of an agent: 25 MiB, as for those of customers. */
const largestFile = 25 * 1024 * 1024;

const file = z.strictObject({
  ...offeredFileMembers,
  content: z
    .base64()
    .refine((content) => bytesIn(content) <= largestFile, `must be ${largestFile} bytes at most (25 MiB)`)
    .describe('the bytes in Base64'),
});

function decodeFile({ content, ...offer }: z.output<typeof file>): AgentFile {
  return { ...offer, content: Uint8Array.from(atob(content), (one) => one.charCodeAt(0)) };
}

/** Four characters hold three bytes; padding holds none. */
function bytesIn(base64: string): number {
  return (base64.length / 4) * 3 - (/=*$/.exec(base64)?.[0].length ?? 0);
}

function attachmentView({ content, ...attachment }: Attachment): object {
  return { ...attachment, stored: content?.byteLength ?? null };
}

/** The conversation without the session that started it, because a session is an access token. */
function conversationView<Shown extends Pick<Conversation, 'sessionId' | 'customerId'>>(
  { customers }: Partition,
  { sessionId: _, ...shown }: Shown,
): Omit<Shown, 'sessionId'> & { customerName: string | null } {
  return { ...shown, customerName: shown.customerId === null ? null : customers.nameOf(shown.customerId) };
}

const plainActs = Object.keys(plainAgentActs) as PlainAgentAct[];

/** The agent's desk: everything a person could do with a chat. */
export const conversationRoutes = [
  route('partition', 'get /conversations', {
    summary: 'The conversations, oldest first; ended ones are among them for a while',
    query: z.strictObject({
      scenery: z
        .enum(['true', 'false'])
        .default('false')
        .describe('also those that the world has from the beginning to fill agents and queues; nobody is there in them'),
      state: z.enum(['queued', 'assigned', 'ended']).optional(),
      ids: z.string().optional().describe('only these, with commas between; those that are gone are left out'),
    }),
    answer: ['Conversation'],
    run: ({ partition }, { query: { state, ids, scenery } }) => {
      const wanted = ids === undefined ? undefined : new Set(ids.split(','));
      const found = partition.conversations
        .list({ scenery: scenery === 'true' || wanted !== undefined })
        .filter((one) => (state === undefined || one.state === state) && wanted?.has(one.id) !== false);
      return LazyList.of(found, ({ transcript: _, ...conversation }) => conversationView(partition, conversation));
    },
  }),
  route('partition', 'get /conversations/{conversation}', {
    summary: 'One conversation with all that was said',
    answer: 'WholeConversation',
    run: ({ partition }, { params }) => ({
      ...conversationView(partition, partition.conversations.get(params.conversation)),
      files: partition.conversations.files(params.conversation).map(attachmentView),
    }),
  }),
  route('partition', 'post /conversations/{conversation}/take', {
    summary: 'An agent takes a waiting chat',
    body: z.strictObject({ agent: z.string().min(1) }),
    run: ({ partition }, { params, body }) => partition.conversations.take(params.conversation, body.agent),
  }),
  route('partition', 'post /conversations/{conversation}/messages', {
    summary: 'The agent writes plain text or HTML, or sends several files in one message',
    largestBody: largeBody,
    body: z.union([
      z.strictObject({ text: writtenText }),
      z.strictObject({ html: writtenText }),
      z.strictObject({ files: z.array(file).min(1).max(mostFiles) }),
    ]),
    run: ({ partition: { conversations } }, { params, body }) => {
      if ('text' in body) conversations.say(params.conversation, body.text);
      else if ('html' in body) conversations.sayHtml(params.conversation, body.html);
      else conversations.sendFiles(params.conversation, body.files.map(decodeFile));
    },
  }),
  route('partition', 'post /conversations/{conversation}/typing', {
    summary: 'The agent starts or stops typing',
    body: z.strictObject({ typing: z.boolean() }),
    run: ({ partition: { conversations } }, { params, body }) =>
      body.typing ? conversations.startTyping(params.conversation) : conversations.endTyping(params.conversation),
  }),
  route('partition', 'post /conversations/{conversation}/pages', {
    summary: 'The agent pushes a page',
    body: z.strictObject({ url: pageUrl }),
    run: ({ partition }, { params, body }) => partition.conversations.pushPage(params.conversation, body.url),
  }),
  route('partition', 'post /conversations/{conversation}/files', {
    summary: 'The agent sends a file',
    largestBody: largeBody,
    body: file,
    status: 201,
    answer: 'File',
    run: ({ partition }, { params, body }) =>
      attachmentView(partition.conversations.sendFile(params.conversation, decodeFile(body))),
  }),
  route('partition', 'get /conversations/{conversation}/files/{file}', {
    summary: 'A file of either side with its bytes, as far as the simulator has them',
    answer: 'FileContent',
    run: ({ partition }, { params }) => {
      const found = partition.conversations.file(params.conversation, params.file);
      const { content } = found;
      return { ...attachmentView(found), content: content === null ? null : Buffer.from(content).toString('base64') };
    },
  }),
  route('partition', 'post /conversations/{conversation}/files/{file}/accept', {
    summary: "The agent accepts a customer's file; ECE then fetches it",
    run: ({ partition }, { params }) => partition.conversations.acceptFile(params.conversation, params.file),
  }),
  route('partition', 'post /conversations/{conversation}/files/{file}/reject', {
    summary: "The agent rejects a customer's file",
    run: ({ partition }, { params }) => partition.conversations.rejectFile(params.conversation, params.file),
  }),
  route('partition', 'post /conversations/{conversation}/transfer', {
    summary: 'To another agent, or to a queue (its own unless another is named)',
    body: z
      .union([z.strictObject({ agent: z.string().min(1) }), z.strictObject({ queue: z.string().min(1).optional() })])
      .default({}),
    run: ({ partition }, { params, body }) =>
      partition.conversations.transfer(
        params.conversation,
        'agent' in body ? body : { ...(body.queue !== undefined && { queue: body.queue }) },
      ),
  }),
  ...plainActs.map((act) =>
    route('partition', `post /conversations/{conversation}/${act}`, {
      summary: `The agent ${plainAgentActs[act].does}`,
      run: ({ partition }, { params }) => partition.conversations.perform(params.conversation, act),
    }),
  ),
];
