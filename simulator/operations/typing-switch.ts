import type { Call } from './call.ts';

/**
 * A real client switches typing notices on at start; only the existence of the member is public (spec 6.3), its path is the
 * setting `conversation.start.typingField`.
 */
export function typingSwitch(call: Call): boolean {
  const value = pathOf(call)?.reduce<unknown>(
    (inner, name) => (isObject(inner, name) ? inner[name] : undefined),
    call.known.readBody,
  );
  return value === true || value === 'true';
}

/** The body without the configured member, which its schema does not know. */
export function withoutTypingSwitch(call: Call): unknown {
  const path = pathOf(call);
  return path === undefined ? call.known.readBody : without(call.known.readBody, path);
}

function pathOf({ operation, settings }: Call): string[] | undefined {
  return operation === 'startConversation' ? settings['conversation.start.typingField']?.split('.') : undefined;
}

function without(value: unknown, [name = '', ...rest]: string[]): unknown {
  if (!isObject(value, name)) return value;
  const { [name]: member, ...others } = value;
  return rest.length === 0 ? others : { ...others, [name]: without(member, rest) };
}

function isObject(value: unknown, withMember: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, withMember);
}
