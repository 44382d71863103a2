import type { CallbackReply } from '../plan/probe.ts';

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How the client's server answers: callbacks as a probe wants it, and the files that ECE fetches as their names say. */
export class ClientReplies {
  #replies: readonly CallbackReply[] = [200];

  /** From now on; the last reply stays. */
  set(replies: readonly CallbackReply[]): void {
    this.#replies = replies;
  }

  next(method: string, url: string): Reply {
    const isFile = method === 'GET';
    const reply = isFile ? replyToFile(url) : (this.#replies[0] ?? 200);
    if (!isFile && this.#replies.length > 1) this.#replies = this.#replies.slice(1);
    const body = isFile && reply === 200 ? 'a photo' : '';
    if (typeof reply === 'number') return { status: reply, headers: {}, body };
    return { status: 307, headers: { location: isFile ? new URL('a.jpeg', url).href : `${url}/elsewhere` }, body };
  }
}

function replyToFile(url: string): CallbackReply {
  if (url.endsWith('/moved.jpeg')) return { redirect: true };
  return url.endsWith('/missing.jpeg') ? 404 : 200;
}
