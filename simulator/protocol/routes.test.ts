import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationId } from './operations.ts';
import { operations } from './operations.ts';
import { compileRoutes, makeRoutes } from './routes.ts';
import { changeSettings } from '../doors/change-settings.ts';
import { defaultSettings } from './settings.ts';

const messaging = '/ws/v19/clientapplications/messaging';

function matcher(changes: Record<string, unknown> = {}) {
  return compileRoutes(makeRoutes(changeSettings(defaultSettings, changes)));
}

/** Whether the operation answers at the path, as a short word. */
function found(match: ReturnType<ReturnType<typeof matcher>>): string {
  return match.found ? match.route.operation : 'nothing';
}

const ids = Object.keys(operations) as OperationId[];

describe('with the usual settings', () => {
  const match = matcher();

  it.each(ids.filter((id) => id !== 'activateWebhook'))('%s is reached with and without /system', (operation) => {
    const { method, path } = operations[operation];
    const filled = path.replaceAll(/\{\w+\}/g, '17');
    expect(found(match(method, filled))).toBe(operation);
    expect(found(match(method, `/system${filled}`))).toBe(operation);
  });

  it('activateWebhook is reached only where an application may reactivate its callback', () => {
    const { method, path } = operations.activateWebhook;
    expect(found(match(method, path))).toBe('nothing');
    const reactivating = matcher({ 'callback.reactivation': 'application' });
    expect(found(reactivating(method, path))).toBe('activateWebhook');
  });

  it.each(['agentAvailability', 'capacity', 'liveSessionStatus', 'checkEligibility', 'chatAllowed'])(
    'the check %s is served under both roots',
    (name) => {
      const [one, other] = ['egain', 'ws'].map((root) => match('GET', `/system/${root}/chat/entrypoint/${name}/1001`));
      expect(one).toMatchObject({ found: true, params: { id: '1001' } });
      expect(found(other!)).toBe(found(one!));
    },
  );

  it.each([
    ['POST', `${messaging}/conversation/end`],
    ['PUT', `${messaging}/conversation/end`],
    ['POST', `${messaging}/conversation/c1/end`],
    ['PUT', `${messaging}/conversation/c1/end`],
  ])('a conversation is ended by %s %s', (method, path) => {
    expect(found(match(method, path))).toBe('endConversation');
  });

  it('parameters are decoded', () => {
    expect(match('GET', `${messaging}/attachment/4711/my%20offer%2F1.pdf`)).toMatchObject({
      params: { id: '4711', fileName: 'my offer/1.pdf' },
    });
  });

  it('a parameter that cannot be decoded is an unknown path', () => {
    expect(match('GET', `${messaging}/attachment/4711/%zz`)).toMatchObject({ found: false, allowed: [] });
  });

  it('HEAD is answered where GET is', () => {
    expect(found(match('HEAD', `${messaging}/configuration`))).toBe('getConfiguration');
    expect(match('HEAD', `${messaging}/sendmessage`)).toMatchObject({ found: false, allowed: ['POST'] });
  });

  it('the answer to a wrong method names the methods of the path', () => {
    expect(match('PATCH', '/system/ws/v12/interaction/customer')).toMatchObject({
      found: false,
      allowed: ['GET', 'PUT', 'POST'],
    });
  });

  it('the answer to an unknown path names the nearest known path', () => {
    expect(match('POST', `${messaging}/sendmesage`)).toEqual({ found: false, allowed: [], nearest: `${messaging}/sendmessage` });
  });

  it('any method and path get an answer', () => {
    const path = fc.webPath().map((text) => `/system${text}`);
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.string(), path), (method, text) => {
        expect(match(method, text)).toHaveProperty('found');
      }),
    );
  });
});

describe('the settings move', () => {
  it.each([
    ['system', true, false, false],
    ['none', false, false, true],
    ['webchatprod', false, true, false],
  ])('the prefix: %s', (prefix, withSystem, withItsName, without) => {
    const match = matcher({ 'http.prefix': prefix });
    expect(match('POST', `/system${messaging}/sendmessage`).found).toBe(withSystem);
    expect(match('POST', `/webchatprod${messaging}/sendmessage`).found).toBe(withItsName);
    expect(match('POST', `${messaging}/sendmessage`).found).toBe(without);
  });

  it.each([
    ['post-conversation', 'POST', 'end'],
    ['post-id', 'POST', 'end'],
    ['put-conversation', 'PUT', 'end'],
    ['put-query', 'PUT', 'end'],
    ['post-path', 'POST', 'c1/end'],
  ])('the one route of end conversation: %s', (form, method, path) => {
    const match = matcher({ 'conversation.end.route': form, 'conversation.end.alternativeRoutes': 'refuse' });
    const ways = ['POST', 'PUT'].flatMap((verb) => ['end', 'c1/end'].map((end) => [verb, end]));
    const open = ways.filter(([verb, end]) => match(verb!, `${messaging}/conversation/${end}`).found);
    expect(open).toContainEqual([method, path]);
    expect(open).toHaveLength(form === 'post-path' ? 2 : 1);
  });

  it('the path of content URLs, whatever characters it has', () => {
    const match = matcher({ 'attachment.url': '{base}/system/files(v1.0)+/{id}' });
    expect(match('GET', '/files(v1.0)+/4711')).toMatchObject({ found: true, params: { id: '4711' } });
    expect(match('GET', '/files(v1x0)+/4711').found).toBe(false);
    expect(match('GET', `${messaging}/attachment/4711/a.pdf`).found).toBe(false);
  });

  it('the path of content URLs away from here', () => {
    const match = matcher({ 'attachment.url': 'https://cdn.example.com/{id}' });
    expect(match('GET', '/4711').found).toBe(false);
  });

  it('the spelling of availability checks', () => {
    const match = matcher({
      'availability.route.liveSessionStatus': 'livesessionstatus',
      'availability.route.chatAllowed': 'isChatAllowed',
    });
    expect(found(match('GET', '/egain/chat/entrypoint/livesessionstatus/1'))).toBe('getLiveSessionStatus');
    expect(found(match('GET', '/ws/chat/entrypoint/isChatAllowed/1'))).toBe('getChatAllowed');
    expect(found(match('GET', '/ws/chat/entrypoint/chatAllowed/1'))).toBe('nothing');
  });
});
