import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { callExamples } from '../../simulator/open-api/examples.ts';
import { eceOpenApi } from '../../simulator/open-api/document.ts';
import type { Authentication } from '../../simulator/protocol/operation-row.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { operationIds } from '../../simulator/protocol/operations.ts';
import { authenticationOf, rowOf } from '../../simulator/protocol/rows.ts';
import { bodySchemas } from '../../simulator/protocol/schemas/bodies.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';
import { basic, demo } from '../../simulator/testing/calls.ts';
import type { Answer } from '../../simulator/testing/exchange.ts';
import { annLee } from '../../simulator/testing/samples.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';
import { refusalCases } from './refusals/cases.ts';
import { goodCalls } from './refusals/good-calls.ts';
import { skins } from './skins.ts';

type Schema = Parameters<typeof z.fromJSONSchema>[0];
interface Documented {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: Schema }> }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  readonly components: { readonly schemas: { readonly Error: Schema } };
}

function documentOf({ simulator }: ContactCentre): Document {
  return eceOpenApi(simulator.settings, simulator.url) as Document;
}

/** The answer has a status of the document, and a body of its schema. */
function expectDocumented(centre: ContactCentre, operation: OperationId, answer: Answer): void {
  const { paths, components } = documentOf(centre);
  const calls = Object.values(paths).flatMap((methods) => Object.values(methods));
  const call = calls.find(({ operationId }) => operationId === operation || operationId.startsWith(`${operation}By`))!;
  const response = call.responses[answer.status];
  expect(Object.keys(call.responses), `${operation}: ${answer.text}`).toContain(String(answer.status));
  if (answer.contentType !== 'application/json') return;
  const schema = response!.content!['application/json']!.schema;
  const own = answer.status < 400 ? schema : components.schemas.Error;
  const isOtherForm = answer.status >= 400 && !answer.text.includes('developerMessage');
  if (!isOtherForm) expect(z.fromJSONSchema(own).safeParse(answer.json).error).toBeUndefined();
}

describe("the document of ECE's calls", () => {
  const world = { world: { customers: [annLee] } };

  it.each(operationIds)('tells what a good %s is answered', async (operation) => {
    await using centre = await openContactCentre(skins.inProcess, world);
    const call = await goodCalls[operation](centre);
    expectDocumented(centre, operation, await centre.call(call));
  });

  it.each(refusalCases.filter(({ operation }) => operation !== null).map((row) => [row.operation!, row.refusal, row] as const))(
    'tells how %s is refused: %s',
    async (operation, refusal, row) => {
      await using centre = await openContactCentre(skins.inProcess, { ...world, ...row.world });
      const call = await row.provoke(centre);
      const answer = await centre.call(call);
      if (refusal !== 'methodNotAllowed' && refusal !== 'unknownPath') expectDocumented(centre, operation, answer);
    },
  );

  /** What only a real conversation, file or customer would have. */
  const madeUp = ['conversationNotOngoing', 'unknownIdInPath', 'transcriptOfClosedSession', 'unknownId'];

  it.each(operationIds)('has a valid request of %s', async (operation) => {
    await using centre = await openContactCentre(skins.inProcess, { clock: 'manual', ...world });
    if (operation === 'activateWebhook') centre.simulator.changeSettings({ 'callback.reactivation': 'application' });
    const { path, method, body: form } = rowOf(operation);
    const { parameters = {}, body } = callExamples[operation];
    const query = new URLSearchParams(Object.entries(parameters).filter(([name]) => !path.includes(`{${name}}`)));
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name]!);
    const bearer = async () => ({ authorization: `Bearer ${await centre.token()}` });
    const credentials: Record<Authentication, () => Promise<Record<string, string>>> = {
      basic: () => Promise.resolve({ authorization: basic(demo) }),
      bearer,
      'bearer or session': bearer,
      session: async () => ({ 'x-egain-session': await centre.logIn() }),
      none: () => Promise.resolve({}),
    };
    const isForm = form === 'form';
    const text = body && (isForm ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body));
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(await credentials[authenticationOf(operation, centre.simulator.settings)]()),
      ...(text && { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' }),
    };
    const target = `/system${filled}${query.size > 0 ? `?${query.toString()}` : ''}`;
    const answer = await centre.call({ target, method: method, headers, ...(text && { body: text }) });
    const refusal = centre.simulator.journal.entries.at(-1)!.refusal?.key;
    expect(refusal === undefined || madeUp.includes(refusal), `${refusal}: ${answer.text}`).toBe(true);
    const schemas = bodySchemas(defaultSettings, 'json') as Record<string, z.ZodType>;
    if (body && !isForm) expect(schemas[form!]!.safeParse(body).error).toBeUndefined();
  });
});
