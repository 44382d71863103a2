const inTheirPlace = '[redacted]';

/** A secret shorter than this is masked only as a word of its own: it may be a part of other words. */
const shortestAnywhere = 8;

/** How a secret can be spelled in an answer that repeats it. */
function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ];
}

function patternOf(form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return form.length < shortestAnywhere ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal;
}

/** Replaces each secret by `[redacted]`: the longest first, each once, and no part of another word. */
export function redactSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  const given = secrets.filter((secret) => secret !== undefined && secret !== '') as string[];
  if (given.length === 0) return text;
  const forms = [...new Set(given.flatMap(formsOf))].sort((one, other) => other.length - one.length);
  return text.replace(new RegExp(forms.map(patternOf).join('|'), 'gu'), inTheirPlace);
}
