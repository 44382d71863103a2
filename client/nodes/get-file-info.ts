import { AnswerTooLong, described } from '../exchange.ts';
import { AuthorizationFailed } from '../failures.ts';
import { fetchFile, Misdirected } from '../files.ts';
import { type MethodAnswer } from '../run.ts';
import { type NodeBehaviour } from './behaviour.ts';

/** What kept the file from being read, as a word of the catalogue's rules. None knows `misdirected`. */
const hindrance = (error: unknown): MethodAnswer => {
  const told = (result: string) => ({ result, sentence: (error as Error).message });
  if (error instanceof Misdirected) return told('misdirected');
  if (error instanceof AnswerTooLong) return told('too large');
  if (error instanceof AuthorizationFailed) return told('no token');
  throw error;
};

const answered = (url: string, status: number) => `${described({ method: 'GET', url })} was answered ${status}`;

export const getFileInfo: NodeBehaviour<'getFileInfo'> = {
  /** Reads the headers of a GET and lets the file go. */
  getFileInfo: async ({ attachmentUrl: url }, { runtime, publicFetch, signal }) => {
    try {
      const { status, headers } = await fetchFile({ url, maxBytes: 0, headersOnly: true, signal }, runtime, publicFetch);
      if (status !== 200) return { result: 'refused', sentence: `${answered(url, status)}.` };
      const size = headers.get('content-length');
      const contentType = headers.get('content-type');
      if (size === null || contentType === null) {
        return { result: 'not described', sentence: `${answered(url, status)} without Content-Length or Content-Type.` };
      }
      return { result: 'described', outputs: { fileSize: Number(size), contentType } };
    } catch (error) {
      return hindrance(error);
    }
  },

  getAttachmentUrl: async ({ contentUrl: url, fileName }, { runtime, publicFetch, authorization, fileHost, signal }) => {
    try {
      const maxBytes = runtime.options.maxFileBytes;
      const { status, headers, body } = await fetchFile({ url, maxBytes, authorization, signal }, runtime, publicFetch);
      if (status !== 200) return { result: 'refused', sentence: `${answered(url, status)}.` };
      const contentType = headers.get('content-type') ?? 'application/octet-stream';
      const stored = await fileHost
        .store({ fileName, contentType, content: body })
        .catch((error: unknown) => new Error(String(error)));
      if (stored instanceof Error) return { result: 'not stored', sentence: `The file could not be stored: ${stored.message}` };
      return { result: 'stored', outputs: { fileAttachmentUrl: stored } };
    } catch (error) {
      return hindrance(error);
    }
  },
};
