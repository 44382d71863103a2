import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface HostedFile {
  /** Without path separators. */
  fileName: string;
  contentType: string;
  content: Uint8Array;
}

/** Stores an agent's file for Get Attachment URL where the customer's channel can fetch it. */
export interface FileHost {
  /** Gives the URL of the stored file, which ends in the file name. A rejection leads to `createAttachmentInfoOnFailure`. */
  store: (file: HostedFile) => Promise<string>;
}

export interface LocalFileHostSettings {
  /** Default: a folder of the system's temporary files. */
  directory?: string | undefined;
  /** URL under which the folder is served. Default: its `file:` URL. */
  baseUrl?: string | undefined;
}

/** Stores each file under its own name in a new folder of a directory on this machine. */
export function localFileHost({ directory = join(tmpdir(), 'ece-attachments'), baseUrl }: LocalFileHostSettings = {}): FileHost {
  const root = resolve(directory);
  const base = (baseUrl ?? pathToFileURL(root).href).replace(/\/+$/, '');
  return {
    store: async ({ fileName, content }) => {
      const folder = randomUUID();
      await mkdir(join(root, folder), { recursive: true });
      await writeFile(join(root, folder, fileName), content, { mode: 0o600 });
      return `${base}/${folder}/${encodeURIComponent(fileName)}`;
    },
  };
}
