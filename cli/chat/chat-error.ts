/** A chat that cannot go on; the message says why and what to do. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
