import { expect, it } from 'vitest';
import { paths, sendCall } from '../../simulator/testing/calls.ts';
import { messagesIn, Receiver } from '../../simulator/testing/receiver.ts';
import type { Upload } from '../../simulator/testing/samples.ts';
import { uploadBody } from '../../simulator/testing/samples.ts';
import { throughEverySkin } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

const content = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7) % 256);

/** Uploads a customer's file behind a URL of the client; ECE answers 204. */
async function offered(centre: ContactCentre, file: Partial<Upload> & { contentUrl: string }) {
  const token = await centre.token();
  const conversation = await centre.start(token);
  const upload = { fileName: 'scan.png', contentType: 'image/png', size: String(content.byteLength), ...file };
  expect((await centre.call(sendCall(token, uploadBody(conversation, upload)))).status).toBe(204);
  const [attachment] = centre.simulator.conversations.files(conversation);
  return { conversation, attachment: attachment! };
}

it("a customer's file is fetched when the agent accepts it, byte for byte, and the client gets a callback (attachment.customerFetch)", async () => {
  await using files = await Receiver.open(() => ({ status: 200, headers: { 'content-type': 'image/png' }, body: content }));
  await using callbacks = await Receiver.open();
  await using centre = await openContactCentre(undefined, { callbackUrl: callbacks.url });
  const { conversation, attachment } = await offered(centre, { contentUrl: `${files.url}/a/scan.png?key=1` });
  expect(files.received).toEqual([]);
  centre.simulator.conversations.acceptFile(conversation, attachment.id);
  await centre.simulator.clock.advance(0);
  expect(files.received).toMatchObject([{ method: 'GET', path: '/a/scan.png?key=1' }]);
  expect(attachment.fetch).toBe('done');
  expect(Buffer.from(attachment.content!).equals(content)).toBe(true);
  const accepted = messagesIn(callbacks.bodies).at(-1)!;
  expect([accepted.type.value, accepted.attachments!.attachment[0]!['id']]).toEqual(['acceptAttachment', attachment.id]);
});

it('a file that the agent rejects is never fetched', async () => {
  await using files = await Receiver.open();
  await using centre = await openContactCentre();
  const { conversation, attachment } = await offered(centre, { contentUrl: files.url });
  centre.simulator.conversations.rejectFile(conversation, attachment.id);
  await centre.simulator.clock.advance(60_000);
  expect(files.received).toEqual([]);
  expect(centre.simulator.applications.callbacks('demo').sent.at(-1)!.type).toBe('rejectAttachment');
});

it('a simulated agent accepts and fetches a file; after the word "reject" it rejects the next', async () => {
  await using files = await Receiver.open(() => ({ status: 200, body: content }));
  await using centre = await openContactCentre(undefined, { agents: 'answers' });
  const first = await offered(centre, { contentUrl: files.url });
  await centre.simulator.clock.advance(30_000);
  expect(first.attachment).toMatchObject({ decision: 'accepted', fetch: 'done' });
  const token = await centre.token();
  await centre.say(token, first.conversation, ' REJECT ');
  await centre.simulator.clock.advance(30_000);
  const upload = { fileName: 'b.png', contentType: 'image/png', size: 1, contentUrl: files.url };
  await centre.call(sendCall(token, uploadBody(first.conversation, upload)));
  await centre.simulator.clock.advance(30_000);
  expect(centre.simulator.conversations.files(first.conversation)[1]).toMatchObject({ decision: 'rejected', fetch: 'not asked' });
  expect(files.received).toHaveLength(1);
});

it.each([
  ['another status', 404, /^the file server answered 404$/],
  ['a redirect, which could lead anywhere', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, /answered 302/],
  ['a broken connection', 'hang up', /other side closed|socket hang up|ECONNRESET/],
  ['silence for 10 seconds', 'hang', /^no answer within 10000 ms$/],
  ['more than 25 MiB', { status: 200, body: new Uint8Array(25 * 1024 * 1024 + 1) }, /larger than 26214400 bytes/],
] as const)(
  '%s of the file server changes nothing on the wire, and is kept (attachment.fetchFailure)',
  async (_what, reply, cause) => {
    await using files = await Receiver.open(() => reply);
    await using centre = await openContactCentre(undefined, { ioGraceMs: 250 });
    const { conversation, attachment } = await offered(centre, { contentUrl: files.url });
    centre.simulator.conversations.acceptFile(conversation, attachment.id);
    if (reply === 'hang') {
      await files.until(1);
      await centre.simulator.clock.advance(10_000);
    }
    await centre.simulator.waitFor((happening) => happening.source === 'journal' && happening.entry.kind === 'file');
    await centre.simulator.clock.advance(0);
    expect(attachment.fetch).toEqual({ failed: expect.stringMatching(cause) as string });
    expect(centre.simulator.applications.callbacks('demo').sent.at(-1)!.type).toBe('acceptAttachment');
    const [entry] = centre.simulator.journal.entries.filter(({ kind }) => kind === 'file');
    expect(entry!.request).toMatchObject({ method: 'GET', target: files.url });
  },
);

it('files are fetched from listed hosts only, where there is a list', async () => {
  await using files = await Receiver.open();
  await using centre = await openContactCentre(undefined, { fetchFrom: ['files.example.com'] });
  const { conversation, attachment } = await offered(centre, { contentUrl: files.url });
  centre.simulator.conversations.acceptFile(conversation, attachment.id);
  await centre.simulator.clock.advance(0);
  expect(attachment.fetch).toEqual({ failed: 'the host 127.0.0.1 is not in fetchFrom' });
  expect(files.received).toEqual([]);
});

throughEverySkin((skin) => {
  it("the agent's file travels from the callback's URL to the client, byte for byte", async () => {
    await using centre = await openContactCentre(skin, { agents: 'answers' });
    const token = await centre.token();
    const conversation = await centre.start(token);
    await centre.say(token, conversation, 'file');
    await centre.simulator.clock.advance(30_000);
    const [file] = centre.simulator.conversations.files(conversation);
    const target = `${paths.attachment}/${file!.id}/offer.pdf`;
    const answer = await centre.send({ target, headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.contentType]).toEqual([200, 'application/pdf']);
    expect(Buffer.from(answer.bytes).equals(file!.content!)).toBe(true);
    expect(answer.text.startsWith('%PDF-1.4')).toBe(true);
  });
});
