import type { SendBody } from '../protocol/schemas/bodies.ts';
import type { CustomerFile } from '../world/customer-messages.ts';
import type { RoutedCall } from './call.ts';
import { refuse } from './refusal-error.ts';

/** The files of an upload; each needs all four members: spec 7. */
export function readFiles(call: RoutedCall, body: SendBody): CustomerFile[] {
  return requireAttachments(call, body).map((attachment, at) => {
    const { fileName, contentType, size, contentUrl } = attachment;
    const path = `attachments.attachment[${at}]`;
    return {
      fileName: requireMember(fileName, `${path}.fileName`),
      contentType: requireMember(contentType, `${path}.contentType`),
      size: Number(requireMember(size, `${path}.size`)),
      contentUrl: requireAbsoluteUrl(requireMember(contentUrl, `${path}.contentUrl`), `${path}.contentUrl`),
    };
  });
}

function requireAttachments(call: RoutedCall, body: SendBody) {
  const attachments = body.attachments?.attachment;
  if (attachments === undefined || attachments.length === 0) return refuseAbsent(attachments, 'attachments.attachment');
  const limit = call.settings['attachment.maxPerMessage'];
  if (limit !== null && attachments.length > limit) {
    const reason = { rule: `${attachments.length} attachments in one message`, wouldWork: `at most ${limit}` };
    refuse('invalidElement', { path: 'attachments.attachment' }, reason);
  }
  return attachments;
}

function requireMember<Value>(value: Value | undefined, path: string): Value {
  return value === undefined || value === '' ? refuseAbsent(value, path) : value;
}

/** Refuses a member that is missing or empty; each has an error of its own. */
function refuseAbsent(value: unknown, path: string): never {
  const key = value === undefined ? 'missingElement' : 'elementEmpty';
  return refuse(key, { path }, { rule: 'the message type needs the member', wouldWork: path });
}

function requireAbsoluteUrl(text: string, path: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  return refuse('invalidElement', { path }, { rule: `"${text}" is not an absolute URL`, wouldWork: 'http://... or https://...' });
}

/** The ids that are accepted or rejected, in the form of the setting `attachment.decisionForm`. */
export function readDecisionIds(call: RoutedCall, body: SendBody): string[] {
  switch (call.settings['attachment.decisionForm']) {
    case 'attachments':
      return requireAttachments(call, body).map(({ id }, at) => requireMember(id, `attachments.attachment[${at}].id`));
    case 'content':
      return [requireMember(body.content, 'content')];
    case 'attachment':
      return [requireMember(body.attachment?.id, 'attachment.id')];
  }
}
