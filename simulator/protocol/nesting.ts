/** Deeper than any body, snapshot or configuration, but not so deep that the stack overflows. */
export const deepestNesting = 50;

/**
 * Whether lists, maps and objects are nested in more levels than `most`. It goes level by level and looks at each
 * object of a level once, so its work grows with the size of the value alone; a value that contains itself is too deep.
 */
export function isNestedTooDeep(value: unknown, most = deepestNesting): boolean {
  let level = new Set(isContainer(value) ? [value] : []);
  for (let depth = 0; level.size > 0; depth++) {
    if (depth === most) return true;
    const below = new Set<object>();
    for (const container of level) for (const member of membersOf(container)) if (isContainer(member)) below.add(member);
    level = below;
  }
  return false;
}

/** Whether a value holds others. Bytes hold no members. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

export function membersOf(container: object): Iterable<unknown> {
  if (Array.isArray(container)) return container as unknown[];
  return container instanceof Map ? container.values() : Object.values(container);
}
