import type { SettingValues } from './settings.ts';

export type Format = 'json' | 'xml';

export const mediaTypes = { json: 'application/json', xml: 'application/xml' } as const;

/**
 * The format an `Accept` header asks for: spec 2.1. `fallback` where it does not choose (absent, or a wildcard);
 * undefined when it allows neither JSON nor XML.
 */
export function chooseFormat(accept: string | undefined, fallback: Format): Format | undefined {
  if (accept === undefined || accept.trim() === '') return fallback;
  const ranges = accept.split(',').map(parseMediaRange);
  const quality = (format: Format): number => {
    const mostExactFirst = [mediaTypes[format], 'application/*', '*/*'];
    const fitting = mostExactFirst.map((type) => ranges.find((range) => range.type === type));
    return fitting.find((range) => range !== undefined)?.quality ?? 0;
  };
  const other = fallback === 'xml' ? 'json' : 'xml';
  if (quality(other) > quality(fallback)) return other;
  return quality(fallback) > 0 ? fallback : undefined;
}

function parseMediaRange(text: string): { type: string; quality: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}

/** The media type of a `Content-Type` header, without parameters, in lower case. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]!.trim().toLowerCase();
}

/** The format of a body that calls with JSON or XML read. */
export function bodyFormat(contentType: string | undefined): Format {
  return mediaTypeOf(contentType) === mediaTypes.xml ? 'xml' : 'json';
}

/** Languages of errors and locale-specific fields (the successor's list): spec 2.1. */
const languages = 'en-US es-ES fr-FR it-IT de-DE nl-NL pt-BR pt-PT da-DK ru-RU fr-CA zh-CN ja-JP ko-KR sv-SE'
  .toLowerCase()
  .split(' ');

/** Whether a language of the header is supported. Compared without case: a public client sends `en-us` (spec 2.1). */
export function acceptsSupportedLanguage(acceptLanguage: string | undefined): boolean {
  if (acceptLanguage === undefined || acceptLanguage.trim() === '') return true;
  const wanted = acceptLanguage.split(',').map((part) => part.split(';')[0]!.trim().toLowerCase());
  return wanted.some((tag) => tag === '*' || languages.some((language) => language === tag || language.startsWith(`${tag}-`)));
}

/** The token of a bearer header, or why there is none: spec 2.3, setting `http.bearerParsing`. */
export function readBearerToken(
  authorization: string | undefined,
  parsing: SettingValues['http.bearerParsing'],
): { token: string } | { missing: string } {
  if (authorization === undefined) return { missing: 'no Authorization header' };
  const form = parsing === 'strict' ? /^Bearer (\S+)$/ : /^\s*bearer\s+(\S+)\s*$/i;
  const token = form.exec(authorization)?.[1];
  return token === undefined ? { missing: 'the Authorization header is not "Bearer <token>"' } : { token };
}
