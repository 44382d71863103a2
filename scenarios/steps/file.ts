import * as z from 'zod';
import { stepKind } from './step-kind.ts';
import { name, text } from '../format/values.ts';

export const file = stepKind({
  key: 'file',
  about: "A file on the customer's file server, and how the server serves it. `as` keeps url, fileName, contentType and size.",
  schema: z.strictObject({
    file: text.describe('file name'),
    contentType: z.string().default('image/jpeg'),
    content: z.string().default('a small picture'),
    status: z.int().min(200).max(999).default(200),
    without: z
      .array(z.enum(['content-length', 'content-type']))
      .default([])
      .describe('headers that the server leaves out'),
    does: z.enum(['serves', 'hangs', 'closes the connection']).default('serves'),
    redirectsTo: text.optional().describe('URL, or `itself`'),
    as: name.optional(),
  }),
  compile: (step, names) => {
    names.define(step.as, { description: 'a file of the customer', keys: ['url', 'fileName', 'contentType', 'size'] });
    return {
      title: `The customer's file server has ${step.file}${step.does === 'serves' ? '' : ` and ${step.does}`}`,
      run: (stage) => {
        const { file: fileName, as, ...served } = stage.values.resolve(step);
        const url = stage.fileServer.serve(fileName, served);
        const { contentType, content } = served;
        stage.values.keep(as, { url, fileName, contentType, size: Buffer.byteLength(content) });
        return Promise.resolve(undefined);
      },
    };
  },
});
