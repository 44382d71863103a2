import fc from 'fast-check';
import { awkwardText } from './awkward-text.ts';

/** The parts of a JSON schema that the control API uses. */
export interface BodySchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, BodySchema>>;
  readonly required?: readonly string[];
  readonly items?: BodySchema;
  readonly anyOf?: readonly BodySchema[];
  readonly oneOf?: readonly BodySchema[];
  readonly propertyNames?: BodySchema;
}

/** Values with which a member does what it is for: an awkward text alone would be refused, because it names nothing. */
const knownValues: Readonly<Record<string, unknown>> = {
  agent: 'Ada',
  queue: 'Service',
  entryPoint: '1001',
  entryPoints: ['1001'],
  content: 'YQ==',
  contentType: 'text/plain',
  url: 'http://webhook.example/',
  tokenUrl: 'http://webhook.example/token',
  tokenLifetimeSeconds: 86_400,
};

/** Bodies in the form of the schema, with awkward text wherever a text may stand. */
export function bodyInFormOf(schema: BodySchema, name = ''): fc.Arbitrary<unknown> {
  const arbitrary = valueInFormOf(schema);
  const known = knownValues[name];
  return known === undefined ? arbitrary : fc.oneof({ weight: 3, arbitrary: fc.constant(known) }, arbitrary);
}

function valueInFormOf(schema: BodySchema): fc.Arbitrary<unknown> {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return fc.oneof(...alternatives.map((one) => valueInFormOf(one)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch ([schema.type].flat()[0]) {
    case 'object':
      return schema.properties === undefined
        ? fc.dictionary(awkwardText, fc.array(awkwardText, { maxLength: 2 }), { maxKeys: 2 })
        : fc.record(
            Object.fromEntries(Object.entries(schema.properties).map(([name, member]) => [name, bodyInFormOf(member, name)])),
            { requiredKeys: [...(schema.required ?? [])] },
          );
    case 'array':
      return fc.array(valueInFormOf(schema.items ?? {}), { maxLength: 2 });
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number': {
      const least = Math.max(schema.minimum ?? 1, 1);
      return fc.integer({ min: least, max: least + 50 });
    }
    case 'null':
      return fc.constant(null);
    default:
      return awkwardText;
  }
}
