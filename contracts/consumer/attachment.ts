import { refusal } from './answers.ts';
import type { Interaction } from './interaction.ts';
import { state } from './interaction.ts';
import type { NodeInvocation } from './situations.ts';
import { inSituations, internalErrorIn, token, unusableTokens } from './situations.ts';
import { examples } from './templates.ts';

/** Get Attachment URL: the agent's file behind its content URL (spec 10). It accepts any type, so refusals come in XML, ECE's default. */

const invocation: NodeInvocation = {
  title: "the agent's file",
  operation: 'getAttachment',
  request: {
    method: 'GET',
    path: '{contentPath}',
    headers: { Authorization: 'Bearer {accessToken}', Accept: '*/*' },
  },
  method: 'getFileInfo.getAttachmentUrl',
  inputs: { fileName: examples.fileName, contentUrl: examples.contentPath },
};

const agentFile = state("an agent's file");
const failure = 'createAttachmentInfoOnFailure';

export const attachment: readonly Interaction[] = inSituations(invocation, [
  {
    when: 'before a decision',
    states: [token, agentFile],
    answer: { status: 200, body: { file: '%PDF-1.7\n', contentType: 'application/pdf' } },
    outcome: 'createAttachmentInfoOnSuccess',
    outputs: { fileAttachmentUrl: `https://files.example.com/${examples.fileName}` },
  },
  {
    when: 'after its rejection',
    states: [token, state("an agent's file that was rejected")],
    answer: refusal('403-133', `Attachment is not accessible: ${examples.attachmentId}`, 'xml'),
    outcome: failure,
  },
  {
    when: 'of a conversation of another application',
    states: [token, state("an agent's file for another application")],
    answer: refusal('403-133', `Attachment is not accessible: ${examples.attachmentId}`, 'xml'),
    outcome: failure,
  },
  {
    when: 'that does not exist',
    states: [token, state('no such file')],
    answer: refusal('404-100', `The following IDs supplied in the URI path were not found: '${examples.attachmentId}'.`, 'xml'),
    outcome: failure,
  },
  ...unusableTokens([agentFile], { refused: failure, notRenewed: failure }, 'xml'),
  internalErrorIn('getAttachment', [token, agentFile], failure, 'xml'),
]);
