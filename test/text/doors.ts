import fc from 'fast-check';
import { settings } from '../../simulator/protocol/settings.ts';
import type { Simulator } from '../../simulator/index.ts';
import { isSimulatorError } from '../../simulator/index.ts';
import { logInCall, searchCall, sendCall, startCall } from '../../simulator/testing/calls.ts';
import type { EceClient } from '../../simulator/testing/ece-client.ts';
import type { Call } from '../../simulator/testing/exchange.ts';
import { common, customerWith, declaration, startBody, textBody, uploadBody } from '../../simulator/testing/samples.ts';
import { openApi } from '../control/documented.ts';
import type { BodySchema } from './arbitrary-body.ts';
import { bodyInFormOf } from './arbitrary-body.ts';
import { awkwardText } from './awkward-text.ts';

/** A simulator that is called while awkward text comes in: a conversation with an agent is under way. */
export interface Scene {
  readonly simulator: Simulator;
  /** Where it is reached, whatever public URL comes in. */
  readonly url: string;
  readonly ece: EceClient;
  /** Of a user of ECE. */
  readonly session: string;
  readonly conversation: string;
}

/** Brings text in by one door, which takes or refuses it. */
export interface Entry {
  readonly door: string;
  readonly enter: (scene: Scene) => Promise<unknown>;
}

/** With its door as its text in the report of a counterexample. */
function makeEntry(door: string, enter: Entry['enter']): Entry {
  return Object.assign({ door, enter }, { [fc.toStringMethod]: () => door });
}

/** Ids with which the path of a control call leads to something. */
export function pathParameters({ conversation }: Scene): Record<string, string> {
  return {
    application: 'demo',
    entryPoint: '1001',
    queue: 'Service',
    agent: 'Ada',
    user: 'demo-user',
    partition: 'default',
    conversation,
  };
}

/** These let time pass or wait; a text in them goes nowhere. */
const withoutText = /\/(clock|advance|wait)$/;

const controlRows = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { requestBody }]) => {
    const schema = requestBody?.content['application/json'].schema as BodySchema | undefined;
    return schema === undefined || path.includes('/partitions/{') || withoutText.test(path) ? [] : [{ method, path, schema }];
  }),
);

/** By the control API, one of its rows. */
const byControl = fc.constantFrom(...controlRows).chain(({ method, path, schema }) =>
  fc.tuple(bodyInFormOf(schema), awkwardText).map(([body, id]) =>
    makeEntry(`${method} ${path} ${JSON.stringify(body)}`, async (scene) => {
      const parameters = pathParameters(scene);
      const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(parameters[name] ?? id.toWellFormed()),
      );
      await fetch(scene.url + target, {
        method: method.toUpperCase(),
        body: JSON.stringify(body),
      });
      // Faults are meant to spoil answers.
      scene.simulator.faults.clear();
    }),
  ),
);

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const calls: Readonly<Record<string, (scene: Scene, text: string) => Call>> = {
  'start with a subject': ({ ece }, text) => startCall(ece.token, startBody({ activity: { subject: text } })),
  'start with a customer': ({ ece }, text) => {
    const contact = {
      firstName: text,
      lastName: text,
      phone: [{ phoneNo: text }],
      social: [{ type: { value: text }, socialId: text }],
    };
    const customer = { ...customerWith('ann@example.com'), contacts: { contact: [contact] } };
    return startCall(ece.token, startBody({ activity: { customer } }), '?searchContactOnAttribute=phone.phoneNo');
  },
  'send a text': ({ ece, conversation }, text) => sendCall(ece.token, textBody(conversation, text)),
  'send HTML in XML': ({ ece, conversation }, text) =>
    sendCall(
      ece.token,
      `${declaration}<message ${common}><conversation id="${conversation}"/><type><value>text/html</value></type><content>${escapeXml(text)}</content></message>`,
    ),
  'offer a file': ({ ece, conversation }, text) =>
    sendCall(
      ece.token,
      uploadBody(conversation, { fileName: text, contentType: text, size: '1', contentUrl: `http://a.example/${text}` }),
    ),
  'log in': (_scene, text) => logInCall({ username: text, password: text }),
  'search a customer': ({ session }, text) => searchCall(session, `phone=${encodeURIComponent(text.toWellFormed())}`),
};

/** By a call of ECE. */
const byCall = fc
  .tuple(fc.constantFrom(...Object.entries(calls)), awkwardText)
  .map(([[name, makeCall], text]) =>
    makeEntry(`${name} ${JSON.stringify(text)}`, (scene) => scene.ece.send(makeCall(scene, text))),
  );

const textSettings = Object.entries(settings)
  .filter(([, { type }]) => type.safeParse('a "text"\u2028').success)
  .map(([name]) => name);

const acts: Readonly<Record<string, (scene: Scene, text: string) => unknown>> = {
  'agents.change': ({ simulator }, text) => simulator.agents.change('Ada', { firstName: text, lastName: text }),
  'queues.add': ({ simulator }, text) => simulator.queues.add({ name: text, skill: text }),
  'users.add': ({ simulator }, text) => simulator.users.add({ userName: text, password: text }),
  'customers.add': ({ simulator }, text) =>
    simulator.customers.add({ contacts: [{ firstName: text, emails: [text], socials: [{ kind: text, id: text }] }] }),
  'entryPoints.edit': ({ simulator }, text) => simulator.entryPoints.edit(1001, { name: text }),
  'applications.change': ({ simulator }, text) =>
    simulator.applications.change('demo', { callback: { authentication: { type: 'basic', userName: text, password: text } } }),
  'conversations.say': ({ simulator, conversation }, text) => simulator.conversations.say(conversation, text),
  'conversations.sayHtml': ({ simulator, conversation }, text) => simulator.conversations.sayHtml(conversation, text),
  'conversations.pushPage': ({ simulator, conversation }, text) =>
    simulator.conversations.pushPage(conversation, `http://a.example/${text}`),
  'conversations.sendFile': ({ simulator, conversation }, text) =>
    simulator.conversations.sendFile(conversation, { fileName: text, contentType: 'text/plain', content: new Uint8Array(1) }),
  'the type of a file': ({ simulator, conversation }, text) =>
    simulator.conversations.sendFile(conversation, {
      fileName: 'a',
      contentType: `text/plain;${text}`,
      content: new Uint8Array(1),
    }),
  customAttributes: ({ simulator }, text) => {
    simulator.partition('default').customAttributes = { activity: [text], customer: [text] };
    simulator.customers.add({ customAttributes: { [text]: [text] } });
  },
  createPartition: ({ simulator }, text) =>
    simulator.createPartition({ seed: text, world: { queues: [{ name: text, skill: text }], entryPoints: [] } }),
  ...Object.fromEntries(
    textSettings.map((name) => [name, ({ simulator }: Scene, text: string) => simulator.changeSettings({ [name]: text })]),
  ),
};

/** By the doors that code has. */
const byCode = fc.tuple(fc.constantFrom(...Object.entries(acts)), awkwardText).map(([[name, act], text]) =>
  makeEntry(`${name} ${JSON.stringify(text)}`, (scene) => {
    try {
      act(scene, text);
    } catch (error) {
      if (!isSimulatorError(error)) throw error;
    }
    return Promise.resolve();
  }),
);

export const entry: fc.Arbitrary<Entry> = fc.oneof(byControl, byCall, byCode);
