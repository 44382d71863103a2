import { describe, expect, it } from 'vitest';
import type { OperationId } from '../protocol/operations.ts';
import { defaultSettings } from '../protocol/settings.ts';
import { SentBody } from '../protocol/sent-body.ts';
import { TestCentre } from '../testing/world.ts';
import { addAttachment } from '../world/attachments.ts';
import type { Session } from '../world/sessions.ts';
import { openApplicationSession, openUserSession } from '../world/sessions.ts';
import type { Claim } from './attribution.ts';
import { claimsOfCall, claimsOfCredentials } from './attribution.ts';

const centres = [new TestCentre(), new TestCentre({ partition: 1 })];
const [mine, theirs] = centres.map(({ world, application }) => ({
  world,
  token: (openApplicationSession(world, application, false) as Session).id,
  session: (openUserSession(world, [...world.state.users.values()][0]!, false) as Session).id,
}));

/** The numbers of the partitions that claim a call, the strongest claim first. */
function claimant(
  operation: OperationId,
  headers: Record<string, string>,
  rest: { body?: string; id?: string; settings?: object } = {},
) {
  const { body = '', id, settings = {} } = rest;
  const request = {
    headers,
    body: new SentBody(new TextEncoder().encode(body), headers['content-type']),
  };
  return claimantsBy(claimsOfCall(operation, request, id, { ...defaultSettings, ...settings }));
}

function claimantsBy(claimed: Claim[]): number[] {
  return claimed.flatMap((claim) => centres.filter(({ world }) => claim(world)).map(({ world }) => world.identity.number));
}
function basic(credentials: string) {
  return { authorization: `Basic ${btoa(credentials)}` };
}
const json = { 'content-type': 'application/json' };

describe('a call belongs to the partition', () => {
  it('of its client key, also with a wrong secret', () => {
    expect(claimant('obtainToken', basic('key-1:wrong'))).toEqual([1]);
    expect(claimant('obtainToken', basic('key:secret'))).toEqual([0]);
    expect(claimant('obtainToken', basic('key%2D1:secret'))).toEqual([1]);
  });

  it('of its token', () => {
    expect(claimant('sendMessage', { authorization: `Bearer ${theirs!.token}` })).toEqual([1]);
    expect(claimant('sendMessage', { authorization: `bearer  ${mine!.token}` })).toEqual([0]);
  });

  it('of its session', () => {
    expect(claimant('searchCustomers', { 'x-egain-session': ` ${theirs!.session} ` })).toEqual([1]);
  });

  it('of its entry point', () => {
    expect(claimant('getAgentAvailability', {}, { id: '11001' })).toEqual([1]);
    expect(claimant('getConfiguration', {}, { id: '11001' })).toEqual([1]);
  });

  it('of the conversation or file in its path', () => {
    const chat = centres[1]!.startChat();
    expect(claimant('endConversation', {}, { id: chat.id })).toEqual([1]);
    const offer = { fileName: 'a', contentType: 'b/c', size: 1 };
    const file = addAttachment(centres[1]!.world, chat, 'agent', offer, { content: new Uint8Array(1) });
    expect(claimant('getAttachment', {}, { id: file.id })).toEqual([1]);
  });

  it('of the file, whatever token comes along, where files need none', () => {
    const headers = { authorization: `Bearer ${mine!.token}` };
    expect(claimant('getAttachment', headers)).toEqual([0]);
    expect(claimant('getAttachment', headers, { settings: { 'attachment.urlAuth': 'none' } })).toEqual([]);
  });

  it.each([
    [json, '{"username":"user-1","password":"x"}'],
    [json, '{"userName":"user-1"}'],
    [{ 'content-type': 'application/xml' }, '<login><username>user-1</username></login>'],
  ])('of the user who logs in: %o %s', (headers, body) => {
    expect(claimant('logIn', headers, { body })).toEqual([1]);
  });
});

it('a call belongs to the partition of its token before that of its entry point', () => {
  expect(claimant('getConfiguration', { authorization: `Bearer ${theirs!.token}` }, { id: '1001' })).toEqual([1, 0]);
});

it('a call to no path of the API belongs to the partition of its credentials', () => {
  const whose = (headers: Record<string, string>) => claimantsBy(claimsOfCredentials({ headers }, defaultSettings));
  expect(whose({ authorization: `Bearer ${theirs!.token}` })).toEqual([1]);
  expect(whose({ 'x-egain-session': theirs!.session })).toEqual([1]);
  expect(whose(basic('key-1:secret'))).toEqual([1]);
  expect(whose({})).toEqual([]);
});

describe('nobody claims a call', () => {
  it.each<[string, OperationId, Record<string, string>, string]>([
    ['without credentials', 'obtainToken', {}, ''],
    ['of an unknown key', 'obtainToken', basic('unknown:secret'), ''],
    ['of an unknown token', 'sendMessage', { authorization: 'Bearer unknown' }, ''],
    ['without a session', 'searchCustomers', {}, ''],
    ['with a broken login', 'logIn', json, '{"username":'],
    ['with a login that is null', 'logIn', json, 'null'],
    [
      'with a login that is too long to be read before the checks',
      'logIn',
      json,
      `{"username":"user-1","password":"${'x'.repeat(16_384)}"}`,
    ],
    ['with a login of another type', 'logIn', json, '{"username":["user"]}'],
  ])('%s', (_what, operation, headers, body) => {
    expect(claimant(operation, headers, { body })).toEqual([]);
  });
});
