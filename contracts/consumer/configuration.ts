import type { Format } from './answers.ts';
import { bearerHeaders, json, refusal, xml } from './answers.ts';
import type { Interaction, Request } from './interaction.ts';
import { state } from './interaction.ts';
import type { NodeInvocation } from './situations.ts';
import { gatewayErrorsIn, inSituations, internalErrorIn, token, unauthorized, unusableTokens } from './situations.ts';
import { examples, like, text } from './templates.ts';

/** Entrypoint Configuration (spec 5). */

function request(entryPoint: string, format?: Format): Request {
  return {
    method: 'GET',
    path: '/system/ws/v19/clientapplications/messaging/configuration',
    query: { entrypoint: entryPoint },
    headers: bearerHeaders(format),
  };
}

const invocation: NodeInvocation = {
  title: 'the configuration of an entry point',
  operation: 'getConfiguration',
  request: request('{entryPointId}'),
  method: 'entrypointConfiguration.getEntrypointConfiguration',
  inputs: { entryPointId: examples.entryPointId },
};

/** The id is a number in JSON, an attribute in XML; the date is opaque. */
function configured(restriction: string, format: Format = 'json') {
  const [id, answer] =
    format === 'json'
      ? [like(1001), (body: object) => json(200, { entryPointConfiguration: [body] })]
      : [
          text(/\d+/, examples.entryPointId),
          (body: object) => xml(200, 'entryPointConfigurations', { entryPointConfiguration: [body] }),
        ];
  return answer({
    entryPoint: { id },
    lastModified: { date: like(examples.lastModifiedDate) },
    attachmentPolicies: { restrictionType: { value: restriction } },
  });
}

const outputs = { entryPointId: examples.entryPointId, lastModifiedDate: examples.lastModifiedDate };
const success = 'onEntryPointConfigSuccess';
const ready = state('an entry point with agents ready');
const noSuchEntryPoint = state('no such entry point');

function unknown(format?: Format) {
  return {
    answer: refusal('404-101', 'The following id does not exist: 1001', format),
    states: [token, noSuchEntryPoint],
    outcome: 'Not Found',
  };
}

export const configuration: readonly Interaction[] = [
  ...inSituations(invocation, [
    {
      states: [token, ready],
      answer: configured('allow_all'),
      outcome: success,
      outputs: { ...outputs, attachmentPolicies: 'allow_all' },
    },
    {
      when: 'that blocks attachments',
      states: [token, state('an entry point that blocks attachments')],
      answer: configured('block_all'),
      outcome: success,
      outputs: { ...outputs, attachmentPolicies: 'block_all' },
    },
    {
      when: 'that takes listed attachments',
      states: [token, state('an entry point with a list of attachments')],
      answer: configured('allow_list'),
      outcome: success,
      outputs: { ...outputs, attachmentPolicies: 'allow_list' },
    },
    {
      when: 'of another application',
      states: [token, state('an entry point of another application')],
      answer: refusal('403-130', 'Client application is not configured to use the entry point: 1001'),
      outcome: 'Forbidden',
    },
    {
      when: 'for an application that is not of type Chat',
      states: [state('an access token of an application that is not of type Chat')],
      answer: refusal('403-131', 'Client application is not of type Chat.'),
      outcome: 'Forbidden',
    },
    { when: 'that does not exist', ...unknown() },
    {
      when: 'that is inactive',
      states: [token, state('an inactive entry point')],
      answer: refusal('400-912', 'Entry point is not active: 1001'),
      outcome: 'onInvalidChoice',
    },
    ...unusableTokens([ready], unauthorized),
    internalErrorIn('getConfiguration', [token, ready], 'Internal server error'),
    ...gatewayErrorsIn('getConfiguration', [token, ready], 'onInvalidChoice'),
  ]),
  ...inSituations({ ...invocation, request: request('main'), inputs: { entryPointId: 'main' } }, [
    {
      when: 'whose id is no number',
      states: [token],
      answer: refusal('400-244', "Invalid value provided for query parameter: 'entrypoint'."),
      outcome: 'onInvalidChoice',
    },
  ]),
  ...inSituations(
    {
      ...invocation,
      title: `${invocation.title}, in XML,`,
      request: request('{entryPointId}', 'xml'),
      options: { wireFormat: 'xml' },
    },
    [
      {
        when: 'with agents ready',
        states: [token, ready],
        answer: configured('allow_all', 'xml'),
        outcome: success,
        outputs: { ...outputs, attachmentPolicies: 'allow_all' },
      },
      { when: 'that does not exist', ...unknown('xml') },
    ],
  ),
];
