import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { brunoFiles, postmanCollection } from './collections.ts';

const folder = path.join(import.meta.dirname, '../../docs/collections');

/** A request as both forms have it, with its variables still unfilled, and what is done with its answer. */
interface Request {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly basic: readonly [string, string] | undefined;
  readonly body: string | undefined;
  readonly then: (answer: Response, text: string, variables: Map<string, string>) => void;
}

/** Sends the requests of a collection one after the other, as the tool of the collection does. */
async function play(requests: readonly Request[], variables: Map<string, string>): Promise<void> {
  const fill = (text: string) => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => variables.get(name) ?? `no ${name}`);
  for (const { method, url, headers, basic, body, then } of requests) {
    const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]));
    const authorization = basic && `Basic ${btoa(basic.map(fill).join(':'))}`;
    const init = { method, headers: { ...filled, ...(authorization && { authorization }) } };
    const answer = await fetch(fill(url), body === undefined ? init : { ...init, body: fill(body) });
    then(answer, await answer.text(), variables);
  }
}

interface PostmanItem {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly header: readonly { key: string; value: string }[];
    readonly url: { readonly raw: string };
    readonly auth?: { readonly basic: readonly { value: string }[] };
    readonly body?: { readonly raw?: string; readonly urlencoded?: readonly { key: string; value: string }[] };
  };
  readonly event: readonly { readonly script: { readonly exec: readonly string[] } }[];
}

interface Postman {
  readonly variable: readonly { key: string; value: string }[];
  readonly item: readonly PostmanItem[];
}

function postmanRequests({ item }: Postman): Request[] {
  return item.map(({ name, request: { method, header, url, auth, body }, event }) => ({
    name,
    method,
    url: url.raw,
    headers: Object.fromEntries(header.map(({ key, value }) => [key, value])),
    basic: auth && [auth.basic[0]!.value, auth.basic[1]!.value],
    body: body?.raw ?? body?.urlencoded?.map(({ key, value }) => `${key}=${value}`).join('&'),
    then: (answer, text, variables) => {
      const pm = {
        response: {
          json: () => JSON.parse(text) as unknown,
          headers: { get: (one: string) => answer.headers.get(one) },
          to: { have: { status: (status: number) => expect(answer.status, `${name}: ${text}`).toBe(status) } },
        },
        test: (_name: string, check: () => void) => check(),
        collectionVariables: { set: (key: string, value: string) => variables.set(key, value) },
      };
      runInNewContext(event.flatMap(({ script }) => script.exec).join('\n'), { pm });
    },
  }));
}

/** The blocks of a .bru file; those of a body are text. */
function blocksOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(/^([\w:-]+) \{\n(.*?)^\}$/gms)].map(([, name, inner]) => [name!, inner!]));
}

function membersOf(inner = ''): [string, string][] {
  return [...inner.matchAll(/^ {2}([^:\n]+): (.*)$/gm)].map(([, key, value]) => [key!, value!]);
}

function brunoRequest(text: string): Request & { readonly at: number } {
  const blocks = blocksOf(text);
  const meta = Object.fromEntries(membersOf(blocks.get('meta')));
  const method = ['get', 'post', 'put', 'delete'].find((one) => blocks.has(one))!;
  const form = blocks.get('body:form-urlencoded');
  const basic = membersOf(blocks.get('auth:basic')).map(([, value]) => value);
  return {
    at: Number(meta['seq']),
    name: meta['name']!,
    method: method.toUpperCase(),
    url: Object.fromEntries(membersOf(blocks.get(method)))['url']!,
    headers: Object.fromEntries(membersOf(blocks.get('headers'))),
    basic: basic.length === 0 ? undefined : [basic[0]!, basic[1]!],
    body:
      blocks.get('body:json') ??
      (form &&
        membersOf(form)
          .map((member) => member.join('='))
          .join('&')),
    then: (answer, body, variables) => {
      for (const [, wanted] of membersOf(blocks.get('assert')))
        expect(`eq ${answer.status}`, `${meta['name']}: ${body}`).toBe(wanted);
      const headers = Object.fromEntries(answer.headers);
      const res = { status: answer.status, headers, body: body.startsWith('{') ? (JSON.parse(body) as unknown) : body };
      for (const [name, value] of membersOf(blocks.get('vars:post-response')))
        variables.set(name, String(runInNewContext(value, { res })));
    },
  };
}

async function simulatorForCollections() {
  const simulator = await startSimulator({ port: 0, clock: 'manual' });
  onTestFinished(() => simulator.close(0));
  return simulator;
}

describe('the collections', () => {
  it('are those of the code', async () => {
    const postman = `${JSON.stringify(postmanCollection(), null, 2)}\n`;
    await expect(postman).toMatchFileSnapshot('../../docs/collections/postman.json');
    for (const [name, text] of Object.entries(brunoFiles()))
      await expect(text).toMatchFileSnapshot(`../../docs/collections/bruno/${name}`);
  });

  it('have no file of a call that is gone', () => {
    const files = readdirSync(path.join(folder, 'bruno'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.includes('.'),
    );
    expect(files.sort()).toEqual(Object.keys(brunoFiles()).sort());
  });

  /** What only a real file, session or setting would give. */
  const refused = ['getAttachment', 'getTranscript'];

  it.each(['Postman', 'Bruno'])('of %s runs from top to bottom', async (tool) => {
    const simulator = await simulatorForCollections();
    const postman = JSON.parse(JSON.stringify(postmanCollection())) as Postman;
    const files = brunoFiles();
    const bruno = Object.keys(files)
      .filter((name) => /^\w+\.bru$/.test(name))
      .map((name) => brunoRequest(files[name]!))
      .sort((one, other) => one.at - other.at);
    const requests = tool === 'Postman' ? postmanRequests(postman) : bruno;
    const variables = new Map(
      tool === 'Postman'
        ? postman.variable.map(({ key, value }) => [key, value])
        : membersOf(blocksOf(files['environments/local.bru']!).get('vars')),
    );
    await play(requests, variables.set('baseUrl', `${simulator.url}/system`));
    const { entries } = simulator.journal;
    expect(entries).toHaveLength(requests.length);
    expect(entries.filter(({ refusal }) => refusal !== null).map(({ operation }) => operation)).toEqual(refused);
    expect(new Set(entries.map(({ operation }) => operation)).size).toBe(requests.length);
  });
});
