import { describe, expect, it } from 'vitest';
import { recordedNodes } from '../test/client/ece.ts';
import { serveHttp } from '../test/client/sockets.ts';

describe('files on real sockets', () => {
  it('gives size and type without reading the file', async () => {
    const letGo = Promise.withResolvers<undefined>();
    const port = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '10000000000' });
      const part = Buffer.alloc(65_536);
      const write = () => {
        while (response.write(part));
      };
      response.on('drain', write).on('close', () => letGo.resolve(undefined));
      write();
    });
    const { nodes } = recordedNodes({ options: { allowPrivateAddresses: true } });
    expect(await nodes.getFileInfo.getFileInfo({ attachmentUrl: `http://127.0.0.1:${port}/film.mp4` })).toEqual(
      expect.objectContaining({
        outcome: 'createAttachmentInfoOnSuccess',
        outputs: { fileSize: 10_000_000_000, contentType: 'video/mp4' },
      }),
    );
    await letGo.promise;
  });
});
