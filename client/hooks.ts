import { channel } from 'node:diagnostics_channel';
import { messageOf } from './errors.ts';
import type { AnyResult, MethodPath, NodeKey } from './results.ts';

/** What every hook is told. */
export interface HookFacts {
  /** Key of the node, e.g. `sendMessage`; undefined outside of methods, e.g. in `authorize()`. */
  readonly node?: NodeKey | undefined;
  /** Path of the method, e.g. `sendMessage.sendPlainTextMessage`; undefined outside of methods. */
  readonly method?: MethodPath | undefined;
  /** ECE's id of the conversation, where the method has one, and of a start once it is known. */
  readonly conversationId?: string | undefined;
  /** The customer as the method's inputs name it: ECE's customer id, else phone number or PSID. Personal data. */
  readonly customerId?: string | undefined;
  /** When it happened, in epoch milliseconds of the library's clock. */
  readonly at: number;
}

/** A try of a request is sent. */
export interface RequestHook extends HookFacts {
  /** Method, origin and path, e.g. `POST https://ece.example.com/system/ws/v19/...`. Neither query, headers nor body: they hold personal data. */
  readonly request: string;
  /** Number of the try, from 1. */
  readonly attempt: number;
}

/** A try of a request is answered, or has failed. */
export interface ResponseHook extends RequestHook {
  /** HTTP status; undefined when no answer came. */
  readonly status?: number | undefined;
  /** The id that the answer names its request by: `x-request-id` or the like. */
  readonly requestId?: string | undefined;
  /** Why no answer came, in a sentence without secrets. */
  readonly error?: string | undefined;
  /** From sending the try to the end of its answer, in milliseconds. */
  readonly durationMs: number;
}

/** A try has failed, and another one follows. */
export interface RetryHook extends HookFacts {
  /** Number of the try that failed, from 1. */
  readonly attempt: number;
  /** How long the library waits before the next try, in milliseconds. */
  readonly pauseMs: number;
  /** HTTP status of the failed try; undefined when no answer came. */
  readonly status?: number | undefined;
  /** Why no answer came, in a sentence without secrets. */
  readonly error?: string | undefined;
}

/** A token was asked for. Invocations at the same time share one request: it is told with the facts of the first of them. */
export interface TokenHook extends HookFacts {
  /** Name of the authorization. */
  readonly authorizationName: string;
  /** How many times the token URL was asked; 0 when it was not asked at all. */
  readonly attempt: number;
  /** From the first try to the token, or to the failure, in milliseconds. */
  readonly durationMs: number;
  /** Why there is no token, in a sentence without secrets; undefined when there is one. */
  readonly error?: string | undefined;
}

/** A flow has finished with an event of a conversation: its handler is fulfilled, has failed, or the loop has gone on or was left. */
export interface EventHook extends HookFacts {
  /** Name of the outcome, e.g. `Message`. */
  readonly outcome: string;
  /** ECE's id of the callback message. */
  readonly messageId: string;
  /** How long the flow took, in milliseconds. */
  readonly durationMs: number;
  /** Why the handler failed; undefined when it did not. The event comes again then. */
  readonly error?: string | undefined;
}

/** A result is given to the flow. */
export type ResultHook = AnyResult & Omit<HookFacts, 'method'> & { readonly method: MethodPath };

/** A flow waits, and no event of its conversation has come for `silenceMs`. It goes on waiting. */
export interface SilenceHook extends HookFacts {
  /** Since the last event, or since the flow began to wait, in milliseconds. Grows with each call. */
  readonly silentMs: number;
  /**
   * When this process last heard of a callback for any conversation, in epoch milliseconds; null: of none yet. When others have callbacks, the
   * customer is quiet; when nobody has, ECE may have deactivated the callback.
   */
  readonly lastCallbackAt: number | null;
}

/** What the hooks are told, by the name of their channel. */
export interface HookEvents {
  request: RequestHook;
  response: ResponseHook;
  retry: RetryHook;
  token: TokenHook;
  event: EventHook;
  result: ResultHook;
  silence: SilenceHook;
}

export type HookName = keyof HookEvents;

/**
 * Functions that are told what happens. They are called while the library works and must be quick; what they throw or reject is logged and
 * changes nothing. The same is published on the channels of `node:diagnostics_channel` that `hookChannels` names.
 */
export interface Hooks {
  /** Before each try of a request to ECE, to the token URL or to a file server. */
  onRequest?: ((event: RequestHook) => unknown) | undefined;
  /** After each try of a request, also when no answer came. */
  onResponse?: ((event: ResponseHook) => unknown) | undefined;
  /** Before the pause that comes before another try. */
  onRetry?: ((event: RetryHook) => unknown) | undefined;
  /** After a token was obtained or could not be obtained. Never holds the token. */
  onToken?: ((event: TokenHook) => unknown) | undefined;
  /** After a flow has finished with an event of a conversation. */
  onEvent?: ((event: EventHook) => unknown) | undefined;
  /** With every result, before the flow has it. Its outputs hold what customers and agents write. */
  onResult?: ((event: ResultHook) => unknown) | undefined;
  /** When a conversation is silent for `silenceMs`, and again after each further `silenceMs`. */
  onSilence?: ((event: SilenceHook) => unknown) | undefined;
}

const hookOf = {
  request: 'onRequest',
  response: 'onResponse',
  retry: 'onRetry',
  token: 'onToken',
  event: 'onEvent',
  result: 'onResult',
  silence: 'onSilence',
} as const satisfies Record<HookName, keyof Hooks>;

export const hookNames = Object.values(hookOf);

/** The channels of `node:diagnostics_channel`: `subscribe(hookChannels.response, (event) => ...)`. */
export const hookChannels = {
  request: 'ece-client:request',
  response: 'ece-client:response',
  retry: 'ece-client:retry',
  token: 'ece-client:token',
  event: 'ece-client:event',
  result: 'ece-client:result',
  silence: 'ece-client:silence',
} as const satisfies Record<HookName, string>;

/** What happens, without the facts that the library adds. */
export type Happening<Name extends HookName> = Omit<HookEvents[Name], keyof HookFacts> & Partial<HookFacts>;

/** Tells the hooks and the channel of a name. Never throws. */
export type Tell = <Name extends HookName>(name: Name, happening: Happening<Name>) => void;

/** Masks what an error repeats. */
export function maskErrors<Told extends object>(happening: Told, redact: (text: string) => string): Told {
  const { error } = happening as { error?: string };
  return error === undefined ? happening : { ...happening, error: redact(error) };
}

export function tellHooks(hooks: Hooks, now: () => number, log: (sentence: string) => void): Tell {
  return (name, happening) => {
    const hook = hooks[hookOf[name]] as ((event: unknown) => unknown) | undefined;
    const published = channel(hookChannels[name]);
    if (!hook && !published.hasSubscribers) return;
    const event = { ...happening, at: now() };
    const failed = (error: unknown) => log(`${hookOf[name]} failed: ${messageOf(error)}`);
    try {
      const done = hook?.(event);
      if (done instanceof Promise) done.catch(failed);
    } catch (error) {
      failed(error);
    }
    published.publish(event);
  };
}
