import { within } from '../clock.ts';
import { AnswerTooLongError, AuthorizationError, messageOf, RedirectError, TimeoutError } from '../errors.ts';
import { described } from '../exchange.ts';
import type { HostedFile } from '../file-host.ts';
import { fetchFile } from '../files.ts';
import type { MethodAnswer } from '../run.ts';
import type { Context, NodeBehaviour } from './behaviour.ts';

/** What kept the file from being read, as a word of the catalogue's rules. None knows `misdirected`. */
function hindrance(error: unknown): MethodAnswer & { result: string } {
  const told = (result: string) => ({ result, sentence: messageOf(error) });
  if (error instanceof RedirectError) return told('misdirected');
  if (error instanceof AnswerTooLongError) return told('too large');
  if (error instanceof AuthorizationError) return told('no token');
  throw error;
}

function answered(url: string, status: number) {
  return `${described({ method: 'GET', url })} was answered ${status}`;
}

function refused(url: string, status: number): MethodAnswer {
  return { result: 'refused', sentence: `${answered(url, status)}.` };
}

async function stored(file: HostedFile, { fileHost, runtime: { clock, options }, signal }: Context): Promise<MethodAnswer> {
  const limits = { clock, timeoutMs: options.timeoutMs, signal };
  try {
    return {
      result: 'stored',
      outputs: {
        fileAttachmentUrl: await within(`The file was not stored within ${options.timeoutMs} ms.`, limits, () =>
          fileHost.store(file),
        ),
      },
    };
  } catch (error) {
    if (error instanceof TimeoutError || signal?.aborted) throw error;
    return { result: 'not stored', sentence: `The file could not be stored: ${messageOf(error)}` };
  }
}

export const getFileInfo: NodeBehaviour<'getFileInfo'> = {
  /** Reads the headers of a GET and lets the file go. */
  getFileInfo: async ({ attachmentUrl: url }, { runtime, publicFetch, signal }) => {
    const answer = await fetchFile({ url, maxBytes: 0, headersOnly: true, signal }, runtime, publicFetch).catch(hindrance);
    if ('result' in answer) return answer;
    if (answer.status !== 200) return refused(url, answer.status);
    const size = answer.headers.get('content-length');
    const contentType = answer.headers.get('content-type');
    if (size === null || contentType === null) {
      return { result: 'not described', sentence: `${answered(url, 200)} without Content-Length or Content-Type.` };
    }
    return { result: 'described', outputs: { fileSize: Number(size), contentType } };
  },

  getAttachmentUrl: async ({ contentUrl: url, fileName }, context) => {
    const { runtime, publicFetch, authorization, signal } = context;
    const maxBytes = runtime.options.maxFileBytes;
    const answer = await fetchFile({ url, maxBytes, authorization, signal }, runtime, publicFetch).catch(hindrance);
    if ('result' in answer) return answer;
    if (answer.status !== 200) return refused(url, answer.status);
    const contentType = answer.headers.get('content-type') ?? 'application/octet-stream';
    return stored({ fileName, contentType, content: answer.body }, context);
  },
};
