/** Replaces a secret. */
export const mask = '***';

/** Members, elements, attributes and parameters whose values are secrets, in any case. */
const secretNames = [
  ...['access_token', 'refresh_token', 'id_token', 'token', 'client_secret', 'password', 'secret', 'api_key', 'apikey'],
  // Parameters of signed URLs, which file servers often use.
  ...['sig', 'signature', 'x-amz-signature', 'x-amz-security-token', 'x-amz-credential', 'x-goog-signature'],
];
const anySecretName = secretNames.join('|');

function isSecret(name: string): boolean {
  return secretNames.includes(name.toLowerCase());
}

/** What a text must have to hold a secret: one of the names, an escape, or a URL. Most bodies have none of these. */
const mayHoldSecret = new RegExp(`${anySecretName}|\\\\|://`, 'i');

/** Masks the secrets of a JSON, XML or other text, also when it is not well formed. */
export function maskText(text: string): string {
  if (!mayHoldSecret.test(text)) return text;
  return maskUrls(maskAssignments(maskElements(maskMembers(text))));
}

/** Masks the secrets of a path with query, or of a whole URL. */
export function maskTarget(target: string): string {
  const at = target.indexOf('?');
  return maskUrls(at < 0 ? target : target.slice(0, at + 1) + maskForm(target.slice(at + 1)));
}

/** Masks the secrets of a text in `application/x-www-form-urlencoded`. */
export function maskForm(form: string): string {
  const pairs = form.split('&').map((pair) => {
    const name = pair.split('=', 1)[0]!;
    return isSecret(decodeFormText(name)) ? `${name}=${mask}` : pair;
  });
  return pairs.join('&');
}

function decodeFormText(text: string): string {
  if (!/[%+]/.test(text)) return text;
  return new URLSearchParams(`${text}=`).keys().next().value ?? '';
}

/** Masks all but the scheme, which is often the mistake. */
export function maskAuthorization(value: string): string {
  const scheme = /^\s*[a-z]{1,10}\s+(?=\S)/i.exec(value)?.[0] ?? '';
  return scheme + mask;
}

/** Strings, closed or not, and the texts between them. */
const jsonTokens = /"(?:[^"\\]|\\.)*"?|[^"]+/gs;

function maskMembers(text: string): string {
  const tokens = text.match(jsonTokens) ?? [];
  for (let at = 0; at < tokens.length - 1; at++) {
    if (!isSecret(readMemberName(tokens[at]!))) continue;
    const [, colon = '', value = ''] = /^(\s*:?\s*)([^]*)$/.exec(tokens[at + 1]!)!;
    if (value === '') {
      if (tokens[at + 2] !== undefined) tokens[at + 2] = `"${mask}"`;
    } else if (/^[[{]/.test(value)) {
      return tokens.slice(0, at + 1).join('') + colon + mask;
    } else if (colon.includes(':')) {
      tokens[at + 1] = `${colon}"${mask}"${value.replace(/^[^\s,}\]]+/, '')}`;
    }
  }
  return tokens.join('');
}

/** The name in quotes, with its escapes resolved. */
function readMemberName(token: string): string {
  if (!token.startsWith('"')) return '';
  if (!token.includes('\\')) return token.slice(1, -1);
  try {
    return JSON.parse(token) as string;
  } catch {
    return '';
  }
}

const element = new RegExp(`(<((?:[\\w.-]+:)?(?:${anySecretName}))(?:\\s[^<>]*)?>)[\\s\\S]*?(?=</\\2\\s*>|$)`, 'gi');

function maskElements(text: string): string {
  return text.replaceAll(element, `$1${mask}`);
}

/** XML attributes, forms of another content type, and JSON with wrong quotes or none. */
const assignment = new RegExp(
  `(?<![\\w"-])((?:${anySecretName})['"]?\\s*[=:]\\s*)("(?:[^"\\\\]|\\\\.)*"?|'[^']*'?|[^\\s&,;}\\]"'<>]+)`,
  'gi',
);

function maskAssignments(text: string): string {
  return text.replaceAll(assignment, (_, name: string, value: string) => {
    const quote = /^["']/.exec(value)?.[0] ?? '';
    return name + quote + mask + quote;
  });
}

/** Credentials in a URL. */
function maskUrls(text: string): string {
  return text.replaceAll(/(\w:\/\/)[^\s/"'<>@]*@/g, `$1${mask}@`);
}

/** Masks the beginning of a URL that was cut off: the `@` that would show its credentials may have been behind. */
export function maskCutUrl(text: string): string {
  return text.replace(/(\w:\/\/)[^\s/"'<>@]*$/, `$1${mask}`);
}
