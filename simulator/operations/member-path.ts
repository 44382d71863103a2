/** The value at a path such as `activity.typing`; undefined where there is none. */
export function memberAt(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner, name) => (hasMember(inner, name) ? inner[name] : undefined), value);
}

/** A copy without the member at a path. */
export function withoutMember(value: unknown, path: string): unknown {
  return removeMember(value, path.split('.'));
}

function removeMember(value: unknown, [name = '', ...rest]: string[]): unknown {
  if (!hasMember(value, name)) return value;
  const { [name]: member, ...others } = value;
  return rest.length === 0 ? others : { ...others, [name]: removeMember(member, rest) };
}

function hasMember(value: unknown, name: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name);
}
