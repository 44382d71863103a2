/** A value of a body, with the names of the members around it. */
export interface FoundMember {
  readonly name: string;
  readonly value: string;
  readonly path: readonly string[];
  /** Of a message of a callback: `system` or `user`. */
  readonly sender?: string | undefined;
}

/** Every text and number in a body of JSON, XML or a form; none in anything else. */
export function findMembers(body: string, contentType: string): FoundMember[] {
  if (body === '') return [];
  if (/x-www-form-urlencoded/.test(contentType))
    return [...new URLSearchParams(body)].map(([name, value]) => ({ name, value, path: [name] }));
  if (/^\s*</.test(body)) return findInXml(body);
  try {
    return [...findInJson(JSON.parse(body), [])];
  } catch {
    return [...body.matchAll(/"([\w.$-]+)"\s*:\s*"((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => ({
      name: name!,
      value: value!,
      path: [name!],
    }));
  }
}

function* findInJson(value: unknown, path: readonly string[], sender?: string): Generator<FoundMember> {
  if (Array.isArray(value)) {
    for (const one of value) yield* findInJson(one, path, sender);
  } else if (typeof value === 'object' && value !== null) {
    const of = (value as { sender?: { type?: unknown } }).sender?.type;
    const next = typeof of === 'string' ? of : sender;
    for (const [name, inner] of Object.entries(value)) yield* findInJson(inner, [...path, name], next);
  } else if (typeof value === 'string' || typeof value === 'number') {
    yield { name: path.at(-1) ?? '', value: String(value), path, sender };
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescape(text: string): string {
  return text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name]!);
}

function findInXml(body: string): FoundMember[] {
  const found: FoundMember[] = [];
  const path: string[] = [];
  for (const [, close, tag, attributes = '', text = ''] of body.matchAll(/<(\/?)(?:[\w.-]+:)?([\w.-]+)([^<>]*)>([^<]*)/g)) {
    if (close === '/') path.pop();
    else {
      path.push(tag!);
      for (const [, name, value] of attributes.matchAll(/(?:[\w-]+:)?([\w.-]+)="([^"]*)"/g))
        if (!/^http/.test(value!)) found.push({ name: name!, value: unescape(value!), path: [...path, name!] });
      if (text.trim() !== '') found.push({ name: tag!, value: unescape(text.trim()), path: [...path] });
      if (attributes.endsWith('/')) path.pop();
    }
  }
  return found;
}
