import * as z from 'zod';
import { once } from '../protocol/once.ts';

/** As many files as one message of an agent can have. */
export const mostFiles = 10;

export const deskSchemas = once(() => {
  /** What an agent writes. */
  const writtenText = z.string().min(1, 'must not be empty').max(100_000, 'must have at most 100000 characters');
  const pageUrl = z.url({ protocol: /^https?$/ });

  /** A file that an agent sends, without its bytes. The name becomes the last part of a URL, the type a header. */
  const offeredFileMembers = {
    fileName: z
      .string()
      .min(1, 'must not be empty')
      .max(255, 'must have at most 255 characters')
      .refine((name) => name !== '.' && name !== '..', 'must be the name of a file'),
    contentType: z
      .string()
      .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?$/, 'must be a media type, such as application/pdf'),
  };

  return { writtenText, pageUrl, offeredFileMembers };
});
