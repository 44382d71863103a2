import type { Reply } from '../../simulator/testing/receiver.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { StandInEce } from '../stand-in/stand-in-ece.ts';

/** An answer of the stand-in before it leaves. */
interface Leaving {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface Deviation {
  /** Which requests it changes: method and path. */
  readonly at: RegExp;
  readonly change: (answer: Leaving, call: number) => Leaving;
}

function onSuccess(change: (answer: Leaving) => Leaving): Deviation['change'] {
  return (answer) => (answer.status < 300 ? change(answer) : answer);
}

/** Ways in which an installation may differ, by name: some are values of settings, others no setting foresees. */
export const deviations = {
  'a start answers 200': {
    at: /\/conversation\/start/,
    change: onSuccess((answer) => ({ ...answer, status: 200 })),
  },
  'an unknown entry point answers 400': {
    at: /\/configuration\?/,
    change: (answer) => (answer.status === 404 ? { ...answer, status: 400 } : answer),
  },
  'an inactive entry point answers 404': {
    at: /\/configuration\?/,
    change: (answer) =>
      answer.body.includes('400-912') ? { ...answer, status: 404, body: answer.body.replace('400-912', '404-912') } : answer,
  },
  'a further member in the configuration': {
    at: /\/configuration\?/,
    change: onSuccess((answer) => ({ ...answer, body: answer.body.replace('{"entryPoint":', '{"siteCode":"x1","entryPoint":') })),
  },
  'refusals in another envelope': {
    at: /\/sendmessage/,
    change: (answer) => (answer.status < 400 ? answer : { ...answer, body: `{"fault":${answer.body}}` }),
  },
  'capacity only in XML': {
    at: /\/capacity\//,
    change: (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'application/xml' },
      body: '<availableSlots xmlns:ns2="http://bindings.egain.com/chat"><ns2:count>3</ns2:count></availableSlots>',
    }),
  },
  'a limit of calls': {
    at: /\/liveSessionStatus\//,
    change: (answer, call) => (call % 2 === 1 ? answer : { status: 429, headers: { 'retry-after': '1' }, body: '' }),
  },
  'a login page in between': {
    at: /\/agentAvailability\//,
    change: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html><form>Log in</form></html>' }),
  },
} as const satisfies Record<string, Deviation>;
export type DeviationName = keyof typeof deviations;

/** The stand-in behind another context root, with deviations. */
export class DeviantEce {
  readonly #standIn: StandInEce;
  readonly #front: Receiver;

  private constructor(standIn: StandInEce, front: Receiver) {
    this.#standIn = standIn;
    this.#front = front;
  }

  /** @param more deviations of one test */
  static async open(root: string, names: readonly DeviationName[], more: readonly Deviation[] = []): Promise<DeviantEce> {
    const standIn = await StandInEce.open();
    let calls = 0;
    const front = await Receiver.open(async ({ method, path, headers, body }): Promise<Reply> => {
      if (!path.startsWith(`${root}/`)) return 404;
      const { host: _, 'content-length': __, connection: ___, ...others } = headers as Record<string, string>;
      const answer = await fetch(`${standIn.url}/system${path.slice(root.length)}`, {
        method,
        headers: others,
        ...(body !== '' && { body }),
      });
      const { date: ____, ...answered } = Object.fromEntries(answer.headers) as Record<string, string>;
      delete answered['content-length'];
      delete answered['transfer-encoding'];
      delete answered['connection'];
      delete answered['keep-alive'];
      let leaving: Leaving = { status: answer.status, headers: answered, body: await answer.text() };
      calls++;
      for (const { at, change } of [...names.map((name): Deviation => deviations[name]), ...more]) {
        if (at.test(`${method} ${path}`)) leaving = change(leaving, calls);
      }
      return leaving;
    });
    return new DeviantEce(standIn, front);
  }

  get url(): string {
    return this.#front.url;
  }

  /** Conversations, tokens and sessions that nobody has ended. */
  get open(): number {
    return this.#standIn.ongoing + this.#standIn.access;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#front[Symbol.asyncDispose]();
    await this.#standIn[Symbol.asyncDispose]();
  }
}
