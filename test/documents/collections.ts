import type { CollectionStep } from './collection-steps.ts';
import { collectionSteps, collectionVariables } from './collection-steps.ts';

const title = 'Cisco ECE messaging API v19';

/** A collection of Postman, version 2.1. */
export function postmanCollection(): object {
  const steps = collectionSteps();
  return {
    info: {
      name: title,
      description:
        'Made from the OpenAPI document of ece-simulator. Run it from top to bottom: requests take values from the answers before.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    variable: Object.entries(collectionVariables).map(([key, value]) => ({ key, value })),
    item: steps.map((step) => postmanRequest(step)),
  };
}

function postmanRequest(step: CollectionStep): object {
  const { summary, method, path, query, form, body } = step;
  const parameters = Object.entries(query).map(([key, value]) => ({ key, value }));
  return {
    name: summary,
    request: {
      method,
      header: headersOf(step).map(([key, value]) => ({ key, value })),
      url: {
        raw: urlOf(step),
        host: ['{{baseUrl}}'],
        path: path.split('/').slice(1),
        ...(parameters.length > 0 && { query: parameters }),
      },
      ...(step.authentication === 'basic' && {
        auth: {
          type: 'basic',
          basic: [
            { key: 'username', value: '{{clientId}}' },
            { key: 'password', value: '{{clientSecret}}' },
          ],
        },
      }),
      ...(body !== undefined && {
        body: form
          ? { mode: 'urlencoded', urlencoded: Object.entries(body).map(([key, value]) => ({ key, value: value as string })) }
          : { mode: 'raw', raw: JSON.stringify(body, null, 2), options: { raw: { language: 'json' } } },
      }),
    },
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: postmanScript(step) } }],
  };
}

function postmanScript({ status, takes }: CollectionStep): string[] {
  const values = Object.entries(takes).map(([name, from]) => {
    const value =
      'body' in from
        ? `pm.response.json().${from.body}`
        : `new RegExp(${JSON.stringify(from.pattern)}).exec(pm.response.headers.get(${JSON.stringify(from.header)}))[1]`;
    return `pm.collectionVariables.set('${name}', ${value});`;
  });
  return [
    ...(status === undefined ? [] : [`pm.test('is answered ${status}', () => pm.response.to.have.status(${status}));`]),
    ...values,
  ];
}

function headersOf({ authentication, body, form }: CollectionStep): [string, string][] {
  return [
    ['Accept', 'application/json'],
    ...(body === undefined
      ? []
      : [['Content-Type', form ? 'application/x-www-form-urlencoded' : 'application/json'] as [string, string]]),
    ...(authentication === 'bearer' || authentication === 'bearer or session'
      ? [['Authorization', 'Bearer {{token}}'] as [string, string]]
      : []),
    ...(authentication === 'session' ? [['X-egain-session', '{{session}}'] as [string, string]] : []),
  ];
}

function urlOf({ path, query }: CollectionStep): string {
  const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `{{baseUrl}}${path}${search.length === 0 ? '' : `?${search.join('&')}`}`;
}

/** The files of a Bruno collection, by name. */
export function brunoFiles(): Record<string, string> {
  const requests = collectionSteps().map((step, at): [string, string] => [`${step.operation}.bru`, brunoRequest(step, at + 1)]);
  return {
    'bruno.json': `${JSON.stringify({ version: '1', name: title, type: 'collection' }, null, 2)}\n`,
    'environments/local.bru': block('vars', Object.entries(collectionVariables)),
    ...Object.fromEntries(requests),
  };
}

function brunoRequest(step: CollectionStep, at: number): string {
  const { summary, method, query, form, body, status, takes, authentication } = step;
  const bodyKind = body === undefined ? 'none' : form ? 'formUrlEncoded' : 'json';
  const values = Object.entries(takes).map(([name, from]): [string, string] => [
    name,
    'body' in from ? `res.body.${from.body}` : `new RegExp('${from.pattern}').exec(res.headers['${from.header}'])[1]`,
  ]);
  return [
    block('meta', [
      ['name', summary],
      ['type', 'http'],
      ['seq', String(at)],
    ]),
    block(method.toLowerCase(), [
      ['url', urlOf(step)],
      ['body', bodyKind],
      ['auth', authentication === 'basic' ? 'basic' : 'none'],
    ]),
    ...(Object.keys(query).length > 0 ? [block('params:query', Object.entries(query))] : []),
    block('headers', headersOf(step)),
    ...(authentication === 'basic'
      ? [
          block('auth:basic', [
            ['username', '{{clientId}}'],
            ['password', '{{clientSecret}}'],
          ]),
        ]
      : []),
    ...(bodyKind === 'json' ? [`body:json {\n${indented(JSON.stringify(body, null, 2))}\n}\n`] : []),
    ...(bodyKind === 'formUrlEncoded' ? [block('body:form-urlencoded', Object.entries(body as Record<string, string>))] : []),
    ...(values.length > 0 ? [block('vars:post-response', values)] : []),
    ...(status === undefined ? [] : [block('assert', [['res.status', `eq ${status}`]])]),
  ].join('\n');
}

function block(name: string, members: readonly (readonly [string, string])[]): string {
  return `${name} {\n${members.map(([key, value]) => `  ${key}: ${value}\n`).join('')}}\n`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
