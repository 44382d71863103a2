import { describe, expect, it } from 'vitest';
import type { CallbackContent } from './callback-body.ts';
import { callbackBody } from './callback-body.ts';
import { changeSettings } from '../doors/change-settings.ts';
import { defaultSettings } from './settings.ts';
import { readXml } from './xml.ts';

const ada = { id: '1005', firstName: 'Ada', lastName: 'Moss', screenName: 'Ada' };
const shownAda = { firstName: 'Ada', lastName: 'Moss', id: '1005' };
const toBen = { type: 'agent', agent: { id: '1006', firstName: 'Ben', lastName: 'Okoro', screenName: 'Ben' } } as const;
const toClaims = { type: 'queue', queue: { id: '302', name: 'Claims' } } as const;
const complete: CallbackContent = {
  id: '3118908847',
  conversationId: 'ca2c588e-1e31-405a-9888-e72bf7179186',
  type: 'complete',
  content: 'IMIUser2 has ended the chat',
  timeStamp: 1624144754000,
};
const altId = '8c0f7bd1-4f9a-4a53-8d46-1f2a3b4c5d6e';
const file = {
  id: '4711',
  fileName: 'offer.pdf',
  contentType: 'application/pdf',
  size: 20480,
  contentUrl: 'https://ece/4711',
  altId,
};
const upload: CallbackContent = { ...complete, type: 'uploadAttachment', sender: ada, attachments: [file] };

function wire(message: CallbackContent, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { body } = callbackBody([message], 'json', changeSettings(defaultSettings, changes));
  return (JSON.parse(body) as { message: Record<string, unknown>[] }).message[0]!;
}

describe('the envelope', () => {
  it('is byte for byte the captured one', () => {
    expect(callbackBody([complete], 'json', defaultSettings)).toEqual({
      contentType: 'application/json',
      body: '{"message":[{"conversation":{"id":"ca2c588e-1e31-405a-9888-e72bf7179186"},"type":{"value":"complete"},"content":"IMIUser2 has ended the chat","sender":{"type":"system"},"timeStamp":1624144754000,"id":"3118908847"}]}',
    });
  });

  it('places the sender and the files of an upload as specified', () => {
    const { content, ...withoutContent } = upload;
    expect(content).toBeDefined();
    expect(JSON.stringify(wire(withoutContent))).toBe(
      '{"conversation":{"id":"ca2c588e-1e31-405a-9888-e72bf7179186"},"type":{"value":"uploadAttachment"},' +
        '"attachments":{"attachment":[{"id":"4711","fileName":"offer.pdf","contentType":"application/pdf","size":20480,"contentUrl":"https://ece/4711"}]},' +
        '"sender":{"type":"user","user":{"firstName":"Ada","lastName":"Moss","id":"1005"}},"timeStamp":1624144754000,"id":"3118908847"}',
    );
  });

  it('in XML has the attributes and elements of spec 15', () => {
    const { contentType, body } = callbackBody([upload, complete], 'xml', defaultSettings);
    expect(contentType).toBe('application/xml');
    expect(body).toContain('<messages xmlns="http://bindings.egain.com/ws/model/v19/gen/common"><message id="3118908847">');
    expect(body).toContain(
      '<conversation id="ca2c588e-1e31-405a-9888-e72bf7179186"/><type><value>uploadAttachment</value></type>',
    );
    expect(body).toContain('<attachment id="4711"><fileName>offer.pdf</fileName>');
    expect(body).toContain('<sender><type>user</type><user id="1005"><firstName>Ada</firstName><lastName>Moss</lastName></user>');
    expect(body).toContain('<sender><type>system</type></sender><timeStamp>1624144754000</timeStamp></message></messages>');
  });

  it('in XML has the element name of the setting xml.roots', () => {
    const roots = { ...defaultSettings['xml.roots'], message: 'event', messages: 'events' };
    const { body } = callbackBody([complete, complete], 'xml', changeSettings(defaultSettings, { 'xml.roots': roots }));
    const { root, value } = readXml(body);
    expect(root).toBe('events');
    expect((value as { event: unknown[] }).event).toHaveLength(2);
  });
});

describe('a message', () => {
  it.each([
    ['plainText', 'text/plain'],
    ['html', 'text/html'],
    ['startTyping', 'startTyping'],
    ['endTyping', 'endTyping'],
    ['assigned', 'assigned'],
    ['transfer', 'transfer'],
    ['pagePush', 'pagePush'],
    ['acceptAttachment', 'acceptAttachment'],
    ['rejectAttachment', 'rejectAttachment'],
  ] as const)('of type %s is called %s', (type, word) => {
    expect(wire({ ...complete, type })['type']).toEqual({ value: word });
  });

  it('of an inferred type has the word of its setting', () => {
    expect(wire({ ...complete, type: 'pagePush' }, { 'callback.type.pagePush': 'push' })['type']).toEqual({ value: 'push' });
  });

  it('of a transfer can have a word for each target', () => {
    const changes = { 'callback.type.transfer': { toAgent: 'toAgent', toQueue: 'toQueue' } };
    for (const [transferredTo, value] of [
      [toBen, 'toAgent'],
      [toClaims, 'toQueue'],
    ] as const) {
      expect(wire({ ...complete, type: 'transfer', transferredTo }, changes)['type']).toMatchObject({ value });
    }
  });

  it.each<[string, Partial<CallbackContent>, object]>([
    ['a page push, the URL', { type: 'pagePush', url: 'http://x/' }, { value: 'pagePush', url: 'http://x/' }],
    ['an assignment, the agent', { type: 'assigned', assignedTo: ada }, { value: 'assigned', user: shownAda }],
    [
      'a transfer, the agent',
      { type: 'transfer', transferredTo: toBen },
      { value: 'transfer', transfer: { type: 'agent', user: { firstName: 'Ben', lastName: 'Okoro', id: '1006' } } },
    ],
    [
      'a transfer, the queue',
      { type: 'transfer', transferredTo: toClaims },
      { value: 'transfer', transfer: { type: 'queue', queue: { name: 'Claims', id: '302' } } },
    ],
  ])('says in its type, of %s, unless the setting leaves it out', (_, facts, type) => {
    const message = { ...complete, ...facts };
    expect(wire(message)['type']).toEqual(type);
    expect(wire(message, { 'callback.typeMembers': 'value-only' })['type']).toEqual({ value: message.type });
  });

  it('is stamped in whole seconds, or to the millisecond', () => {
    const late = { ...complete, timeStamp: 1624144754999 };
    expect(wire(late)['timeStamp']).toBe(1624144754000);
    expect(wire(late, { 'callback.timeStampPrecision': 'millisecond' })['timeStamp']).toBe(1624144754999);
  });

  it('shows of the agent and the file what the settings list', () => {
    const changes = {
      'callback.senderUser': ['screenName'],
      'callback.attachmentFields': { members: ['id', 'size'], size: 'number' },
    };
    expect(wire(upload, changes)).toMatchObject({
      sender: { type: 'user', user: { screenName: 'Ada' } },
      attachments: { attachment: [{ id: '4711', size: 20480 }] },
    });
    expect(JSON.stringify(wire(upload, changes))).not.toContain('Moss');
  });
});
