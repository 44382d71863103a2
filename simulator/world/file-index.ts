import type { Attachment } from './attachments.ts';

/** The files of each conversation, in the order they were offered. */
export class FileIndex {
  readonly #files = new Map<string, Attachment[]>();

  constructor(files: Iterable<Attachment>) {
    for (const file of files) this.add(file);
  }

  of(conversationId: string): readonly Attachment[] {
    return this.#files.get(conversationId) ?? [];
  }

  add(file: Attachment): void {
    const files = this.#files.get(file.conversationId);
    if (files === undefined) this.#files.set(file.conversationId, [file]);
    else files.push(file);
  }

  /** Forgets the files of the conversation. */
  remove(conversationId: string): void {
    this.#files.delete(conversationId);
  }
}
