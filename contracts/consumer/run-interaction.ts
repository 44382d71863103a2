import type { Pact } from '@pact-foundation/pact';
import type { Fetch } from '../../client/index.ts';
import { authorizationFor, runUse } from './client-under-contract.ts';
import type { Body, Exchange, Interaction } from './interaction.ts';
import type { Consumer } from './pact.ts';
import { newPact, pactFolder } from './pact.ts';
import { given, valuesIn } from './templates.ts';
import { pactRules, xmlBody } from './xml-body.ts';
import { rowOf } from '../../simulator/protocol/rows.ts';

type Described = ReturnType<Pact['addInteraction']>;
type BuilderOf<Build> = NonNullable<Build> extends (builder: infer Builder) => void ? Builder : never;
type RequestBuilder = BuilderOf<Parameters<Described['withRequest']>[2]>;
type AnswerBuilder = BuilderOf<Parameters<ReturnType<Described['withRequest']>['willRespondWith']>[1]>;

/** Pact compares only the names of a form that has no rules. */
function formRules(form: string) {
  return pactRules(
    Object.fromEntries(
      [...new URLSearchParams(form)].map(([name, value]) => [`$.${name}`, { 'pact:matcher:type': 'equality', value } as const]),
    ),
  );
}

function setBody(builder: RequestBuilder | AnswerBuilder, body: Body | undefined): void {
  if (body === undefined) return;
  if ('json' in body) builder.jsonBody(body.json);
  else if ('form' in body) builder.body('text/plain', Buffer.from(body.form)).matchingRules(formRules(body.form));
  else if ('file' in body) builder.body(body.contentType, Buffer.from(body.file));
  else if ('plainXml' in body) builder.xmlBody(body.plainXml).matchingRules(pactRules(body.rules ?? {}));
  else {
    const { elements, rules } = xmlBody(body);
    builder.xmlBody(elements).matchingRules(rules);
  }
}

/** A text for the builder: exact, with the values of states where it names them. */
function filled(text: string) {
  return valuesIn(text).length > 0 ? given(text) : text;
}

function filledIn(texts: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filled(text)]));
}

export interface RunSettings {
  /** Where the pact is written. Default: the committed contract. */
  folder?: string;
  /** The `fetch` of the library. A test gives another one to change the client on purpose. */
  fetch?: Fetch;
}

/**
 * Drives the client library against Pact's mock server and writes the interaction into the pact.
 *
 * @throws {Error} naming each mismatch of the request; {WrongResultError} when the library makes something else of the answer.
 */
export function runInteraction(interaction: Interaction, { folder, fetch }: RunSettings = {}): Promise<void> {
  const { operation, uses } = interaction;
  return runExchange('imiconnect-nodes', interaction, folder, async (url) => {
    const client = { url, asksForToken: rowOf(operation).authentication === 'basic', fetch };
    if (uses === 'authorize') await authorizationFor(client).authorize();
    else for (const use of uses) await runUse(use, client);
  });
}

/**
 * Lets the consumer call Pact's mock server and writes the exchange into the pact of the consumer.
 *
 * @throws {Error} naming each mismatch of the request; whatever the consumer throws.
 */
export async function runExchange(
  consumer: Consumer,
  { description, states, request, answer }: Exchange,
  folder: string | undefined,
  call: (url: string) => Promise<void>,
): Promise<void> {
  const described = newPact(consumer, folder ?? pactFolder).addInteraction();
  for (const { name, parameters } of states) described.given(name, parameters);
  await described
    .uponReceiving(description)
    .withRequest(request.method, filled(request.path), (builder) => {
      builder.query(filledIn(request.query ?? {})).headers(filledIn(request.headers));
      setBody(builder, request.body);
    })
    .willRespondWith(answer.status, (builder) => {
      builder.headers({ ...answer.headers });
      setBody(builder, answer.body);
    })
    .executeTest(({ url }) => call(url));
}
