import type { ServerResponse } from 'node:http';

/** What the stand-in answers, before it is written in JSON or XML. */
export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  /** Name of the root element in XML. */
  readonly root?: string;
  readonly body?: Record<string, unknown>;
  /** XML that is written as it is. */
  readonly xml?: string;
}

/** Thrown to refuse a call. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(code: `${number}-${number}`, developerMessage: string) {
    super(developerMessage);
    this.answer = { status: Number(code.slice(0, 3)), root: 'error', body: { code, developerMessage } };
  }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Lists repeat their element; an id is an attribute. */
function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('');
  if (typeof value !== 'object' || value === null) return `<${name}>${escape(String(value))}</${name}>`;
  const { id, ...others } = value as { id?: string | number };
  const children = Object.entries(others).map(([child, inner]) => element(child, inner));
  return `<${name}${id === undefined ? '' : ` id="${escape(String(id))}"`}>${children.join('')}</${name}>`;
}

const namespace = ' xmlns="http://bindings.egain.com/ws/model/v19/gen/common"';

export function write(response: ServerResponse, { status, headers = {}, root = '', body, xml }: Answer, inXml: boolean): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const text = inXml ? (xml ?? element(root, body).replace(root, root + namespace)) : JSON.stringify(body);
  response.writeHead(status, { ...headers, 'content-type': `application/${inXml ? 'xml' : 'json'};charset=UTF-8` }).end(text);
}

/** The text of the first element of the name in XML, or its `id` attribute. */
export function inXmlText(xml: string, name: string): string | undefined {
  const attribute = new RegExp(`<(?:\\w+:)?${name}[^>]*\\bid=["']([^"']*)["']`).exec(xml)?.[1];
  return attribute ?? new RegExp(`<(?:\\w+:)?${name}[^>]*>([^<]*)<`).exec(xml)?.[1];
}
