import { describe, expect, it } from 'vitest';
import { Journal } from '../journal/journal.ts';
import { changeSettings } from '../doors/change-settings.ts';
import { defaultSettings } from '../protocol/settings.ts';
import { Peer } from '../testing/peer.ts';
import { TestCentre } from '../testing/world.ts';
import { base64, CallbackToken } from './callback-token.ts';
import { HttpClient } from './http-client.ts';

const oauth = { type: 'oauth', tokenUrl: 'http://idp/token', clientId: 'id', clientSecret: 'sécret' } as const;

function tokenOf(changes: Record<string, unknown> = {}) {
  const centre = new TestCentre();
  const peer = new Peer();
  const journal = new Journal(10);
  const token = new CallbackToken(new HttpClient(peer.fetch, centre.world.clock, journal), centre.world.clock);
  const settings = changeSettings(defaultSettings, changes);
  return {
    centre,
    peer,
    journal,
    token,
    obtain: (from: Parameters<CallbackToken['obtain']>[0] = oauth) => token.obtain(from, settings, 'shop'),
  };
}
function issued(body: object) {
  return new Response(JSON.stringify(body));
}
function form(body: string) {
  return Object.fromEntries(new URLSearchParams(body));
}

describe('the token request', () => {
  it('asks for client credentials, with key and secret in a Basic header', async () => {
    const { peer, obtain } = tokenOf();
    peer.next(issued({ access_token: 'a', expires_in: 60 }));
    expect(await obtain()).toEqual({ token: 'a' });
    const [request] = peer.requests;
    expect(request).toMatchObject({ method: 'POST', url: 'http://idp/token', redirect: 'manual' });
    expect(request!.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('id:sécret').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form(request!.body)).toEqual({ grant_type: 'client_credentials' });
  });

  it('has key and secret in its body where the setting says so', async () => {
    const { peer, obtain } = tokenOf({ 'callback.oauth.clientAuthentication': 'body' });
    await obtain();
    expect(peer.requests[0]!.headers).not.toHaveProperty('authorization');
    expect(form(peer.requests[0]!.body)).toEqual({ grant_type: 'client_credentials', client_id: 'id', client_secret: 'sécret' });
  });

  it('has a user where the grant is password', async () => {
    const { peer, obtain } = tokenOf({ 'callback.oauth.grant': 'password' });
    await obtain({ ...oauth, userName: 'u', password: 'p' });
    expect(form(peer.requests[0]!.body)).toEqual({ grant_type: 'password', username: 'u', password: 'p' });
  });

  it('leaves no secret in the journal', async () => {
    const { peer, journal, obtain } = tokenOf({
      'callback.oauth.clientAuthentication': 'body',
      'callback.oauth.grant': 'password',
    });
    peer.next(new Response('{"access_token":"t0ken"}', { headers: { 'content-type': 'application/json' } }));
    await obtain({ ...oauth, userName: 'u', password: 'pässword' });
    expect(journal.entries[0]!.answer!.body).toContain('access_token');
    expect(JSON.stringify(journal.entries)).not.toMatch(/t0ken|s%C3%A9cret|p%C3%A4ss/);
  });
});

describe('a token', () => {
  it('is kept while it is valid, to the millisecond', async () => {
    const { centre, peer, obtain } = tokenOf();
    peer.next(issued({ access_token: 'a', expires_in: 60 }), issued({ access_token: 'b', expires_in: 60 }));
    await obtain();
    centre.pass(59_999);
    expect(await obtain()).toEqual({ token: 'a' });
    centre.pass(1);
    expect(await obtain()).toEqual({ token: 'b' });
  });

  it.each([{}, { expires_in: 'soon' }, { expires_in: null }])('that says %o of its life is kept for an hour', async (life) => {
    const { centre, peer, obtain } = tokenOf();
    peer.next(issued({ access_token: 'a', ...life }), issued({ access_token: 'b' }));
    await obtain();
    centre.pass(3_599_999);
    expect(await obtain()).toEqual({ token: 'a' });
    centre.pass(1);
    expect(await obtain()).toEqual({ token: 'b' });
  });

  it('is fetched anew when it was refused, and when the registration is another', async () => {
    const { peer, token, obtain } = tokenOf();
    peer.usually(() => issued({ access_token: `token ${peer.requests.length}` }));
    await obtain();
    expect(await obtain({ ...oauth, clientSecret: 'new' })).toEqual({ token: 'token 2' });
    token.forget();
    expect(await obtain({ ...oauth, clientSecret: 'new' })).toEqual({ token: 'token 3' });
  });
});

describe('the answer that holds a token', () => {
  it.each([
    ['may be a 201', new Response('{"access_token":"a"}', { status: 201 })],
    ['C13: may begin with a byte order mark', new Response('\ufeff{"access_token":"a"}')],
  ])('%s', async (_, answer) => {
    const { peer, obtain } = tokenOf();
    peer.next(answer);
    expect(await obtain()).toEqual({ token: 'a' });
  });
});

describe('there is no token', () => {
  it.each<[string, Response | Error, string]>([
    ['the answer is an error', new Response('{"error":"invalid_client"}', { status: 401 }), 'the answer 401 holds none'],
    ['the answer is no JSON', new Response('<html>'), 'the answer 200 holds none'],
    ['the answer is null', new Response('null'), 'the answer 200 holds none'],
    ['the token is empty', issued({ access_token: '' }), 'the answer 200 holds none'],
    ['the token is a number', issued({ access_token: 7 }), 'the answer 200 holds none'],
    ['nobody answers', new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }), 'ECONNREFUSED'],
    ['the answer is endless', new Response('x'.repeat(70_000)), 'the answer is larger than 65536 bytes'],
  ])('when %s', async (_why, answer, sentence) => {
    const { peer, obtain } = tokenOf();
    peer.next(answer);
    expect(await obtain()).toEqual({ failed: `no token from the token URL: ${sentence}` });
  });

  it('and the next attempt asks again', async () => {
    const { peer, obtain } = tokenOf();
    peer.next(500, issued({ access_token: 'a' }));
    await obtain();
    expect(await obtain()).toEqual({ token: 'a' });
  });
});

it('Base64 is that of UTF-8', () => {
  expect(base64('ü€😀:')).toBe(Buffer.from('ü€😀:').toString('base64'));
});

it('no token is in an answer that is no success', async () => {
  for (const status of [302, 500]) {
    const { peer, obtain } = tokenOf();
    peer.next(new Response('{"access_token":"abcdefgh"}', { status }));
    expect(await obtain()).toEqual({ failed: `no token from the token URL: the answer ${status} holds none` });
  }
});

it('the request is one for a token in the journal, which does not show it', async () => {
  const { peer, journal, obtain } = tokenOf();
  peer.next(issued({ access_token: 'abcdefgh-token' }), issued({ other: 1 }));
  await obtain();
  expect(journal.secrets.texts).toContain('abcdefgh-token');
  expect(journal.entries).toMatchObject([{ kind: 'callback-token', who: 'shop' }]);
});
