import { describe, expect, it } from 'vitest';
import { eceError, empty, json, paths, recordedNodes, secrets, text, tokenAnswer, useEce, xml } from '../../test/client/ece.ts';
import { describeEceMethod, itLeadsTo } from '../../test/client/standard-outcomes.ts';
import type { MethodPath } from '../index.ts';

const conversationId = '645ac530-7520-4daa-b95c-8e8cad6fcda7';
const file = {
  fileName: 'attachment.jpeg',
  contentType: 'image/jpeg',
  fileSize: 32,
  attachmentUrl: 'https://files.example.com/a.jpeg',
};

const methods: [path: MethodPath, inputs: Record<string, string | number>, body: object][] = [
  ['sendMessage.sendPlainTextMessage', { conversationId, message: 'hello' }, { type: { value: 'text/plain' }, content: 'hello' }],
  [
    'sendMessage.sendHtmlMessage',
    { conversationId, message: '<b>hello</b>' },
    { type: { value: 'text/html' }, content: '<b>hello</b>' },
  ],
  [
    'sendMessage.acceptAttachment',
    { conversationId, attachmentId: '4711' },
    { type: { value: 'acceptAttachment' }, attachments: { attachment: [{ id: '4711' }] } },
  ],
  [
    'sendMessage.rejectAttachment',
    { conversationId, attachmentId: 4711 },
    { type: { value: 'rejectAttachment' }, attachments: { attachment: [{ id: '4711' }] } },
  ],
  [
    'sendMessage.uploadAttachmentAvailableInAUrl',
    { conversationId, ...file },
    {
      type: { value: 'uploadAttachment' },
      attachments: {
        attachment: [
          { fileName: 'attachment.jpeg', contentType: 'image/jpeg', size: '32', contentUrl: 'https://files.example.com/a.jpeg' },
        ],
      },
    },
  ],
];

describe('Send Message', () => {
  const ece = useEce();

  for (const [path, inputs, body] of methods) {
    const method = { path, call: paths.send, inputs };
    describeEceMethod(ece, { ...method, success: empty(204), unknown: eceError('400-106', 'Invalid value') });

    itLeadsTo(ece, method, [
      ['204', empty(204), 'onSendMessageSuccess'],
      ['another 2xx', json(202, {}), 'onSendMessageSuccess'],
      [
        '404',
        eceError('404-142', 'Conversation ID does not map to an ongoing conversation: c'),
        'Conversation ID Does Not Exist',
      ],
      ['404 as HTML', text(404, '<html>nothing here</html>', 'text/html'), 'Conversation ID Does Not Exist'],
      ['400 with -142', eceError('400-142', 'No.'), 'Conversation ID Does Not Exist'],
      ['400 with the text', eceError('400-999', 'Not an ONGOING conversation.'), 'Conversation ID Does Not Exist'],
      ['403', eceError('403-132', 'Conversation was not initiated by the client application: c'), 'Forbidden'],
      ['409', eceError('409-100', 'Last modified date'), 'Conflict'],
      ['500', eceError('500-160', 'Internal server error.'), 'Internal server error'],
      ['502 is not 500', empty(502), 'onInvalidChoice'],
      ['400', eceError('400-104', 'Illegal unquoted character ((CTRL-CHAR, code 10))'), 'Illegal Unquoted Character'],
      [
        '400 as XML',
        xml(400, '<error><code>400-104</code><developerMessage>Illegal unquoted character</developerMessage></error>'),
        'Illegal Unquoted Character',
      ],
      ['another 400', eceError('400-122', 'Attachment is not allowed'), 'onInvalidChoice'],
      ['415', eceError('415-153', 'Content type is not supported'), 'onInvalidChoice'],
    ]);

    it(`${path} sends the body of spec 7`, async () => {
      ece.on(paths.token, tokenAnswer());
      ece.on(paths.send, empty(204));
      await recordedNodes().nodes.run(path, inputs);
      const [request] = ece.arrived();
      expect(request).toMatchObject({ method: 'POST', query: {} });
      expect(request!.headers).toMatchObject({
        authorization: `Bearer ${secrets.token}`,
        accept: 'application/json',
        'content-type': 'application/json',
      });
      expect(JSON.parse(request!.text)).toEqual({ conversation: { id: conversationId }, ...body });
    });
  }

  it('encodes line ends and quotes', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.send, empty(204));
    const message = 'first line\nsecond "line"\t\\';
    await recordedNodes().nodes.sendMessage.sendPlainTextMessage({ conversationId, message });
    expect(JSON.parse(ece.arrived()[0]!.text)).toMatchObject({ content: message });
  });

  it('pastes its inputs unescaped with rawBody', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.send, eceError('400-104', 'Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped'));
    const { nodes } = recordedNodes({ options: { rawBody: true } });
    const { outcome } = await nodes.sendMessage.sendPlainTextMessage({ conversationId, message: 'first line\nsecond' });
    expect(outcome).toBe('Illegal Unquoted Character');
    expect(ece.arrived()[0]!.text).toBe(
      `{"conversation":{"id":"${conversationId}"},"type":{"value":"text/plain"},"content":"first line\nsecond"}`,
    );
  });

  it('writes XML with wireFormat xml', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.send, empty(204));
    const { nodes } = recordedNodes({ options: { wireFormat: 'xml' } });
    await nodes.sendMessage.uploadAttachmentAvailableInAUrl({ conversationId, ...file, fileName: 'a "<&>.jpeg' });
    const [request] = ece.arrived();
    expect(request!.headers).toMatchObject({ accept: 'application/xml', 'content-type': 'application/xml' });
    expect(request!.text).toBe(
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
        `<message xmlns="http://bindings.egain.com/ws/model/v19/gen/common"><conversation id="${conversationId}"/>` +
        '<type><value>uploadAttachment</value></type><attachments><attachment><fileName>a &quot;&lt;&amp;&gt;.jpeg</fileName>' +
        '<contentType>image/jpeg</contentType><size>32</size><contentUrl>https://files.example.com/a.jpeg</contentUrl>' +
        '</attachment></attachments></message>',
    );
  });

  it('gives onInvalidData for a control character that XML cannot carry', async () => {
    const { nodes } = recordedNodes({ options: { wireFormat: 'xml' } });
    const { outcome } = await nodes.sendMessage.sendPlainTextMessage({ conversationId, message: 'a\u0001b' });
    expect(outcome).toBe('onInvalidData');
    expect(ece.tokenRequests()).toEqual([]);
  });

  it.each([
    ['FILE SIZE', { fileSize: -1 }],
    ['FILE SIZE', { fileSize: '3.5 kB' }],
    ['ATTACHMENT URL', { attachmentUrl: 'files.example.com/a.jpeg' }],
    ['ATTACHMENT URL', { attachmentUrl: 'file:///etc/passwd' }],
  ])('gives onInvalidData for an unusable %s', async (name, unusable) => {
    const { nodes } = recordedNodes();
    const { outcome, outputs } = await nodes.sendMessage.uploadAttachmentAvailableInAUrl({
      conversationId,
      ...file,
      ...unusable,
    });
    expect(outcome).toBe('onInvalidData');
    expect(outputs).toMatchObject({ error: expect.stringContaining(name) as string });
  });
});
