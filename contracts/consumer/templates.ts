import type { StateValue } from '../states.ts';

/** A value of a body, header, path or query that Pact compares by a rule, or fills in from a provider state. */
export interface Matcher<Value = unknown> {
  readonly 'pact:matcher:type': 'equality' | 'type' | 'regex';
  /** The example in the pact. */
  readonly value: Value;
  readonly regex?: string;
  /** Least number of entries of a list. */
  readonly min?: number;
  readonly 'pact:generator:type'?: 'ProviderState';
  readonly expression?: string;
}

/** The placeholder in the pact for a value that a state returns. */
export const examples = {
  clientId: 'demo-client',
  clientSecret: 'demo-secret',
  basicCredentials: 'ZGVtby1jbGllbnQ6ZGVtby1zZWNyZXQ=',
  accessToken: '5a0f0bc4-dc21-44c8-a50b-b12bad7ae41e',
  entryPointId: '1001',
  lastModifiedDate: '2026-01-15T09:30:00.000Z',
  conversationId: '645ac530-7520-4daa-b95c-8e8cad6fcda7',
  attachmentId: '4711',
  fileName: 'offer.pdf',
  contentUrl: 'https://ece.example.com/system/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf',
  contentPath: '/system/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf',
  userName: 'demo-user',
  password: 'demo-password',
  session: '0b8d4a0e-6d1f-4f0b-9a55-2f3f5f0f7c11',
  customerId: '1012',
  contactPersonId: '2001',
  contactPointId: '3001',
} as const satisfies Record<StateValue, string>;

const placeholder = /\{(\w+)\}/g;

/** Names of the state values that a text like `Bearer {accessToken}` holds. */
export function valuesIn(text: string): StateValue[] {
  return [...text.matchAll(placeholder)].map(([, name]) => name as StateValue);
}

/** A text with `{stateValue}`s. The client must send exactly this text; for the provider, the values of its states replace them. */
export function given(text: string): Matcher<string> {
  return {
    'pact:matcher:type': 'equality',
    'pact:generator:type': 'ProviderState',
    expression: text.replace(placeholder, '$${$1}'),
    value: text.replace(placeholder, (_, name: StateValue) => examples[name]),
  };
}

/** Any value of the same type. */
export function like(value: unknown): Matcher {
  return { 'pact:matcher:type': 'type', value };
}

/** Any text that the pattern matches as a whole. */
export function text(pattern: RegExp, value: string): Matcher<string> {
  return {
    'pact:matcher:type': 'regex',
    regex: `^(?:${pattern.source})$`,
    value,
  };
}

/** At least one entry, each like this one. */
export function each(entry: object): Matcher {
  return { 'pact:matcher:type': 'type', min: 1, value: [entry] };
}

export function digits(value: string): Matcher<string> {
  return text(/\d+/, value);
}
export function uuid(value: string): Matcher<string> {
  return text(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, value);
}

export function isMatcher(value: unknown): value is Matcher {
  return typeof value === 'object' && value !== null && 'pact:matcher:type' in value;
}

/** The example that a template stands for. */
export function exampleOf(template: unknown): unknown {
  if (isMatcher(template)) return exampleOf(template.value);
  if (Array.isArray(template)) return template.map(exampleOf);
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, exampleOf(value)]));
}
