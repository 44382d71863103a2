/** The member `customAttributes` for the attributes that have a value; undefined when none has one (spec 6.3). */
export function customAttributes(attributes: Record<string, string | undefined>) {
  const given = Object.entries(attributes).flatMap(([attribName, value]) =>
    value === undefined ? [] : [{ attribName, attribValues: { attribValue: [{ value }] } }],
  );
  return given.length === 0 ? undefined : { customAttributes: { customAttribute: given } };
}
