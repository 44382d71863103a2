import { describe, expect, it } from 'vitest';
import type { StartOptions, WorldConfiguration } from '../../simulator/index.ts';
import type { Received, Reply } from '../../simulator/testing/receiver.ts';
import { messagesIn, Receiver } from '../../simulator/testing/receiver.ts';
import { skins } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

type Authentication = NonNullable<
  NonNullable<NonNullable<WorldConfiguration['applications']>[number]['callback']>['authentication']
>;

function oauth(tokenUrl: string): Authentication {
  return {
    type: 'oauth',
    tokenUrl,
    clientId: 'webhook-client',
    clientSecret: 'webhook:secret ü',
  };
}

/** A token server that counts: the n-th token is `token-n`. */
function issuing(expiresIn: number | undefined = 3600, extra: object = {}): () => Reply {
  let issued = 0;
  return () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ access_token: `token-${++issued}`, token_type: 'Bearer', expires_in: expiresIn, ...extra }),
  });
}

async function openCentreWith(receiver: Receiver, authentication: Authentication, settings: StartOptions['settings'] = {}) {
  const centre = await openContactCentre(skins.express, { callbackUrl: receiver.url, settings });
  centre.simulator.applications.change('demo', { callback: { authentication } });
  return centre;
}

/** An agent's text in a new conversation; `assigned` has left before. */
async function say(centre: ContactCentre, receiver: Receiver): Promise<void> {
  const { conversations, clock } = centre.simulator;
  const conversation = conversations.list().findLast(({ state, agentId }) => state === 'assigned' && agentId === '1005');
  const id = conversation?.id ?? (await centre.start(await centre.token()));
  if (conversation === undefined) await receiver.until(1);
  conversations.say(id, 'hello');
  await clock.advance(0);
}

function callbacks({ received }: Receiver): Received[] {
  return received.filter(({ path }) => path === '/');
}

it('Basic: key and secret as UTF-8, on every request (spec 9.1)', async () => {
  await using receiver = await Receiver.open();
  await using centre = await openCentreWith(receiver, { type: 'basic', userName: 'hook', password: 'pass:wörd' });
  await say(centre, receiver);
  const headers = receiver.received.map(({ headers: { authorization } }) => authorization);
  expect(headers).toEqual(headers.map(() => `Basic ${Buffer.from('hook:pass:wörd').toString('base64')}`));
  expect(headers.length).toBeGreaterThan(0);
});

it('Basic is never shown: the journal masks it', async () => {
  await using receiver = await Receiver.open();
  await using centre = await openCentreWith(receiver, { type: 'basic', userName: 'hook', password: 'password' });
  await say(centre, receiver);
  const kept = JSON.stringify(centre.simulator.journal.entries);
  expect(kept).toContain('"authorization":"Basic ***"');
  expect(kept).not.toContain(Buffer.from('hook:password').toString('base64'));
});

describe('OAuth 2.0', () => {
  it('a token is fetched with the client credentials, used and kept (callback.oauth.grant, callback.oauth.clientAuthentication)', async () => {
    await using tokens = await Receiver.open(issuing());
    await using receiver = await Receiver.open();
    await using centre = await openCentreWith(receiver, oauth(`${tokens.url}/oauth/token`));
    await say(centre, receiver);
    await say(centre, receiver);
    expect(tokens.received).toHaveLength(1);
    expect(tokens.received[0]).toMatchObject({
      method: 'POST',
      path: '/oauth/token',
      body: 'grant_type=client_credentials',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from('webhook-client:webhook:secret ü').toString('base64')}`,
      },
    });
    expect(new Set(receiver.received.map(({ headers }) => headers['authorization']))).toEqual(new Set(['Bearer token-1']));
    expect(messagesIn(receiver.bodies).map(({ type }) => type.value)).toEqual(['assigned', 'text/plain', 'text/plain']);
  });

  it('a token is fetched anew when its time is over', async () => {
    await using tokens = await Receiver.open(issuing(60));
    await using receiver = await Receiver.open();
    await using centre = await openCentreWith(receiver, oauth(tokens.url));
    await say(centre, receiver);
    await centre.simulator.clock.advance(60_000);
    await say(centre, receiver);
    expect(receiver.received.at(-1)!.headers['authorization']).toBe('Bearer token-2');
  });

  it('on a 401 the token is renewed once and the request repeated, which is no failure (callback.oauth.renewOn401)', async () => {
    await using tokens = await Receiver.open(issuing());
    await using receiver = await Receiver.open();
    await using centre = await openCentreWith(receiver, oauth(tokens.url));
    await say(centre, receiver);
    receiver.received.length = 0;
    receiver.answer = ({ headers }) => (headers['authorization'] === 'Bearer token-1' ? 401 : 200);
    await say(centre, receiver);
    expect(receiver.received.map(({ headers }) => headers['authorization'])).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(new Set(receiver.bodies).size).toBe(1);
    expect(centre.simulator.applications.callbacks('demo')).toMatchObject({ failuresInARow: 0, pending: [] });
    expect(tokens.received).toHaveLength(2);
  });

  it('a server that refuses the new token too has failed once', async () => {
    await using tokens = await Receiver.open(issuing());
    await using receiver = await Receiver.open(() => 401);
    await using centre = await openCentreWith(receiver, oauth(tokens.url));
    await centre.start(await centre.token());
    await receiver.until(2);
    await centre.simulator.clock.advance(0);
    expect(centre.simulator.applications.callbacks('demo').failuresInARow).toBe(1);
    await centre.simulator.clock.advance(1000);
    expect(centre.simulator.applications.callbacks('demo').failuresInARow).toBe(2);
  });

  const failures: [what: string, reply: Reply, status: number | null, problem: RegExp | null][] = [
    ['an error', 500, 500, null],
    ['an answer that is not JSON', { status: 200, body: '<html></html>' }, 200, null],
    ['an answer without a token', { status: 200, body: '{"token_type":"Bearer"}' }, 200, null],
    ['no answer', 'hang up', null, /other side closed|socket hang up|ECONNRESET/],
  ];

  it.each(failures)('%s of the token server is a failure, and the journal has it', async (_what, reply, status, problem) => {
    await using tokens = await Receiver.open(() => reply);
    await using receiver = await Receiver.open();
    await using centre = await openCentreWith(receiver, oauth(tokens.url));
    await centre.start(await centre.token());
    await tokens.until(1);
    await centre.simulator.clock.advance(0);
    expect(receiver.received).toEqual([]);
    expect(centre.simulator.applications.callbacks('demo').failuresInARow).toBe(1);
    const [attempt] = centre.simulator.journal.entries.filter(({ kind }) => kind === 'callback-token');
    expect(attempt).toMatchObject({ who: 'demo', request: { target: tokens.url } });
    expect(attempt!.answer?.status ?? null).toBe(status);
    expect(attempt!.problem ?? '').toMatch(problem ?? /^$/);

    tokens.answer = issuing();
    await centre.simulator.clock.advance(1000);
    expect(callbacks(receiver)).toHaveLength(1);
  });

  it('secrets and tokens are never shown: the journal masks them', async () => {
    await using tokens = await Receiver.open(issuing(3600, { refresh_token: 'refresh-me' }));
    await using receiver = await Receiver.open();
    await using centre = await openCentreWith(receiver, oauth(tokens.url), { 'callback.oauth.clientAuthentication': 'body' });
    await say(centre, receiver);
    expect(new URLSearchParams(tokens.bodies[0]).get('client_secret')).toBe('webhook:secret ü');
    const kept = JSON.stringify(centre.simulator.journal.entries);
    expect(kept).toContain('client_secret=***');
    expect(kept).toContain('\\"access_token\\":\\"***\\"');
    expect(kept).not.toMatch(/webhook(:|%3A)secret|token-1|refresh-me/);
  });
});
