import type { RoutedCall } from './call.ts';
import { refuse } from './refusal-error.ts';

interface CustomAttributes {
  customAttribute: readonly { attribName: string; attribValues: { attribValue: readonly { value: string }[] } }[];
}

/** Characters of string custom attributes; every other is refused, e.g. "+": spec 6.3. */
const allowedValue = /^[a-zA-Z0-9 @:._\-&,()?#='"\u0081-\uffff]*$/;

/**
 * Values by name; the names must be configured for the object: spec 6.3 and 14.
 * @param unknownName the status that refuses a name that is not configured, or `ignore`
 */
export function readCustomAttributes(
  call: RoutedCall,
  object: 'activity' | 'customer',
  attributes: CustomAttributes | undefined,
  unknownName: number | 'ignore' = call.settings['customAttributes.unknownNameStatus'],
): Record<string, string[]> {
  const { settings, world } = call;
  const configured = world.state.customAttributes[object] ?? settings['customAttributes.activityDefaults'];
  const values: Record<string, string[]> = {};
  for (const { attribName: name, attribValues } of attributes?.customAttribute ?? []) {
    if (!configured.includes(name)) {
      if (unknownName === 'ignore') continue;
      refuse(
        'unknownCustomAttribute',
        { name },
        { rule: `no such custom attribute of the ${object}`, wouldWork: configured },
        {
          status: unknownName,
        },
      );
    }
    const texts = attribValues.attribValue.map(({ value }) => value);
    const illegal = texts.find((text) => !allowedValue.test(text));
    if (illegal !== undefined) {
      refuse(
        'illegalCustomAttributeCharacter',
        { name },
        { rule: `"${illegal}" has a character that is not allowed`, wouldWork: `${allowedValue}` },
        {
          status: settings['customAttributes.illegalCharacterStatus'],
        },
      );
    }
    values[name] = texts;
  }
  return values;
}
