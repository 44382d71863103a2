import type { Authorization } from '../authorization.ts';
import { withTimeLimit } from '../clock.ts';
import {
  AnswerTooLongError,
  AuthorizationError,
  factsOf,
  InvalidInputError,
  messageOf,
  RedirectError,
  TimeoutError,
  TokenUrlError,
} from '../errors.ts';
import { describeRequest, requestIdOf } from '../exchange.ts';
import type { HostedFile } from '../file-host.ts';
import type { FileAnswer } from '../files.ts';
import { fetchFile } from '../files.ts';
import type { Context, MethodAnswer, NodeBehaviour } from './behaviour.ts';

/** Why a file could not be read, as a word of the catalogue's rules. No rule has `misdirected`, so it leads to `onInvalidChoice`. */
function answerOfFailure(error: unknown): MethodAnswer & { result: string } {
  const answer = (result: string) => ({ result, sentence: messageOf(error), ...factsOf(error) });
  if (error instanceof RedirectError) return answer('misdirected');
  if (error instanceof AnswerTooLongError) return answer('too large');
  if (error instanceof AuthorizationError || error instanceof TokenUrlError) return answer('no token');
  throw error;
}

function describeAnswer(url: string, status: number) {
  return `${describeRequest({ method: 'GET', url })} was answered ${status}`;
}

/** The facts of a file server's answer. */
function factsOfFile(answer: FileAnswer) {
  return { status: answer.status, attempts: answer.attempts, requestId: requestIdOf(answer) };
}

function refusedAnswer(url: string, answer: FileAnswer): MethodAnswer {
  return { ...factsOfFile(answer), result: 'refused', sentence: `${describeAnswer(url, answer.status)}.` };
}

async function storeFile(file: HostedFile, { fileHost, runtime: { clock, options }, signal }: Context): Promise<MethodAnswer> {
  const limits = { clock, timeoutMs: options.timeoutMs, signal };
  try {
    return {
      result: 'stored',
      outputs: {
        fileAttachmentUrl: await withTimeLimit(`The file was not stored within ${options.timeoutMs} ms.`, limits, () =>
          fileHost.store(file),
        ),
      },
    };
  } catch (error) {
    if (error instanceof TimeoutError || signal?.aborted) throw error;
    return { result: 'not stored', sentence: `The file could not be stored: ${messageOf(error)}` };
  }
}

/** Of a path, the URL at the Host Name (nodes spec 4.6.2). */
function resolveContentUrl(contentUrl: string, { authorizationName, hostName }: Authorization): string {
  const url = URL.parse(contentUrl, hostName);
  if (url) return url.href;
  throw new InvalidInputError(`Content URL is a path, and authorization "${authorizationName}" has no Host Name.`);
}

export const getFileInfo: NodeBehaviour<'getFileInfo'> = {
  /** Reads the headers of a GET and discards the file. */
  getFileInfo: async ({ attachmentUrl: url }, { runtime, publicFetch, signal }) => {
    const answer = await fetchFile({ url, maxBytes: 0, headersOnly: true, signal }, runtime, publicFetch).catch(answerOfFailure);
    if ('result' in answer) return answer;
    if (answer.status !== 200) return refusedAnswer(url, answer);
    const size = answer.headers.get('content-length');
    const contentType = answer.headers.get('content-type');
    if (size === null || contentType === null) {
      return {
        ...factsOfFile(answer),
        result: 'not described',
        sentence: `${describeAnswer(url, 200)} without Content-Length or Content-Type.`,
      };
    }
    return { ...factsOfFile(answer), result: 'described', outputs: { fileSize: Number(size), contentType } };
  },

  getAttachmentUrl: async ({ contentUrl, fileName }, context) => {
    const { runtime, publicFetch, authorization, signal } = context;
    const url = resolveContentUrl(contentUrl, authorization);
    const maxBytes = runtime.options.maxFileBytes;
    const answer = await fetchFile({ url, maxBytes, authorization, signal }, runtime, publicFetch).catch(answerOfFailure);
    if ('result' in answer) return answer;
    if (answer.status !== 200) return refusedAnswer(url, answer);
    const contentType = answer.headers.get('content-type') ?? 'application/octet-stream';
    return { ...factsOfFile(answer), ...(await storeFile({ fileName, contentType, content: answer.body }, context)) };
  },
};
