import { describe, expect, it } from 'vitest';
import { allMethods, requests, resolveMethod } from '../../client/index.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import { problemsOf, refusalOf } from './conformity.ts';
import { configuration } from './configuration.ts';
import { interactions } from './contract.ts';
import { portalInteractions } from './portal/portal-contract.ts';
import { customerSearch } from './customer-search.ts';
import type { Interaction } from './interaction.ts';
import { sendMessage } from './send-message.ts';
import { unreached } from './unreached.ts';

/** The contract, the operations table and the catalogue of states must agree; routes, MSW handlers and documents come from the table. */

const exchanges = [...interactions, ...portalInteractions];

it.each(exchanges)('$description: conforms', (interaction) => expect(problemsOf(interaction)).toEqual([]));

describe('what departs is seen', () => {
  const [read, refused] = [configuration[0]!, configuration.find(({ answer }) => answer.status === 404)!];
  const throughGateway = configuration.find(({ answer }) => answer.status === 502)!;
  const [sent, found] = [sendMessage[0]!, customerSearch[0]!];
  const asking = (one: Interaction, request: Partial<Interaction['request']>) => ({
    ...one,
    request: { ...one.request, ...request },
  });
  const answering = (one: Interaction, status: number, json?: object) => ({
    ...one,
    answer: { status, ...(json && { body: { json } }) },
  });

  it.each<[string, Interaction, string]>([
    [
      'path',
      asking(read, { path: '/system/ws/v19/messaging/configuration' }),
      'GET /system/ws/v19/messaging/configuration is not',
    ],
    ['method', asking(read, { method: 'POST' }), 'POST /system'],
    ['query', asking(read, { query: { entryPoint: '1001' } }), 'the call has no query parameter entryPoint'],
    ['credentials', asking(read, { headers: { Accept: 'application/json' } }), 'credentials are none instead of bearer'],
    ['body', asking(sent, { body: { json: { conversation: { id: '1' }, type: 'text/plain' } } }), 'type of the request'],
    ['missing body', asking({ ...sent }, { body: undefined }), 'the call needs a body'],
    ['status', answering(read, 201, {}), 'the status is 201 instead of 200'],
    ['body where none is', answering(sent, 204, {}), 'a 204 has no body'],
    ['member', answering(read, 200, { configuration: [] }), 'of the answer: Unrecognized key'],
    ['type of a member', answering(found, 200, { customer: [{ id: true }] }), 'customer.0.id of the answer'],
    ['code', answering(refused, 404, { code: '404-999', developerMessage: '' }), 'the call is never refused with 404-999'],
    ['refusal of another call', answering(refused, 400, { code: '400-630', developerMessage: '' }), 'never refused with 400-630'],
    [
      'status of a code',
      answering(refused, 400, { code: '404-101', developerMessage: 'The following id does not exist: 1' }),
      'the status is 400',
    ],
    ['status of a gateway', answering(throughGateway, 500), "the status is 500 instead of the gateway's"],
    ['body of a gateway', answering(throughGateway, 502, {}), 'the gateway answers without a body'],
    ['text', answering(refused, 404, { code: '404-101', developerMessage: 'No.' }), 'unknownId has another text'],
    ['value of a state', { ...read, states: [] }, 'no state returns entryPointId'],
    [
      'parameter of a state',
      { ...read, states: [...read.states, { name: 'an internal error' }] },
      'the parameters of "an internal error" are wrong',
    ],
  ])('%s', (_, interaction, problem) => expect(problemsOf(interaction).join('\n')).toContain(problem));
});

it('every method that sends a request to ECE has an interaction in the file of its request', () => {
  const used = new Set(interactions.flatMap(({ uses }) => (uses === 'authorize' ? [] : uses.map(({ method }) => method))));
  const sending = allMethods().filter(({ method }) => method.requests.some((name) => requests[name].path !== null));
  expect(sending.filter(({ path }) => !used.has(path)).map(({ path }) => path)).toEqual([]);
});

it('an outcome that is expected is one of the method', () => {
  const unknown = interactions
    .flatMap(({ uses }) => (uses === 'authorize' ? [] : uses))
    .filter(({ method, outcome }) => !resolveMethod(method).method.outcomes.some(({ name }) => name === outcome));
  expect(unknown).toEqual([]);
});

const called = [...new Set(exchanges.map(({ operation }) => operation))];

it.each(called)('every refusal of %s is in the contract, or the reason why not is', (operation: OperationId) => {
  const { family, refusals } = operations[operation];
  const excused = Object.keys(unreached[operation] ?? {});
  // Refusals of the token call and the login have no code that identifies them.
  const held = exchanges.filter((one) => one.operation === operation).map((one) => refusalOf(one) ?? '');
  expect(excused.filter((key) => held.includes(key as never))).toEqual([]);
  if (family === 'token' || family === 'userSession') return;
  const missing = refusals.filter((key) => !held.includes(key) && !excused.includes(key));
  expect(
    missing.map((key) => `Add an interaction for ${key} of ${operation}, or say in unreached.ts why none holds it.`),
  ).toEqual([]);
});
