import type * as z from 'zod';
import { issueInWords } from '../doors/schema-issue-words.ts';
import { Unreadable } from '../protocol/json.ts';
import { rowOf } from '../protocol/rows.ts';
import { chooseFormat, acceptsSupportedLanguage, bodyFormat, bodyTypes, mediaTypeOf } from '../protocol/representation.ts';
import type { BodyForm, BodyName } from '../protocol/schemas/bodies.ts';
import type { BodySchemas } from '../protocol/schemas/compiled-bodies.ts';
import { bodyForms } from '../protocol/schemas/bodies.ts';
import type { RequestCheck } from '../protocol/setting-kinds.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { authenticate } from './authentication.ts';
import type { CallUnderCheck, ReadCall, RoutedCall } from './call.ts';
import { requireRead } from './call.ts';
import { withoutMember } from './member-path.ts';
import { refuse } from './refusal-error.ts';
import { operationsById } from './table.ts';

/**
 * Takes a call through all checks, in the order of the setting `http.checkOrder`: spec 2.5.
 * @throws {RefusalError} of the first check that fails
 */
export function checkCall(call: CallUnderCheck, schemas: BodySchemas): ReadCall {
  for (const check of call.settings['http.checkOrder']) checks[check](call, schemas);
  return requireRead(call);
}

type Check = (call: CallUnderCheck, schemas: BodySchemas) => void;

const checks: Record<RequestCheck, Check> = {
  authentication: (call) => void (call.caller = authenticate(call)),
  accept: checkAccept,
  'content-type': checkContentType,
  'body-size': checkBodySize,
  query: checkQuery,
  'body-syntax': readBody,
  'body-content': checkContent,
};

function checkAccept(call: CallUnderCheck): void {
  const { operation, settings, headers } = call;
  const { answer, defaultFormat } = rowOf(operation);
  const format = chooseFormat(headers['accept'], { fallback: defaultFormat(settings), tie: settings['http.acceptTie'] });
  const status = settings['http.notAcceptableStatus'];
  if (format === undefined && status !== 'xml' && answer.isFile !== true) {
    const reason = {
      rule: `Accept "${headers['accept']}" allows neither JSON nor XML`,
      wouldWork: ['application/json', 'application/xml'],
    };
    refuse('notAcceptable', {}, reason, { status });
  }
  call.format = format ?? 'xml';
  checkLanguage(call);
}

/** v19 calls ignore the language unless a setting says otherwise. Logout refuses with 406: spec 2.1. */
function checkLanguage({ operation, settings, headers }: RoutedCall): void {
  const language = headers['accept-language'];
  if (acceptsSupportedLanguage(language)) return;
  if (rowOf(operation).checksLanguage !== true && settings['http.invalidAcceptLanguage'] === 'ignore') return;
  refuse(
    'unsupportedLanguage',
    { value: language ?? '' },
    { rule: 'no supported language', wouldWork: 'Accept-Language: en-US' },
  );
}

/** The name of the schema of the body that this call must have; null for a form, an empty body or none. */
function bodyNameOf(call: RoutedCall): BodyName | null {
  const { body } = rowOf(call.operation);
  return body === null || body === 'form' || body === 'empty' || omitsBody(call) ? null : body;
}

function omitsBody(call: RoutedCall): boolean {
  return operationsById[call.operation].omitsBody?.(call) === true;
}

/** Types that a call without content may still name: spec 4. */
const typesOfEmptyBodies = ['', ...bodyTypes(true), 'multipart/form-data'];

const formTypes: readonly string[] = ['application/x-www-form-urlencoded'];

function checkContentType(call: RoutedCall): void {
  const { body } = rowOf(call.operation);
  if (body === null || omitsBody(call)) return;
  const encoding = call.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') refuseMediaType(call, encoding, 'no Content-Encoding');
  const type = mediaTypeOf(call.headers['content-type']);
  const allowed = body === 'form' ? formTypes : body === 'empty' ? typesOfEmptyBodies : readableTypes(call);
  if (!allowed.includes(type)) refuseMediaType(call, call.headers['content-type'] ?? 'none', allowed);
}

function readableTypes({ operation, settings }: RoutedCall): readonly string[] {
  return bodyTypes(rowOf(operation).readsXml?.(settings) ?? true);
}

function refuseMediaType(call: RoutedCall, value: string, wouldWork: unknown): never {
  const status = call.settings['http.unsupportedMediaTypeStatus'];
  return refuse('unsupportedMediaType', { value }, { rule: 'the call does not read this type', wouldWork }, { status });
}

function checkBodySize({ operation, settings, body }: RoutedCall): void {
  const limit = settings['http.maxBodyBytes'];
  if (rowOf(operation).body === null || limit === null || body.bytes.byteLength <= limit) return;
  const reason = { rule: `the body is larger than ${limit} bytes`, wouldWork: `at most ${limit} bytes` };
  refuse('bodyTooLarge', { limit }, reason, { status: settings['http.bodyTooLargeStatus'] });
}

function checkQuery(call: CallUnderCheck): void {
  for (const name of call.query.keys()) {
    if (isAllowedParameter(call, name)) continue;
    const reason = { rule: 'the call has no such query parameter', wouldWork: rowOf(call.operation).query };
    refuse('unknownQueryParameter', { name }, reason);
  }
  call.parsedQuery = operationsById[call.operation].readQuery(call);
  readContent(call);
}

function isAllowedParameter({ operation, settings }: RoutedCall, name: string): boolean {
  const { query, queryBySetting, unknownQuery } = rowOf(operation);
  if (name === queryBySetting?.parameter) return queryBySetting.isRead(settings);
  const isKnown = query.some((known) => known === name || (known.endsWith('*') && name.startsWith(known.slice(0, -1))));
  return isKnown || unknownQuery(settings) === 'ignore';
}

function readBody(call: CallUnderCheck): void {
  const body = bodyNameOf(call);
  if (body === null) return;
  if (call.body.bytes.byteLength === 0) refuseMissingBody(call, bodyForms[body]);
  try {
    call.sentBody = parse(call, bodyForms[body]);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    refuseUnreadable(call, error);
  }
}

function refuseMissingBody({ settings }: RoutedCall, { missingStatus }: BodyForm): never {
  const reason = { rule: 'the body is empty', wouldWork: 'see the request body of the call' };
  return refuse('bodyMissing', {}, reason, { status: missingStatus?.(settings) });
}

function refuseUnreadable({ settings }: RoutedCall, { message, controlCharacter }: Unreadable): never {
  const wire = { status: settings['http.malformedBodyStatus'] };
  if (controlCharacter === undefined) {
    return refuse('malformedBody', { problem: message }, { rule: message, wouldWork: 'a well-formed body' }, wire);
  }
  const reason = {
    rule: 'a raw control character stands inside a JSON string',
    wouldWork: 'the character escaped, e.g. \\n',
  };
  return refuse('illegalUnquotedCharacter', { character: controlCharacter }, reason, wire);
}

function parse(call: RoutedCall, { xmlRoot }: BodyForm): unknown {
  const { root, value } = call.body.read();
  if (root === null) return value;
  const expected = xmlRoot(call.settings);
  if (expected !== null && root !== expected) throw new Unreadable(`the root element is ${root}, not ${expected}`);
  // An element without children reads as an empty text.
  return value === '' ? {} : value;
}

function checkContent(call: CallUnderCheck, schemas: BodySchemas): void {
  const body = bodyNameOf(call);
  call.validBody =
    body === null ? undefined : validate(call, bodyForms[body], schemas[bodyFormat(call.headers['content-type'])][body]);
  readContent(call);
}

/** The meaning of a body can depend on the query, so this reads the body only when both have passed their checks. */
function readContent(call: CallUnderCheck): void {
  if (!('parsedQuery' in call && 'validBody' in call)) return;
  call.content = operationsById[call.operation].readContent(call, call.validBody, call.parsedQuery, call.sentBody);
}

function validate({ settings, sentBody }: CallUnderCheck, form: BodyForm, schema: z.ZodType): unknown {
  const added = form.addedMember?.(settings) ?? null;
  const result = schema.safeParse(added === null ? sentBody : withoutMember(sentBody, added));
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
  const key = findErrorKey(issue, valueAt(sentBody, path));
  const reason = { rule: ruleOf(issue, sentBody), wouldWork: 'see the request body of the call' };
  const limit: Record<string, string> = issue.code === 'too_big' ? { limit: String(issue.maximum) } : {};
  return refuse(key, { path: formatPath(path), ...limit }, reason, { status: statusOf(key, form, settings) });
}

/** A message of the schema's own is a rule; the other words are those of the library that checks. */
function ruleOf(issue: z.core.$ZodIssue, body: unknown): string {
  if (!/^(Invalid|Too|Unrecognized) /.test(issue.message)) return issue.message;
  return issueInWords(issue, valueAt(body, issue.path), `"${formatPath(issue.path)}"`);
}

type ElementProblem = 'unknownElement' | 'missingElement' | 'elementEmpty' | 'elementTooLong' | 'invalidElement';

function findErrorKey(issue: z.core.$ZodIssue, value: unknown): ElementProblem {
  if (issue.code === 'unrecognized_keys') return 'unknownElement';
  if (value === undefined || value === null) return 'missingElement';
  if (value === '') return 'elementEmpty';
  return issue.code === 'too_big' && typeof value === 'string' ? 'elementTooLong' : 'invalidElement';
}

function statusOf(key: ElementProblem, { missingStatus, invalidStatus }: BodyForm, settings: SettingValues): number | undefined {
  if (key === 'unknownElement') return undefined;
  const isAbsent = key === 'missingElement' || key === 'elementEmpty';
  return (isAbsent ? missingStatus : invalidStatus)?.(settings);
}

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[name], body);
}

/** E.g. `attachments.attachment[0].size`. */
function formatPath(path: PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return steps.join('').replace(/^\./, '') || 'body';
}
