import type { Call } from './call.ts';
import { refuse } from './refusal-error.ts';

interface CustomAttributes {
  customAttribute: readonly { attribName: string; attribValues: { attribValue: readonly { value: string }[] } }[];
}

/** Characters of string custom attributes; every other is refused, e.g. "+": spec 6.3. */
const allowedValue = /^[a-zA-Z0-9 @:._\-&,()?#='"\u0081-\uffff]*$/;

/** Values by name; the names must be configured for the object: spec 6.3 and 14. */
export function customAttributeValues(
  call: Call,
  object: 'activity' | 'customer',
  attributes: CustomAttributes | undefined,
): Record<string, string[]> {
  const { settings, operation, world } = call;
  const configured = world.state.customAttributes[object] ?? settings['customAttributes.activityDefaults'];
  // Spec 12.4 counts an unknown name among the invalid values of an edit.
  const unknownName =
    operation === 'editCustomer' ? settings['customer.edit.invalidStatus'] : settings['customAttributes.unknownNameStatus'];
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
