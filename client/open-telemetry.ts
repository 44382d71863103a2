import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ResponseHook, ResultHook } from './hooks.ts';
import { hookChannels } from './hooks.ts';

type Attributes = Record<string, string | number>;

/** The part of a tracer of `@opentelemetry/api` that is used: `trace.getTracer('ece-client')` is one. */
export interface SpanTracer {
  /** @param options `startTime` in epoch milliseconds */
  startSpan(
    name: string,
    options: { kind: number; startTime: number; attributes: Attributes },
  ): {
    setStatus(status: { code: number; message?: string }): unknown;
    /** @param endTime epoch milliseconds */
    end(endTime: number): void;
  };
}

/** Values of OpenTelemetry's enumerations `SpanKind` and `SpanStatusCode`. */
const kinds = { internal: 0, client: 2 };
const failed = 2;

function given(attributes: Record<string, string | number | undefined>): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );
}

/**
 * Makes a span of each try of a request and of each result of a method, in the context in which the method was called. Names of attributes are
 * those of OpenTelemetry's conventions for HTTP clients; `ece.*` are this library's. No attribute holds what customers or agents write.
 *
 * @returns what stops it
 */
export function traceToOpenTelemetry(tracer: SpanTracer): () => void {
  const makeSpan = (
    name: string,
    kind: number,
    { at, durationMs }: ResponseHook | ResultHook,
    attributes: Attributes,
    error?: string,
  ) => {
    const span = tracer.startSpan(name, { kind, startTime: at - durationMs, attributes });
    if (error !== undefined) span.setStatus({ code: failed, message: error });
    span.end(at);
  };

  const onResponse = (message: unknown) => {
    const event = message as ResponseHook;
    const { request, attempt, status } = event;
    const [verb = '', url = ''] = request.split(' ');
    const attributes = given({
      'http.request.method': verb,
      'url.full': url,
      'server.address': URL.parse(url)?.hostname,
      'http.response.status_code': status,
      'http.request.resend_count': attempt > 1 ? attempt - 1 : undefined,
      'ece.node': event.node,
      'ece.method': event.method,
      'ece.conversation.id': event.conversationId,
      'ece.request.id': event.requestId,
    });
    const reason = event.error ?? (status !== undefined && status >= 400 ? String(status) : undefined);
    makeSpan(verb, kinds.client, event, attributes, reason);
  };

  const onResult = (message: unknown) => {
    const event = message as ResultHook;
    const attributes = given({
      'ece.node': event.node,
      'ece.method': event.method,
      'ece.conversation.id': event.conversationId,
      'ece.outcome': event.outcome,
      'ece.status': event.status,
      'ece.code': event.code,
      'ece.attempts': event.attempts,
    });
    const { error } = event.outputs;
    makeSpan(event.method, kinds.internal, event, attributes, error === undefined ? undefined : String(error));
  };

  subscribe(hookChannels.response, onResponse);
  subscribe(hookChannels.result, onResult);
  return () => {
    unsubscribe(hookChannels.response, onResponse);
    unsubscribe(hookChannels.result, onResult);
  };
}
