import { describe, expect, it } from 'vitest';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import { availabilityCall, logInCall } from '../../simulator/testing/calls.ts';
import type { Answer, Call } from '../../simulator/testing/exchange.ts';
import type { RefusalCase } from './refusals/case.ts';
import { expectedText, titleOf } from './refusals/case.ts';
import { refusalCases } from './refusals/cases.ts';
import { hasMessageForm, refusalsDocument } from './refusals/document.ts';
import { expected } from './refusals/expected-calls.ts';
import { goodCalls } from './refusals/good-calls.ts';
import type { RefusalKey } from './refusals/section-13.ts';
import { section13 } from './refusals/section-13.ts';
import { annLee, declaration } from '../../simulator/testing/samples.ts';
import { skins, throughEverySkin } from './skins.ts';
import { openContactCentre } from './contact-centre.ts';

const operationIds = Object.keys(operations) as OperationId[];

/** Refusals that the operations table leaves out because every call has them. */
const ofEveryCall: readonly RefusalKey[] = ['unknownPath', 'methodNotAllowed', 'notAcceptable', 'unsupportedMediaType'];

describe('the cases of refusals', () => {
  it('stand in docs/refusals.md as they are', async () => {
    const document = refusalsDocument(refusalCases, 'test/api/refusals.test.ts');
    await expect(document).toMatchFileSnapshot('../../docs/refusals.md');
  });

  it.each(operationIds)('prove every refusal that the table of operations gives %s', (operation) => {
    const proven = new Set(refusalCases.filter((row) => row.operation === operation).map(({ refusal }) => refusal));
    const missing = operations[operation].refusals.filter((refusal) => !proven.has(refusal));
    expect(missing.map((refusal) => `Add a case of ${refusal} for ${operation} to test/api/refusals/.`)).toEqual([]);
  });

  it.each(operationIds)('provoke no refusal that the table of operations does not give %s', (operation) => {
    const provoked = refusalCases.filter((row) => row.operation === operation).map(({ refusal }) => refusal);
    const listed: readonly RefusalKey[] = [...operations[operation].refusals, ...ofEveryCall];
    const unlisted = provoked.filter((refusal) => !listed.includes(refusal));
    expect(
      unlisted.map((refusal) => `Add ${refusal} to the refusals of the row ${operation} in protocol/operations.ts.`),
    ).toEqual([]);
  });

  it('have a name each', () => {
    const names = refusalCases.map((row) => `${row.operation} ${titleOf(row)}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

const world = { world: { customers: [annLee] } };

throughEverySkin((skin) => {
  it.each(operationIds)('the good call of %s, from which the cases start, succeeds', async (operation) => {
    await using centre = await openContactCentre(skin, world);
    const answer = await centre.call(await goodCalls[operation](centre));
    expect(answer.status, answer.text).toBe(operations[operation].answer.status);
  });

  eachCase(async (row) => {
    await using centre = await openContactCentre(skin, { ...world, ...row.world });
    const call = await row.provoke(centre);
    const answer = await centre.call(call);
    expect(centre.simulator.journal.entries.at(-1)?.refusal?.key, answer.text).toBe(row.refusal);
    expectRefusal(answer, row, call, 'application/json');
    expect((await centre.call(goodCallAfter(row))).status).toBeLessThan(300);
  });
});

describe('in XML', () => {
  eachCase(async (row) => {
    await using centre = await openContactCentre(skins.inProcess, { ...world, ...row.world });
    const call = await row.provoke(centre);
    expectRefusal(await centre.call(call, 'application/xml'), row, call, 'application/xml');
  });
});

function eachCase(prove: (row: RefusalCase) => Promise<void>): void {
  for (const [operation, cases] of Map.groupBy(refusalCases, (row) => row.operation)) {
    describe(operation ?? 'any other path', () => {
      it.each(cases.map((row) => [titleOf(row), row] as const))('%s', (_title, row) => prove(row));
    });
  }
}

/** The simulator still answers a call that has nothing to do with the case. */
function goodCallAfter({ operation }: RefusalCase): Call {
  return operation === 'logIn' ? availabilityCall('capacity') : logInCall(undefined, '?forceLogin=yes');
}

function expectRefusal(answer: Answer, row: RefusalCase, call: Call, accept: string): void {
  const [code] = section13[row.refusal];
  const text = row.oauth?.description ?? expectedText(row, call);
  expect(answer.status).toBe(row.oauth?.status ?? Number(code.slice(0, 3)));
  expect(answer.headers).toMatchObject(row.headers ?? {});
  expect(answer.contentType).toBe(call.headers?.['accept'] === undefined ? accept : defaultType(row));
  const isXml = answer.contentType === 'application/xml';
  const { root, members, namespace } = body(row, code, text);
  expect(answer.text).toBe(isXml ? xml(root, members, namespace) : JSON.stringify(members));
}

/** The answer to an `Accept` header that allows no format: spec 2.1. */
function defaultType({ operation }: RefusalCase): string {
  return operation !== null && expected(operation).defaultsToJson === true ? 'application/json' : 'application/xml';
}

const namespaces = {
  v19: 'http://bindings.egain.com/ws/model/v19/gen/common',
  v12: 'http://bindings.egain.com/ws/model/v12/gen/common',
  platform: 'http://bindings.egain.com/ws/model/v12/gen/platform',
};

/** Spec 2.4, 3 and 12.1. */
function body(
  { operation, oauth, refusal }: RefusalCase,
  code: string,
  text: string,
): { root: string; members: Record<string, string>; namespace: string } {
  if (oauth !== undefined) {
    const members = { error: oauth.error, error_description: oauth.description };
    return { root: 'oauthError', members, namespace: namespaces.v19 };
  }
  // A wrong method is refused before the call is known.
  if (hasMessageForm(operation) && refusal !== 'methodNotAllowed') {
    return { root: 'Error', members: { message: text }, namespace: namespaces.platform };
  }
  const isV12 = operation !== null && operations[operation].path.startsWith('/ws/v12/');
  return { root: 'error', members: { code, developerMessage: text }, namespace: isV12 ? namespaces.v12 : namespaces.v19 };
}

function xml(root: string, members: Record<string, string>, namespace: string): string {
  const children = Object.entries(members).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  return `${declaration}<${root} xmlns="${namespace}">${children.join('')}</${root}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
