import type { EceAnswer } from './ask-ece.ts';

/** The latest answer of the provider, or why there was none. */
export type SeenAnswer = EceAnswer | { readonly problem: string };

/** Enough to tell what an answer is. */
const shownBytes = 2000;

/** What an answer is that ECE itself does not give, in a sentence; undefined for an answer that may be ECE's. */
export function describeForeignAnswer(answer: SeenAnswer | undefined): string | undefined {
  if (answer === undefined) return undefined;
  if ('problem' in answer) return `no answer: ${answer.problem}. Is ECE up, and is the URL right?`;
  const { status, headers } = answer;
  const [location, contentType] = [headers.get('location'), headers.get('content-type') ?? ''];
  const body = answer.body.subarray(0, shownBytes).toString();
  if (location !== null && status >= 300 && status < 400)
    return `the answer is a redirect to ${withoutQuery(location)}, as to a login page. ECE does not redirect: is the URL right, or does a portal stand before it?`;
  if (/html/i.test(contentType) || /^\s*<(!doctype )?html/i.test(body)) {
    const title = /<title>([^<]*)<\/title>/i.exec(body)?.[1]?.trim();
    return `the answer is a page for people${title === undefined || title === '' ? '' : ` ("${title}")`}. ECE answers JSON or XML: is the URL right, or does a portal stand before it?`;
  }
  if (status === 404 && body === '')
    return 'the answer is a 404 without a body: nothing is at this path. Does the URL lead to ECE, and to its context root?';
  if (status === 200 && body === '') return 'the answer is empty. ECE answers this call with a body: does the URL lead to ECE?';
  return undefined;
}

/** A query may hold what nobody else should read. */
function withoutQuery(location: string): string {
  return location.replace(/[?#].*/s, '');
}
