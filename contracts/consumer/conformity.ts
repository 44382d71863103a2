import type * as z from 'zod';
import type { ErrorKey } from '../../simulator/protocol/errors.ts';
import { errors, wordingsOf } from '../../simulator/protocol/errors.ts';
import { rowOf } from '../../simulator/protocol/rows.ts';
import { compileRoutes, makeRoutes } from '../../simulator/protocol/routes.ts';
import { bodySchemas } from '../../simulator/protocol/schemas/bodies.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { states } from '../states.ts';
import type { Body, Exchange } from './interaction.ts';
import { exampleOf, given, isMatcher, valuesIn } from './templates.ts';

const findRoute = compileRoutes(makeRoutes(defaultSettings));
function textOf(text: string) {
  return given(text).value;
}

function problemUnless(holds: boolean, problem: string) {
  return holds ? [] : [problem];
}

/** The body as JSON; undefined when it is neither JSON nor XML of ECE. */
function objectOf(body: Body | undefined): unknown {
  if (body === undefined) return undefined;
  if ('json' in body) return exampleOf(body.json);
  return 'xml' in body ? exampleOf(body.xml) : undefined;
}

/** The row of the table of errors whose code the answer has. */
export function refusalOf({ answer }: Exchange): ErrorKey | undefined {
  const { code } = (objectOf(answer.body) ?? {}) as { code?: string };
  return (Object.keys(errors) as ErrorKey[]).find((key) => wordingsOf(key).some((wording) => wording.code === code));
}

function routeProblems({ request: { method, path }, operation }: Exchange): string[] {
  const match = findRoute(method, textOf(path));
  return problemUnless(match.found && match.route.operation === operation, `${method} ${path} is not ${operation}`);
}

function queryProblems(interaction: Exchange): string[] {
  if (refusalOf(interaction) === 'unknownQueryParameter') return [];
  const { query: known } = rowOf(interaction.operation);
  const isKnown = (name: string) => known.some((one) => one === name || (one.endsWith('*') && name.startsWith(one.slice(0, -1))));
  return Object.keys(interaction.request.query ?? {})
    .filter((name) => !isKnown(name))
    .map((name) => `the call has no query parameter ${name}`);
}

function credentialProblems(interaction: Exchange): string[] {
  const { Authorization: authorization, 'X-egain-session': session } = interaction.request.headers;
  const seen = authorization?.split(' ')[0]?.toLowerCase() ?? (session === undefined ? 'none' : 'session');
  const { authentication } = rowOf(interaction.operation);
  return problemUnless(seen === authentication, `credentials are ${seen} instead of ${authentication}`);
}

const refusesElement = new Set<ErrorKey | undefined>(['missingElement', 'elementEmpty', 'elementTooLong', 'invalidElement']);

function bodyProblems(interaction: Exchange): string[] {
  const { body } = interaction.request;
  const expected = rowOf(interaction.operation).body;
  if (expected === null || expected === 'empty') return problemUnless(body === undefined, 'the call reads no body');
  if (body === undefined) return ['the call needs a body'];
  if (expected === 'form') return problemUnless('form' in body, 'the call reads a form');
  if ('plainXml' in body || refusesElement.has(refusalOf(interaction))) return [];
  const schema: z.ZodType = bodySchemas(defaultSettings, 'xml' in body ? 'xml' : 'json')[expected];
  const { error } = schema.safeParse(objectOf(body));
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')} of the request: ${message}`);
}

/** Members that a contract leaves out are not read by the client. In XML every value is a text. */
function isTolerated({ code, input }: z.core.$ZodIssue) {
  return code === 'invalid_type' && (input === undefined || (typeof input === 'string' && /^\d+$/.test(input)));
}

function successProblems(interaction: Exchange): string[] {
  const { status, body } = interaction.answer;
  const { answer } = rowOf(interaction.operation);
  // Empty search results: spec 2.2.
  if (status === answer.emptyStatus) return problemUnless(body === undefined, 'a 204 has no body');
  const value = objectOf(body);
  const issues =
    answer.schema === null || value === undefined
      ? []
      : (answer.schema().safeParse(value, { reportInput: true }).error?.issues ?? []);
  return [
    ...problemUnless(status === answer.status, `the status is ${status} instead of ${answer.status}`),
    ...problemUnless(answer.status !== 204 || body === undefined, 'a 204 has no body'),
    ...issues.filter((issue) => !isTolerated(issue)).map(({ path, message }) => `${path.join('.')} of the answer: ${message}`),
  ];
}

const gateway = 'a gateway in front of ECE that fails';

/** Bodies of refusals that have no code: spec 3 and 12.1. */
const withoutCode = { token: ['error', 'error_description'], userSession: ['message'] } as const;

function escaped(text: string) {
  return text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
}
function pattern(text: string) {
  return new RegExp(`^${escaped(text).replaceAll(/\{\w+\}/g, '.+')}$`);
}

function refusalProblems(interaction: Exchange): string[] {
  const { family, refusals } = rowOf(interaction.operation);
  const { status, body } = interaction.answer;
  const said = objectOf(body) as Record<string, string>;
  if (family === 'token' || family === 'userSession') {
    const statuses = refusals.map((key) => Number(errors[key].code.slice(0, 3)));
    return [
      ...problemUnless(statuses.includes(status), `the call is never refused with ${status}`),
      ...problemUnless(Object.keys(said).join() === withoutCode[family].join(), `the refusal holds ${Object.keys(said).join()}`),
    ];
  }
  const key = refusalOf(interaction);
  if (key === undefined || !refusals.includes(key)) return [`the call is never refused with ${said.code ?? 'no code'}`];
  const { code, text } = wordingsOf(key).find((wording) => wording.code === said.code)!;
  return [
    ...problemUnless(code.startsWith(`${status}-`), `the status is ${status}, the code ${code}`),
    ...problemUnless(pattern(text).test(said.developerMessage!), `${key} has another text`),
  ];
}

/** Of what stands in front of ECE only the status counts. */
function gatewayProblems({ answer: { status, body }, states: used }: Exchange): string[] {
  const { parameters } = used.find(({ name }) => name === gateway)!;
  return [
    ...problemUnless(parameters?.['status'] === String(status), `the status is ${status} instead of the gateway's`),
    ...problemUnless(body === undefined, 'the gateway answers without a body'),
  ];
}

function answerProblems(interaction: Exchange): string[] {
  if (interaction.states.some(({ name }) => name === gateway)) return gatewayProblems(interaction);
  return interaction.answer.status < 300 ? successProblems(interaction) : refusalProblems(interaction);
}

function valuesOf(template: unknown): string[] {
  if (isMatcher(template)) return [...(template.expression ?? '').matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!);
  return typeof template === 'object' && template !== null ? Object.values(template).flatMap(valuesOf) : [];
}

function stateProblems({ states: used, request }: Exchange): string[] {
  const { path, query = {}, headers, body = {} } = request;
  const texts = [path, ...Object.values(query), ...Object.values(headers)];
  const returned: readonly string[] = used.flatMap(({ name }) => states[name].returns);
  return [
    ...used.flatMap(({ name, parameters = {} }) =>
      problemUnless(states[name].parameters.safeParse(parameters).success, `the parameters of "${name}" are wrong`),
    ),
    ...[...texts.flatMap(valuesIn), ...valuesOf(body)]
      .filter((value) => !returned.includes(value))
      .map((value) => `no state returns ${value}`),
  ];
}

/** The differences between the interaction and the operations table or the catalogue of states. */
export function problemsOf(interaction: Exchange): string[] {
  return [
    ...routeProblems(interaction),
    ...queryProblems(interaction),
    ...credentialProblems(interaction),
    ...bodyProblems(interaction),
    ...answerProblems(interaction),
    ...stateProblems(interaction),
  ];
}
