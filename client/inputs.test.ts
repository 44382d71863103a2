import { expect, it } from 'vitest';
import { recordedNodes } from '../test/client/ece.ts';
import type { AnyResult } from './index.ts';

const { nodes } = recordedNodes();
const send = nodes.sendMessage.sendPlainTextMessage as unknown as (inputs?: unknown) => Promise<AnyResult>;

it.each([
  [undefined, 'CONVERSATION ID is missing; MESSAGE is missing.'],
  [null, 'CONVERSATION ID is missing; MESSAGE is missing.'],
  [{ conversationId: '', message: ' \n' }, 'CONVERSATION ID is empty; MESSAGE is empty.'],
  [{ conversationId: {}, message: ['hello'] }, 'CONVERSATION ID is not text; MESSAGE is not text.'],
  [{ conversationID: 'c', MESSAGE: 'hello' }, 'CONVERSATION ID is missing; there is no input conversationID.'],
])('of %o it says what is wrong', async (inputs, error) => {
  expect(await send(inputs)).toEqual(expect.objectContaining({ outcome: 'onInvalidData', outputs: { error } }));
});

it.each([
  ['appendChat.appendChat', { chatId: 'c', direction: 'up', message: 'x' }, 'DIRECTION must be in or out.'],
  ['appendChat.appendChat', { chatId: 'c', direction: 'in', message: 'x', timestamp: -1 }, 'TIMESTAMP must be a whole number'],
  ['getFileInfo.getFileInfo', { attachmentUrl: 'ftp://example.com/a' }, 'Attachment URL must be an absolute http or https URL.'],
  ['getFileInfo.getAttachmentUrl', { fileName: '../a', contentUrl: 'https://example.com/a' }, 'FILE NAME must be a file name'],
  ['searchCustomer.searchCustomer', { key: 'phone', value: '1', xEgainSession: 'a\nb' }, 'X-Egain-Session must be printable'],
])('%s given %o says that it cannot be used', async (path, inputs, error) => {
  expect(await nodes.run(path, inputs)).toEqual(
    expect.objectContaining({
      outcome: 'onInvalidData',
      outputs: { error: expect.stringContaining(error) as string },
    }),
  );
});
