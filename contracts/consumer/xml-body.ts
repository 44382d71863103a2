import type { Rules } from '@pact-foundation/pact';
import type { Body } from './interaction.ts';
import type { Matcher } from './templates.ts';
import { isMatcher } from './templates.ts';

type Rule = Extract<NonNullable<Rules['body']>, unknown[]>[number];

/** An XML body for Pact: its own description of elements, and the rules of an answer, whose paths must name namespaces. */
export interface XmlBody {
  elements: object;
  rules: Rules;
}

export const v19 = 'http://bindings.egain.com/ws/model/v19/gen/common';

function ruleOf(path: string, { value: _, ...rule }: Matcher): Rule {
  return { path, rules: [rule] };
}

export function pactRules(rules: Readonly<Record<string, Matcher>>): Rules {
  return {
    body: Object.entries(rules).map(([path, matcher]) => ruleOf(path, matcher)),
  };
}

/** The XML of a JSON body with matchers. */
export function xmlBody({ xml, root, namespace = v19 }: Extract<Body, { xml: object }>): XmlBody {
  const rules: Rule[] = [];

  const textOf = (value: unknown, path: string): object => {
    if (!isMatcher(value)) return { content: String(value) };
    const { 'pact:matcher:type': _, value: content, ...generator } = value;
    if (value['pact:generator:type'] !== undefined) return { ...generator, content, matcher: value };
    rules.push(ruleOf(`${path}['#text']`, value));
    return { content: String(value.value) };
  };

  const attributeOf = (value: unknown, path: string): unknown => {
    if (!isMatcher(value) || value['pact:generator:type'] !== undefined) return value;
    rules.push(ruleOf(`${path}['@id']`, value));
    return value.value;
  };

  const elementsOf = (name: string, value: unknown, parent: string): object[] => {
    const path = `${parent}['${namespace}:${name}']`;
    const list = isMatcher(value) && Array.isArray(value.value) ? (value.value as unknown[]) : value;
    if (Array.isArray(list)) return list.flatMap((entry) => elementsOf(name, entry, parent));
    if (isMatcher(value) || typeof value !== 'object' || value === null) return [{ name, children: [textOf(value, path)] }];
    const { id, ...members } = value as Record<string, unknown>;
    return [
      {
        name,
        ...(id !== undefined && { attributes: { id: attributeOf(id, path) } }),
        children: Object.entries(members).flatMap(([member, held]) => elementsOf(member, held, path)),
      },
    ];
  };

  const [element] = elementsOf(root, xml, '$') as [{ attributes?: object }];
  return { elements: { root: { ...element, attributes: { ...element.attributes, xmlns: namespace } } }, rules: { body: rules } };
}
