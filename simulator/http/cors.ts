/** The origins that may call: all, or a list such as `https://shop.example.com`. Spec 2.1. */
export type AllowedOrigins = '*' | readonly string[];

/** Headers that let a page of an allowed origin read the answer; none for any other. */
export function corsHeaders(origin: string | undefined, allowed: AllowedOrigins): Record<string, string> {
  if (origin === undefined) return {};
  if (allowed !== '*' && !allowed.includes(origin)) return { vary: 'Origin' };
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'X-egain-session, Location, Content-Disposition, Allow, Retry-After, WWW-Authenticate',
    vary: 'Origin',
  };
}

/** The answer to a preflight, which a browser sends before the call itself. */
export function preflightHeaders(methods: readonly string[], requestedHeaders: string | undefined): Record<string, string> {
  return {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': requestedHeaders ?? 'Authorization, Content-Type, Accept, Accept-Language, X-egain-session',
    'access-control-max-age': '600',
  };
}
