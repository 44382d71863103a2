/** Snapshots as JSON: maps, bytes, and objects that could be taken for these are written as tagged objects. */
export function encode(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (member instanceof Map) return { $map: [...member] };
    if (member instanceof Uint8Array) return { $bytes: base64(member) };
    if (hasTag(member)) return { $entries: Object.entries(member) };
    return member;
  });
}

export function decode(text: string): unknown {
  return JSON.parse(text.replace(/^\ufeff/, ''), (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null) return member;
    if ('$map' in member && Array.isArray(member.$map)) return new Map(member.$map as [unknown, unknown][]);
    if ('$entries' in member && Array.isArray(member.$entries)) return Object.fromEntries(member.$entries as [string, unknown][]);
    if ('$bytes' in member && typeof member.$bytes === 'string')
      return Uint8Array.from(atob(member.$bytes), (one) => one.charCodeAt(0));
    return member;
  });
}

const tags = ['$map', '$bytes', '$entries'];

function hasTag(value: unknown): value is object {
  return typeof value === 'object' && value !== null && tags.some((tag) => Object.hasOwn(value, tag));
}

const chunk = 0x8000;

/** Works in pieces, because a function takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += chunk) binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(binary);
}
