import type { SendBody } from '../protocol/schemas/bodies.ts';
import type { CustomerFile } from '../world/customer-messages.ts';
import type { RoutedCall } from './call.ts';
import { refuse } from './refusal-error.ts';

/** The files of an upload; each needs all four members: spec 7. */
export function filesOf(call: RoutedCall, body: SendBody): CustomerFile[] {
  return attachmentsOf(call, body).map((attachment, at) => {
    const { fileName, contentType, size, contentUrl } = attachment;
    const path = `attachments.attachment[${at}]`;
    return {
      fileName: required(fileName, `${path}.fileName`),
      contentType: required(contentType, `${path}.contentType`),
      size: Number(required(size, `${path}.size`)),
      contentUrl: absoluteUrl(required(contentUrl, `${path}.contentUrl`), `${path}.contentUrl`),
    };
  });
}

function attachmentsOf(call: RoutedCall, body: SendBody) {
  const attachments = body.attachments?.attachment ?? [];
  if (attachments.length === 0) return missing('attachments.attachment');
  const limit = call.settings['attachment.maxPerMessage'];
  if (limit !== null && attachments.length > limit) {
    const reason = { rule: `${attachments.length} attachments in one message`, wouldWork: `at most ${limit}` };
    refuse('invalidElement', { path: 'attachments.attachment' }, reason);
  }
  return attachments;
}

function required<Value>(value: Value | undefined, path: string): Value {
  return value === undefined || value === '' ? missing(path) : value;
}

function missing(path: string): never {
  return refuse('missingElement', { path }, { rule: 'the message type needs the member', wouldWork: path });
}

function absoluteUrl(text: string, path: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  return refuse('invalidElement', { path }, { rule: `"${text}" is not an absolute URL`, wouldWork: 'http://... or https://...' });
}

/** The ids that are accepted or rejected, in the form of the setting `attachment.decisionForm`. */
export function decisionIds(call: RoutedCall, body: SendBody): string[] {
  switch (call.settings['attachment.decisionForm']) {
    case 'attachments':
      return attachmentsOf(call, body).map(({ id }, at) => required(id, `attachments.attachment[${at}].id`));
    case 'content':
      return [required(body.content, 'content')];
    case 'attachment':
      return [required(body.attachment?.id, 'attachment.id')];
  }
}
