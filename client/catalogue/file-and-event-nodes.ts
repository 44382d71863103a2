import type { NodeEntry } from './entry.ts';
import { numberOutput, failure, output, required, success } from './entry.ts';
import {
  createAttachmentInfoOnFailure,
  createAttachmentInfoOnSuccess,
  onError,
  onInvalidChoice,
  onInvalidData,
  onTimeout,
} from './outcomes.ts';

/** Files behind URLs (nodes spec 4.6) and callback messages given as text (nodes spec 4.7). */

export const getFileInfo = {
  node: 'Get File Info',
  key: 'getFileInfo',
  methods: [
    {
      method: 'Get File Info',
      key: 'getFileInfo',
      requiresCredentials: true,
      requests: ['attachmentUrl'],
      inputs: [
        required('documented', 'Attachment URL', 'attachmentUrl', "URL of the attachment on the channel's file server", 'url'),
      ],
      outputs: [
        numberOutput('documented', 'fileSize', 'fileSize', 'size in bytes'),
        output('documented', 'contentType', 'contentType', 'media type'),
      ],
      outcomes: [
        createAttachmentInfoOnSuccess(
          'documented',
          'File server answers 200 with Content-Length and Content-Type; outputs set',
          'described',
        ),
        createAttachmentInfoOnFailure(
          'documented',
          'File server answers another status (after retries), or one of the headers is missing',
          ['refused', 'not described'],
        ),
        onInvalidData('documented'),
        onError('documented'),
        onInvalidChoice('documented', 'The file server gives a result that no other outcome covers, e.g. too many redirects'),
        onTimeout('documented'),
      ],
    },
    {
      method: 'Get Attachment URL',
      key: 'getAttachmentUrl',
      requiresCredentials: true,
      requests: ['token', 'contentUrl'],
      inputs: [
        required('documented', 'FILE NAME', 'fileName', 'name of the attachment', 'file name'),
        required('documented', 'Content URL', 'contentUrl', 'URL received from ECE', 'url or path'),
      ],
      outputs: [
        output('documented', 'fileAttachmentURL', 'fileAttachmentUrl', 'URL that can be sent to Messenger; ends in FILE NAME'),
      ],
      outcomes: [
        createAttachmentInfoOnSuccess(
          'inferred',
          'ECE answers the Content URL with 200; the file is re-hosted and fileAttachmentURL set',
          'stored',
        ),
        createAttachmentInfoOnFailure(
          'inferred',
          'ECE answers the Content URL with another status (after retries), no token can be had, or the file cannot be stored',
          ['refused', 'no token', 'too large', 'not stored'],
        ),
        onInvalidData('documented'),
        onError('inferred'),
        onInvalidChoice('inferred', 'The answer is of a kind that no other outcome covers, e.g. too many redirects'),
        onTimeout('inferred'),
      ],
    },
  ],
} as const satisfies NodeEntry;

export const processEceEvents = {
  node: 'Process ECE Events',
  key: 'processEceEvents',
  methods: [
    {
      method: 'Process ECE Event',
      key: 'processEceEvent',
      aliases: ['Process ECE Events'],
      requiresCredentials: true,
      requests: [],
      inputs: [
        required(
          'documented',
          'JSON REQUEST',
          'jsonRequest',
          'text holding the JSON payload received on the callback URL from ECE, with the tenant identifier added as client',
        ),
      ],
      outputs: [
        numberOutput('documented', 'code', 'code', 'API response code'),
        output('documented', 'message', 'message', 'response message'),
        output('documented', 'response', 'response', 'complete payload'),
      ],
      outcomes: [
        success(
          'documented',
          'onProcessECEEventSuccess',
          'Event API answers 2xx: every message was handed to a waiting conversation',
          { answers: [{ status: '2xx' }] },
        ),
        failure(
          'documented',
          'onProcessECEEventFailure',
          'Event API answers an error: unreadable JSON, unknown tenant, or no conversation waiting for an id (the other messages are still handed over)',
          { answers: [{ status: 400 }, { status: 403 }, { status: 404 }] },
        ),
        onInvalidData('documented', 'JSON REQUEST is missing or empty; nothing is processed'),
        onError('documented', 'The event API cannot be reached or fails internally (after retries)', [{ status: '5xx' }]),
        onInvalidChoice('documented', 'The event API gives an answer that no other outcome covers'),
        onTimeout('documented', 'The event API does not answer within the time limit (after retries)'),
      ],
    },
  ],
} as const satisfies NodeEntry;
