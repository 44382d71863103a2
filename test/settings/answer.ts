/** What came back for a call. */
export class Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;

  constructor(status: number, headers: Headers, text: string) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }

  get json(): unknown {
    return JSON.parse(this.text) as unknown;
  }

  get contentType(): string | null {
    return this.headers.get('content-type');
  }

  /** The code of a refusal, such as `404-142`, or else the status. A code always begins with the status of its answer. */
  get outcome(): string | number {
    const code = /(?:"code":"|<code>)(\d{3}-\d{3})/.exec(this.text)?.[1];
    if (code !== undefined && !code.startsWith(`${this.status}-`))
      throw new Error(`The answer ${this.status} has the code ${code}.`);
    return code ?? this.status;
  }

  get xmlRoot(): string | undefined {
    return /<([\w.-]+)[\s>/]/.exec(this.text.replace(/^<\?xml[^>]*\?>/, ''))?.[1];
  }

  get xmlNamespace(): string | undefined {
    return /\sxmlns="([^"]*)"/.exec(this.text)?.[1];
  }
}
