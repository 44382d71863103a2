import { recordFetchedFile } from '../world/agent-acts.ts';
import type { World } from '../world/world.ts';
import type { HttpClient } from './http-client.ts';

/** A customer's file: 25 MiB and 10 seconds at most (decision 15). */
export const largestFile = 25 * 1024 * 1024;
const fetchTimeoutMs = 10_000;

export interface FileFetcherOptions {
  world: World;
  http: HttpClient;
  track: <Result>(io: Promise<Result>) => Promise<Result>;
  /** Why the URL must not be read; undefined when it may be. */
  forbids: (url: URL) => string | undefined;
}

/** Fetches the files that customers offer by their URLs. */
export class FileFetcher {
  readonly #options: FileFetcherOptions;

  constructor(options: FileFetcherOptions) {
    this.#options = options;
    options.world.listen((event) => {
      if (event.type === 'file-requested') this.#fetchRequested(event.attachmentId);
    });
  }

  #fetchRequested(attachmentId: string): void {
    const { world, track } = this.#options;
    const attachment = world.state.attachments.get(attachmentId)!;
    const { life } = world.clock;
    void track(
      this.fetch(attachment.contentUrl!).then((result) => {
        if (life === world.clock.life) recordFetchedFile(world, attachment, result);
      }),
    );
  }

  /** Never throws: a failure is a sentence. */
  async fetch(url: string): Promise<{ content: Uint8Array } | { failed: string }> {
    const { world, http, forbids } = this.#options;
    const forbidden = URL.canParse(url) ? forbids(new URL(url)) : `"${url}" is not a URL`;
    if (forbidden !== undefined) return { failed: forbidden };
    const received = await http.send({
      kind: 'file',
      who: null,
      method: 'GET',
      url,
      headers: {},
      body: '',
      timeoutMs: fetchTimeoutMs,
      forbidsRedirect: world.settings['attachment.redirects'] === 'follow' ? forbids : undefined,
      largestAnswer: largestFile,
      ofLargerAnswer: 'fail',
      conversationIds: [],
    });
    if ('failed' in received) return { failed: received.failed };
    return received.status === 200 ? { content: received.body } : { failed: `the file server answered ${received.status}` };
  }
}
