import { expect, it } from 'vitest';
import { attachmentCall, endCall, paths, sendCall } from '../../simulator/testing/calls.ts';
import type { Call } from '../../simulator/testing/exchange.ts';
import { decisionBody, startBody, textBody } from '../../simulator/testing/samples.ts';
import { throughEverySkin } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

/** Every possible byte: a skin that treats a file as text would change some of them. */
const everyByte = Uint8Array.from({ length: 65_536 }, (_, at) => (at * 31 + (at >> 8)) % 256);

/** The URL that the callback names, without the address of the simulator. */
function offered(
  { simulator }: ContactCentre,
  conversation: string,
  fileName: string,
  content = everyByte,
): { path: string; id: string } {
  const { id } = simulator.conversations.sendFile(conversation, { fileName, contentType: 'application/octet-stream', content });
  return { id, path: `${paths.attachment}/${id}/${encodeURIComponent(fileName)}` };
}

function get(token: string, target: string): Call {
  return { target, headers: { authorization: `Bearer ${token}` } };
}

throughEverySkin((skin) => {
  it('a file of the agent is served as it is, with type, size and name (spec 10, attachment.url)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const { path } = offered(centre, await centre.start(token), 'scan.bin');
    const answer = await centre.send(get(token, path));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '65536',
      'content-disposition': 'attachment; filename="scan.bin"',
    });
    expect(Buffer.from(answer.bytes).equals(everyByte)).toBe(true);
  });

  it('HEAD has the same headers and no body (spec 10)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const { path } = offered(centre, await centre.start(token), 'scan.bin');
    const head = await centre.send({ ...get(token, path), method: 'HEAD' });
    expect([head.status, head.bytes.byteLength]).toEqual([200, 0]);
    expect(head.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '65536',
      'content-disposition': 'attachment; filename="scan.bin"',
    });
  });

  it('HEAD tells the size of the file, whatever compression the client takes (spec 10)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const call = get(token, offered(centre, await centre.start(token), 'scan.bin').path);
    const head = await centre.send({ ...call, method: 'HEAD', headers: { ...call.headers, 'accept-encoding': 'gzip' } });
    expect([head.headers['content-length'], head.headers['content-encoding']]).toEqual(['65536', undefined]);
  });

  it.each([
    ['a name with spaces & signs.pdf', 'a name with spaces & signs.pdf'],
    ['100% sure?.pdf', '100% sure?.pdf'],
    ['Angebot für Ömer.pdf', 'Angebot f_r _mer.pdf', 'Angebot%20f%C3%BCr%20%C3%96mer.pdf'],
    ['say "hi"\\.txt', 'say _hi__.txt', 'say%20%22hi%22%5C.txt'],
    ['../../etc/passwd', '../../etc/passwd'],
    ['漢字.txt', '__.txt', '%E6%BC%A2%E5%AD%97.txt'],
    ['line\r\nbreak.txt', 'line__break.txt'],
  ])('a file called %j is served under its percent-encoded name', async (fileName, shown, extended?: string) => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const { path } = offered(centre, await centre.start(token), fileName);
    const answer = await centre.send(get(token, path));
    expect(answer.status, answer.text.slice(0, 200)).toBe(200);
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="${shown}"${extended === undefined ? '' : `; filename*=UTF-8''${extended}`}`,
    );
  });

  it('an empty file is served', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const { path } = offered(centre, await centre.start(token), 'empty.txt', new Uint8Array());
    const answer = await centre.send(get(token, path));
    expect([answer.status, answer.headers['content-length'], answer.text]).toEqual([200, '0', '']);
  });

  it('Accept is not asked of a file: a client of any kind may read it', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const { path } = offered(centre, await centre.start(token), 'scan.bin');
    expect((await centre.call(get(token, path), 'image/*')).status).toBe(200);
  });

  it('a file is readable before the decision and after acceptance and the end, not after a reject (attachment.urlDecision)', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const conversation = await centre.start(token);
    const [accepted, rejected] = [offered(centre, conversation, 'a.txt'), offered(centre, conversation, 'b.txt')];
    const statuses = async () => [
      (await centre.send(get(token, accepted.path))).status,
      (await centre.send(get(token, rejected.path))).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    await centre.call(sendCall(token, decisionBody(conversation, 'acceptAttachment', accepted.id)));
    await centre.call(sendCall(token, decisionBody(conversation, 'rejectAttachment', rejected.id)));
    expect(await statuses()).toEqual([200, 403]);
    await centre.call(endCall(token, { id: conversation }));
    expect(await statuses()).toEqual([200, 403]);
  });

  it('a content URL does not expire (attachment.urlLifetimeSeconds)', async () => {
    await using centre = await openContactCentre(skin);
    const { path } = offered(centre, await centre.start(await centre.token()), 'a.txt');
    await centre.simulator.clock.advance(365 * 86_400_000);
    expect((await centre.send(get(await centre.token(), path))).status).toBe(200);
  });

  it("a customer's file cannot be read back as if it were the agent's", async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const conversation = await centre.start(token);
    const file = { fileName: 'a.txt', contentType: 'text/plain', size: 1, contentUrl: 'http://127.0.0.1:1/a.txt' };
    await centre.call(
      sendCall(token, { ...textBody(conversation), type: { value: 'uploadAttachment' }, attachments: { attachment: [file] } }),
    );
    const [upload] = centre.simulator.conversations.files(conversation);
    expect((await centre.send(attachmentCall(token, upload!.id, 'a.txt'))).status).toBe(404);
  });

  it('the attachment policy of the entry point binds the agent too (attachment.policyScope)', async () => {
    await using centre = await openContactCentre(skin);
    const conversation = await centre.start(await centre.token(), startBody({ entryPoint: 1006 }));
    expect(() => offered(centre, conversation, 'a.txt')).toThrow(
      'The file a.txt was not sent: the attachment policy blocks every file.',
    );
  });
});
