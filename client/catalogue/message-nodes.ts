import type { NodeEntry, Provenance } from './entry.ts';
import { failure, required, success } from './entry.ts';
import {
  conflict,
  conversationIdDoesNotExist,
  forbidden,
  internalServerError,
  onauthorizationfail,
  onError,
  onInvalidChoice,
  onInvalidData,
  onTimeout,
  unauthorized,
} from './outcomes.ts';

/** Send Message (nodes spec 4.5). Its five methods send the same request, so they share one success outcome. */

function outcomes(own: Provenance, standard: Provenance, otherAnswers: string) {
  return [
    success(own, 'onSendMessageSuccess', '204 or another 2xx: message sent', { answers: [{ status: '2xx' }] }),
    conversationIdDoesNotExist(own),
    unauthorized(own),
    forbidden(own, '403: the conversation was not initiated by the logged-in client application'),
    conflict(own, '409: last modified date does not match; ECE is not expected to send it here'),
    internalServerError(own),
    failure(
      own,
      'Illegal Unquoted Character',
      '400 whose developerMessage contains "Illegal unquoted character": raw control character in a JSON string',
      { answers: [{ status: 400, bodyContains: 'illegal unquoted character' }] },
    ),
    onInvalidData(standard),
    onError(standard),
    onInvalidChoice(standard, otherAnswers),
    onTimeout(own),
    onauthorizationfail(own),
  ] as const;
}

const otherText = 'Any other answer, e.g. another 400';
const otherDecision = 'Any other answer, e.g. 400 for an unknown or already decided attachment';
const send = { requiresCredentials: true, requests: ['token', 'sendMessage'], outputs: [] } as const;

function conversationId(provenance: Provenance) {
  return required(provenance, 'CONVERSATION ID', 'conversationId', 'conversation between agent and customer');
}

const decisionInputs = [
  conversationId('inferred'),
  required('inferred', 'ATTACHMENT ID', 'attachmentId', 'attachmentId of the UploadAttachment event'),
] as const;

export const sendMessage = {
  node: 'Send Message',
  key: 'sendMessage',
  methods: [
    {
      method: 'Send Plain Text Message',
      key: 'sendPlainTextMessage',
      ...send,
      inputs: [conversationId('documented'), required('documented', 'MESSAGE', 'message', 'content of the message')],
      outcomes: outcomes('documented', 'documented', otherText),
    },
    {
      method: 'Send HTML Message',
      key: 'sendHtmlMessage',
      aliases: ['SendHTMLMessage'],
      ...send,
      inputs: [conversationId('documented'), required('documented', 'MESSAGE', 'message', 'content of the message, HTML')],
      outcomes: outcomes('inferred', 'documented', otherText),
    },
    {
      method: 'Accept Attachment',
      key: 'acceptAttachment',
      ...send,
      inputs: decisionInputs,
      outcomes: outcomes('inferred', 'inferred', otherDecision),
    },
    {
      method: 'Reject Attachment',
      key: 'rejectAttachment',
      ...send,
      inputs: decisionInputs,
      outcomes: outcomes('inferred', 'inferred', otherDecision),
    },
    {
      method: 'Upload Attachment Available in a URL',
      key: 'uploadAttachmentAvailableInAUrl',
      ...send,
      inputs: [
        conversationId('inferred'),
        required('inferred', 'FILE NAME', 'fileName', 'to fileName'),
        required('inferred', 'CONTENT TYPE', 'contentType', 'contentType of Get File Info; to contentType'),
        required('inferred', 'FILE SIZE', 'fileSize', 'bytes, fileSize of Get File Info; to size, sent as a string', 'count'),
        required('inferred', 'ATTACHMENT URL', 'attachmentUrl', 'absolute URL that ECE can fetch; to contentUrl', 'url'),
      ],
      outcomes: outcomes('inferred', 'inferred', 'Any other answer, e.g. 400 for a file refused by the attachment policy'),
    },
  ],
} as const satisfies NodeEntry;
