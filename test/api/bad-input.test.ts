import { describe, expect, it } from 'vitest';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { configurationCall, endCall, logInCall, sendCall, startCall, tokenCall } from '../../simulator/testing/calls.ts';
import type { Answer, Call } from '../../simulator/testing/exchange.ts';
import { withHeaders } from '../../simulator/testing/exchange.ts';
import { callsWith } from './refusals/expected-calls.ts';
import { goodCalls } from './refusals/good-calls.ts';
import { annLee, startBody, textBody } from '../../simulator/testing/samples.ts';
import { throughEverySkin } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

/** One call for each form of error body. `refusals.test.ts` shows that every call refuses a malformed body. */
const parsingCalls = ['sendMessage', 'logIn'] as const;
const readingCalls = callsWith(({ body }) => body === 'read');
const world = { world: { customers: [annLee] } };

function bytes(...codes: number[]) {
  return Uint8Array.from(codes);
}
function nested(levels: number) {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
}

/** Bodies that no parser accepts, each with the text of the answer. */
const brokenJson: [what: string, body: string | Uint8Array, problem: string | RegExp][] = [
  ['white space', ' \n ', 'Unexpected end of JSON input'],
  ['an object cut short', '{"conversation":{"id":"a', /Unterminated string in JSON/],
  ['an object with an end too many', '{"id":"a"}}', /Unexpected non-whitespace character after JSON/],
  ['single quotes', "{'id':'a'}", /Expected property name/],
  ['a word', 'nonsense', /Unexpected token/],
  ['XML', '<message/>', /Unexpected token/],
  ['a form', 'grant_type=client_credentials', /Unexpected token/],
  ['a number that JSON does not have', '{"id":NaN}', /Unexpected token/],
  ['an escape that JSON does not have', '{"id":"\\x41"}', /Bad escaped character/],
  ['51 levels', nested(51), 'nested deeper than 50 levels'],
  ['100,000 open brackets', '['.repeat(100_000), 'nested deeper than 50 levels'],
  ['bytes that are no UTF-8', bytes(0x7b, 0xff, 0xfe, 0x7d), 'the body is not UTF-8'],
  ['half a character of UTF-16', bytes(0xff, 0xfe, 0x7b, 0x00, 0x7d), 'the body is not UTF-16LE'],
];

const billionLaughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><message>&b;</message>`;

const brokenXml: [what: string, body: string | Uint8Array, problem: string | RegExp][] = [
  ['text', 'nonsense', /./],
  ['JSON', '{"id":"a"}', /./],
  ['an element cut short', '<message><conversation id="a"', /./],
  ['an element without end', '<message>', 'unclosed tag (line 1)'],
  ['elements that cross', '<message><a></message></a>', 'unexpected close tag (line 1)'],
  ['two roots', '<message/><message/>', /./],
  ['text behind the root', '<message/>text', /./],
  ['an attribute twice', '<message id="a" id="b"/>', 'duplicate attribute (line 1)'],
  [
    'a bare ampersand',
    '<message><content>a & b</content></message>',
    'unclosed tag; an ampersand in a text is written &amp; (line 1)',
  ],
  ['an entity that is not declared', '<message><content>&secret;</content></message>', 'undefined entity (line 1)'],
  ['an entity of HTML', '<message><content>&nbsp;</content></message>', 'undefined entity (line 1)'],
  ['a DTD', '<!DOCTYPE message><message/>', 'a document type definition is not allowed'],
  [
    'an external entity',
    '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><message><content>&x;</content></message>',
    'a document type definition is not allowed',
  ],
  ['a DTD in small letters', '<!doctype message><message/>', 'incorrect syntax (line 1)'],
  ['entities that multiply', billionLaughs, 'a document type definition is not allowed'],
  ['1000 levels', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`, /nest|depth/i],
  ['bytes that are no UTF-8', bytes(0x3c, 0x61, 0xff, 0x2f, 0x3e), 'the body is not UTF-8'],
];

/** Bodies that are well formed and of the wrong type. */
const wrongTypes = [
  'null',
  '[]',
  '[{"id":"a"}]',
  '"text"',
  '5',
  'true',
  '{}',
  '{"conversation":null}',
  '{"__proto__":{"id":"a"}}',
];

/** The text of an error body in the call's form. */
function textOf(answer: Answer): string {
  const { developerMessage, message } = answer.json as { developerMessage?: string; message?: string };
  return developerMessage ?? message ?? '';
}

async function spoilCall(centre: ContactCentre, operation: OperationId, type: string, body: string | Uint8Array): Promise<Call> {
  return { ...withHeaders(await goodCalls[operation](centre), { 'content-type': type }), body };
}

throughEverySkin((skin) => {
  describe.each([
    ['application/json', brokenJson],
    ['application/xml', brokenXml],
  ] as const)('%s', (type, bodies) => {
    it.each(bodies)('%s is refused with what the parser says', async (_what, body, problem) => {
      await using centre = await openContactCentre(skin, world);
      for (const operation of parsingCalls) {
        const answer = await centre.call(await spoilCall(centre, operation, type, body));
        expect(answer.status, `${operation}: ${answer.text}`).toBe(400);
        expect(textOf(answer)).toMatch(/^Request body could not be parsed: /);
        expect(textOf(answer).replace('Request body could not be parsed: ', '')).toMatch(problem);
      }
      await expectAlive(centre);
    });
  });

  it.each(wrongTypes)('the JSON %s is refused by every call that reads a body', async (body) => {
    await using centre = await openContactCentre(skin, world);
    // A customer can be created of whom nothing is said.
    const refusing = readingCalls.filter((operation) => operation !== 'createCustomer' || !body.startsWith('{'));
    for (const operation of refusing) {
      const answer = await centre.call(await spoilCall(centre, operation, 'application/json', body));
      expect(answer.status, `${operation}: ${answer.text}`).toBe(400);
      expect(textOf(answer)).toMatch(
        /^(Required attribute is missing in|Invalid value is provided in the) request body\b.*: ?'\S+'\.$/,
      );
    }
    await expectAlive(centre);
  });

  it.each([
    ['a NUL', '\0', 0],
    ['a tab', '\t', 9],
    ['a carriage return', '\r', 13],
    ['an escape', '\x1b', 27],
  ])('%s inside a JSON string is refused; between members white space is fine', async (_what, character, code) => {
    await using centre = await openContactCentre(skin, world);
    for (const operation of parsingCalls) {
      const call = await spoilCall(centre, operation, 'application/json', `{"content":"a${character}b"}`);
      expect(textOf(await centre.call(call))).toBe(
        `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value`,
      );
    }
    const token = await centre.token();
    const spaced = JSON.stringify(startBody(), null, '\t').replaceAll('\n', '\r\n');
    expect((await centre.call(startCall(token, spaced))).status).toBe(201);
  });

  it.each([
    ['start', startCall, '<message/>'],
    ['send', sendCall, '<conversation/>'],
    ['end', endCall, '<end/>'],
  ] as const)('%s refuses another root element (xml.roots)', async (_name, callOf, body) => {
    await using centre = await openContactCentre(skin);
    const answer = await centre.call(callOf(await centre.token(), body));
    expect(answer.status).toBe(400);
    expect(textOf(answer)).toMatch(/the root element is \w+, not \w+$/);
  });

  it.each([
    'grant_type=client_cred',
    'grant_type',
    'grant_type=%',
    'grant_type=client_credentials%00',
    '=client_credentials',
    'GRANT_TYPE=client_credentials',
    '&&&',
    '\0',
  ])('the form %j is refused by the token call', async (body) => {
    await using centre = await openContactCentre(skin);
    const answer = await centre.call({ ...tokenCall(), body });
    expect(answer.status).toBe(400);
    expect((answer.json as { error: string }).error).toMatch(/^(invalid_request|unsupported_grant_type)$/);
    await expectAlive(centre);
  });

  it.each([
    '',
    ' ',
    '0',
    '__proto__',
    'constructor',
    '../1001',
    'x'.repeat(100),
    '645ac530-7520-4daa-b95c-8e8cad6fcda7%00',
    '🙂',
  ])('the id %j is refused wherever an id is asked for', async (id) => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const calls = [
      configurationCall(token, encodeURIComponent(id)),
      startCall(token, startBody({ entryPoint: id })),
      sendCall(token, textBody(id)),
      endCall(token, { conversation: { id } }),
      { target: `/egain/chat/entrypoint/capacity/${encodeURIComponent(id)}` },
    ];
    for (const call of calls) {
      const answer = await centre.call(call);
      expect([400, 404], answer.text).toContain(answer.status);
      expect(answer.json).toEqual({ code: expect.any(String) as string, developerMessage: expect.any(String) as string });
    }
    await expectAlive(centre);
  });

  it('a defect of the simulator is answered 500 in the documented form, without its stack, and reported', async () => {
    const defects: unknown[] = [];
    await using centre = await openContactCentre(skin, { onDefect: (error) => defects.push(error) });
    const token = await centre.token();
    centre.simulator.partition('default').world.state.queues.clear();
    const answer = await centre.call(startCall(token, startBody()));
    expect([answer.status, answer.text]).toEqual([
      500,
      '{"code":"500-100","developerMessage":"System is unable to process this request. Please contact your administrator."}',
    ]);
    expect(defects).toEqual([expect.any(TypeError)]);
    expect(centre.simulator.journal.entries.at(-1)?.refusal?.reason.rule).toContain('TypeError');
    await expectAlive(centre);
  });
});

async function expectAlive(centre: ContactCentre): Promise<void> {
  expect((await centre.call(logInCall(undefined, '?forceLogin=yes'))).status).toBe(204);
}
