import type { JournalEntry } from '../../simulator/journal/journal.ts';

/** Names that the steps of a recording give to results, so that later steps refer to them and not to ids of the recorded day. */
export class RecordedNames {
  readonly #conversations = new Map<string, string>();
  readonly #attachments = new Map<string, string>();
  #configuration: { readonly name: string; readonly date: string } | undefined;
  #count = 0;
  #files: Readonly<Record<string, unknown>>[] = [];

  /** The name of the result of a call that later steps may need; undefined for others and for what failed. */
  nameResult({ operation, answer, conversationIds }: JournalEntry): string | undefined {
    if (answer === null || answer.status >= 300) return undefined;
    if (operation === 'getConfiguration') {
      const found = /"date"\s*:\s*"([^"]+)"|<date>([^<]+)</.exec(answer.body);
      const date = found?.[1] ?? found?.[2] ?? '';
      this.#configuration = { name: this.#next('configuration'), date };
      return this.#configuration.name;
    }
    const [conversation] = conversationIds;
    if (operation !== 'startConversation' || conversation === undefined) return undefined;
    const name = this.#next('start');
    this.#conversations.set(conversation, name);
    return name;
  }

  /** The name of a conversation that was started in the recording. */
  conversation(id: string): string | undefined {
    return this.#conversations.get(id);
  }

  conversationId(id: string): string {
    const name = this.#conversations.get(id);
    return name === undefined ? id : `\${${name}.conversationId}`;
  }

  lastModifiedDate(date: string | undefined): string {
    const known = this.#configuration;
    return known !== undefined && known.date === date ? `\${${known.name}.lastModifiedDate}` : (date ?? '');
  }

  /** Names an event by which an attachment was offered. */
  nameAttachment(id: string): string {
    const name = this.#next('offer');
    this.#attachments.set(id, name);
    return name;
  }

  attachmentId(id: string): string {
    const name = this.#attachments.get(id);
    return name === undefined ? id : `\${${name}.attachmentId}`;
  }

  /** The inputs for a file of the customer, which a step before puts on the file server. */
  file(fileName: string, contentType = 'application/octet-stream'): Readonly<Record<string, string>> {
    const as = this.#next('file');
    this.#files.push({ file: fileName, contentType, as });
    return { fileName, contentType: `\${${as}.contentType}`, fileSize: `\${${as}.size}`, attachmentUrl: `\${${as}.url}` };
  }

  /** The steps that serve the files of {@link file}, once. */
  takeFiles(): readonly Readonly<Record<string, unknown>>[] {
    return this.#files.splice(0);
  }

  #next(word: string): string {
    this.#count++;
    return `${word}-${this.#count}`;
  }
}
