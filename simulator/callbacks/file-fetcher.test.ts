import { describe, expect, it } from 'vitest';
import { Journal } from '../journal/journal.ts';
import { Peer } from '../testing/peer.ts';
import { agent, TestCentre } from '../testing/world.ts';
import { agentDecides } from '../world/agent-acts.ts';
import { customerOffersFiles } from '../world/customer-messages.ts';
import { FileFetcher } from './file-fetcher.ts';
import { HttpClient } from './http-client.ts';

function fetcherOf() {
  const centre = new TestCentre({ agents: [agent('Ada')] });
  const { world } = centre;
  const peer = new Peer();
  const forbids = ({ hostname }: URL) => (hostname === 'secret' ? 'the host is secret' : undefined);
  const fetcher = new FileFetcher({
    world,
    http: new HttpClient(peer.fetch, world.clock, new Journal(10)),
    track: peer.track,
    forbids,
  });
  const accept = () => {
    const chat = centre.startChat();
    customerOffersFiles(world, chat, [
      { fileName: 'a.jpg', contentType: 'image/jpeg', size: 3, contentUrl: 'http://files/a.jpg' },
    ]);
    const file = [...world.state.attachments.values()].at(-1)!;
    agentDecides(world, chat, file, 'acceptAttachment');
    return file;
  };
  return { centre, peer, fetcher, accept };
}

describe('a file that an agent accepted', () => {
  it('is read from where the customer said it lies', async () => {
    const { peer, accept } = fetcherOf();
    peer.next(new Response('abc'));
    const file = accept();
    await peer.settled();
    expect(peer.requests).toMatchObject([{ method: 'GET', url: 'http://files/a.jpg', redirect: 'manual' }]);
    expect(file).toMatchObject({ fetch: 'done', content: new TextEncoder().encode('abc') });
  });

  it('may not be had', async () => {
    const { peer, accept } = fetcherOf();
    peer.next(404);
    const file = accept();
    await peer.settled();
    expect(file).toMatchObject({ fetch: { failed: 'the file server answered 404' }, content: null });
  });

  it('is waited for ten seconds', async () => {
    const { centre, peer, accept } = fetcherOf();
    peer.next('silence');
    const file = accept();
    centre.pass(9_999);
    expect(file.fetch).toBe('under way');
    centre.pass(1);
    await peer.settled();
    expect(file.fetch).toEqual({ failed: 'no answer within 10000 ms' });
  });

  it('is forgotten after a reset', async () => {
    const { centre, peer, accept } = fetcherOf();
    peer.next(new Response('abc'));
    const file = accept();
    centre.world.clock.restart();
    await peer.settled();
    expect(file.fetch).toBe('under way');
  });
});

describe('no file is read', () => {
  it.each([
    ['http://secret/a.jpg', 'the host is secret'],
    ['a.jpg', '"a.jpg" is not a URL'],
  ])('from %s', async (url, failed) => {
    const { peer, fetcher } = fetcherOf();
    expect(await fetcher.fetch(url)).toEqual({ failed });
    expect(peer.requests).toEqual([]);
  });

  it('by way of a redirect', async () => {
    const { peer, fetcher } = fetcherOf();
    peer.next(new Response(null, { status: 302, headers: { location: 'http://secret/a.jpg' } }));
    expect(await fetcher.fetch('http://files/a.jpg')).toEqual({ failed: 'the file server answered 302' });
    expect(peer.requests).toHaveLength(1);
  });

  it('beyond 25 MiB', async () => {
    const { peer, fetcher } = fetcherOf();
    const mebibyte = new Uint8Array(1024 * 1024);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++;
        controller.enqueue(mebibyte);
      },
    });
    peer.next(new Response(endless));
    expect(await fetcher.fetch('http://files/a.jpg')).toEqual({ failed: 'the answer is larger than 26214400 bytes' });
    expect(sent).toBeLessThan(30);
  });
});

describe('a redirect, where the setting says that it is followed', () => {
  it('leads to the file, but not to a forbidden host', async () => {
    const { centre, peer, fetcher } = fetcherOf();
    centre.change({ 'attachment.redirects': 'follow' });
    const to = (location: string) => new Response(null, { status: 302, headers: { location } });
    peer.next(to('http://files/b.jpg'), new Response('abc'), to('http://secret/b.jpg'));
    expect(await fetcher.fetch('http://files/a.jpg')).toEqual({ content: new TextEncoder().encode('abc') });
    expect(await fetcher.fetch('http://files/a.jpg')).toEqual({
      failed: 'the redirect to http://secret/b.jpg is not followed: the host is secret',
    });
  });
});
