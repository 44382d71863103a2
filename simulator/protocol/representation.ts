import { remembering } from './remembering.ts';
import type { SettingValues } from './settings.ts';

export type Format = 'json' | 'xml';

export const mediaTypes = { json: 'application/json', xml: 'application/xml' } as const;

const typesOf: Readonly<Record<Format, readonly string[]>> = {
  json: [mediaTypes.json],
  // Public clients send it, in requests and in Accept: spec 2.1.
  xml: [mediaTypes.xml, 'text/xml'],
};

interface Choice {
  /** Where the header does not choose (absent, or a wildcard). */
  readonly fallback: Format;
  /** Which of two types that are named with the same quality is taken: the first, or the fallback. */
  readonly tie: SettingValues['http.acceptTie'];
}

/**
 * The format that an `Accept` header asks for; undefined when it allows neither JSON nor XML. A named type beats a wildcard of the
 * same quality: spec 2.1.
 */
export function chooseFormat(accept: string | undefined, { fallback, tie }: Choice): Format | undefined {
  if (accept === undefined || accept.trim() === '') return fallback;
  const wishes = readWishes(accept);
  const wish = wishes[fallback];
  const other: Format = fallback === 'xml' ? 'json' : 'xml';
  const otherWish = wishes[other];
  const preference =
    otherWish.quality - wish.quality ||
    otherWish.exactness - wish.exactness ||
    (tie === 'named-first' ? wish.position - otherWish.position : 0);
  if (preference > 0 && otherWish.quality > 0) return other;
  return wish.quality > 0 ? fallback : undefined;
}

const readWishes = remembering((accept): Record<Format, Wish> => {
  const ranges = accept.split(',').map(parseMediaRange);
  return { json: findWish(ranges, 'json'), xml: findWish(ranges, 'xml') };
});

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

interface Wish {
  readonly quality: number;
  /** A named type is more exact than `application/*`, and that than any type. */
  readonly exactness: number;
  readonly position: number;
}

const notWished: Wish = { quality: 0, exactness: 0, position: 0 };

/** What the header says of a format: the most exact range counts. */
function findWish(ranges: readonly MediaRange[], format: Format): Wish {
  const wishes = ranges.flatMap(({ type, quality }, position) => {
    const exactness = exactnessOf(type, format);
    return exactness === 0 ? [] : [{ quality, exactness, position }];
  });
  return wishes.toSorted((one, other) => other.exactness - one.exactness || other.quality - one.quality)[0] ?? notWished;
}

function exactnessOf(range: string, format: Format): 0 | 1 | 2 | 3 {
  if (typesOf[format].includes(range)) return 3;
  if (typesOf[format].some((type) => range === `${type.split('/')[0]}/*`)) return 2;
  return range === '*/*' ? 1 : 0;
}

function parseMediaRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}

/** Whether the `Accept-Encoding` header allows gzip, and rates the plain answer no higher. */
export const prefersGzip = remembering((acceptEncoding): boolean => {
  const codings = acceptEncoding.split(',').map(parseMediaRange);
  const qualityOf = (name: string) => codings.find(({ type }) => type === name)?.quality;
  const gzip = qualityOf('gzip') ?? qualityOf('*') ?? 0;
  return gzip > 0 && gzip >= (qualityOf('identity') ?? 0);
});

/** The media type of a `Content-Type` header, without parameters, in lower case. */
export function mediaTypeOf(contentType: string | undefined): string {
  return readMediaType(contentType ?? '');
}

const readMediaType = remembering((contentType) => contentType.split(';')[0]!.trim().toLowerCase());

/** The format of a body that calls with JSON or XML read. */
export function bodyFormat(contentType: string | undefined): Format {
  return typesOf.xml.includes(mediaTypeOf(contentType)) ? 'xml' : 'json';
}

const jsonAndXml = [...typesOf.json, ...typesOf.xml];

/** The media types of bodies that calls with JSON or XML read. */
export function bodyTypes(readsXml: boolean): readonly string[] {
  return readsXml ? jsonAndXml : typesOf.json;
}

/** The `charset` of a `Content-Type` header. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return contentType === undefined ? undefined : readCharset(contentType);
}

const readCharset = remembering((contentType) => /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]);

/** Languages of errors and locale-specific fields (the successor's list): spec 2.1. */
const languages = 'en-US es-ES fr-FR it-IT de-DE nl-NL pt-BR pt-PT da-DK ru-RU fr-CA zh-CN ja-JP ko-KR sv-SE'
  .toLowerCase()
  .split(' ');

/** Whether a language of the header is supported. Compared without case: a public client sends `en-us` (spec 2.1). */
export function acceptsSupportedLanguage(acceptLanguage: string | undefined): boolean {
  return acceptLanguage === undefined || acceptLanguage.trim() === '' || namesLanguage(acceptLanguage);
}

const namesLanguage = remembering((acceptLanguage) => {
  const wanted = acceptLanguage.split(',').map((part) => part.split(';')[0]!.trim().toLowerCase());
  return wanted.some((tag) => tag === '*' || languages.some((language) => language === tag || language.startsWith(`${tag}-`)));
});

/** The token of a bearer header, or why there is none. */
type BearerToken = { readonly token: string } | { readonly missing: string };

/** Spec 2.3, setting `http.bearerParsing`. */
export function readBearerToken(authorization: string | undefined, parsing: SettingValues['http.bearerParsing']): BearerToken {
  if (authorization === undefined) return { missing: 'no Authorization header' };
  return (parsing === 'strict' ? readStrictly : readLeniently)(authorization);
}

const readStrictly = remembering((authorization) => bearerOf(/^Bearer (\S+)$/.exec(authorization)));
const readLeniently = remembering((authorization) => bearerOf(/^\s*bearer\s+(\S+)\s*$/i.exec(authorization)));

function bearerOf(found: RegExpExecArray | null): BearerToken {
  const token = found?.[1];
  return token === undefined ? { missing: 'the Authorization header is not "Bearer <token>"' } : { token };
}
