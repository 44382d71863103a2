import type { AnyResult, Conversation, MethodPath } from '../../client/index.ts';
import { resolveMethod, resolveOutcome } from '../../client/index.ts';
import { ConflictError, UnknownIdError } from '../../simulator/index.ts';
import type { PhoneClient } from './phone-client.ts';
import type { RequestOf } from './phone-requests.ts';
import type { NodeRun, Phone, PhoneFile, PhoneLine } from './phone-view.ts';

const kept = { lines: 500, nodes: 200 };

const startMethods = {
  sms: 'startConversation.startConversationOnSms',
  messenger: 'startConversation.startConversationOnMessenger',
} as const satisfies Record<Phone['channel'], MethodPath>;

type ChangeablePhone = {
  -readonly [Member in keyof Phone]: Phone[Member] extends readonly (infer One)[] ? One[] : Phone[Member];
};

/** One customer with a phone. What the flow does for the customer is what a Webex Connect flow does: the nodes, one after the other. */
export class CustomerPhone {
  readonly #view: ChangeablePhone;
  readonly #client: PhoneClient;
  readonly #tell: (phone: Phone) => void;
  readonly #now: () => number;
  /** Where the content of a file is found, by its id. */
  readonly #urls = new Map<string, string>();
  #count = 0;
  #following = new AbortController();

  constructor(
    about: Pick<Phone, 'id' | 'partition' | 'channel' | 'firstName' | 'lastName' | 'address' | 'entryPointId'>,
    environment: { readonly client: PhoneClient; readonly tell: (phone: Phone) => void; readonly now: () => number },
  ) {
    this.#view = { ...about, conversationId: null, state: 'idle', agentName: null, isAgentTyping: false, lines: [], nodes: [] };
    this.#client = environment.client;
    this.#tell = environment.tell;
    this.#now = environment.now;
  }

  get view(): Phone {
    return structuredClone(this.#view);
  }

  /** The customer writes: into the conversation that goes on, or a new one is begun. */
  async write({ text, startAnyway }: RequestOf<'write'>): Promise<void> {
    const line = this.#line({ from: 'customer', kind: 'text', text });
    if (this.#view.conversationId === null && !(await this.#begin(text, startAnyway))) return;
    const path = 'sendMessage.sendPlainTextMessage';
    if (await this.#send(line, path, { message: text })) return;
    if (await this.#begin(text, startAnyway)) await this.#send(line, path, { message: text });
  }

  async sendFile({ fileName, contentType, content }: RequestOf<'send file'>): Promise<void> {
    this.#requireConversation();
    const bytes = Buffer.from(content, 'base64');
    const url = this.#client.server.store({ fileName, contentType, content: bytes });
    const id = `own-${this.#nextId()}`;
    this.#urls.set(id, url);
    const file: PhoneFile = { id, name: fileName, contentType, size: bytes.byteLength, state: 'sent' };
    const line = this.#line({ from: 'customer', kind: 'file', text: fileName, file });
    const info = await this.#run('getFileInfo.getFileInfo', { attachmentUrl: url });
    if (info.outcome !== 'createAttachmentInfoOnSuccess') {
      this.#failed(line, info);
      return;
    }
    const sent = await this.#send(line, 'sendMessage.uploadAttachmentAvailableInAUrl', {
      fileName,
      contentType: info.outputs['contentType'],
      fileSize: info.outputs['fileSize'],
      attachmentUrl: url,
    });
    if (!sent) this.#note('The file was not sent. Write something to begin another chat.');
  }

  /** The customer takes a file of the agent's, or does not. */
  async decide({ file: id, accepts }: RequestOf<'decide'>): Promise<void> {
    const conversationId = this.#requireConversation();
    const line = this.#view.lines.find(({ file }) => file?.id === id);
    if (line?.file === undefined) throw new UnknownIdError('file on the phone', ['file'], id, this.#urls.keys());
    const path = accepts ? 'sendMessage.acceptAttachment' : 'sendMessage.rejectAttachment';
    const result = await this.#run(path, { conversationId, attachmentId: id });
    if (result.outcome !== 'onSendMessageSuccess') {
      this.#failed(line, result);
      return;
    }
    this.#changeFile(line, { state: accepts ? 'accepted' : 'rejected' });
    if (!accepts) return;
    const contentUrl = this.#urls.get(id)!;
    const hosted = await this.#run('getFileInfo.getAttachmentUrl', { fileName: line.file.name, contentUrl });
    if (hosted.outcome === 'createAttachmentInfoOnSuccess') this.#urls.set(id, String(hosted.outputs['fileAttachmentUrl']));
    else this.#failed(line, hosted);
    this.#publish();
  }

  content({ file: id }: RequestOf<'content'>): { contentType: string; content: string } {
    const stored = this.#client.server.file(this.#urls.get(id) ?? 'http://nowhere/');
    if (stored === undefined) throw new UnknownIdError('file on the phone', ['file'], id, this.#urls.keys());
    return { contentType: stored.contentType, content: Buffer.from(stored.content).toString('base64') };
  }

  async end(): Promise<void> {
    const conversationId = this.#requireConversation();
    const { outcome, outputs } = await this.#run('endConversation.endConversation', { conversationId });
    if (outcome === 'onEndConversationSuccess') this.#over('You have ended the chat.');
    else if (outcome === 'Conversation ID Does Not Exist') this.#over('The chat was over already.');
    else this.#note(`The chat could not be ended. ${String(outputs['error'] ?? '')}`);
  }

  close(): void {
    this.#following.abort(new Error('the phone is gone'));
  }

  #requireConversation(): string {
    const { conversationId } = this.#view;
    if (conversationId !== null) return conversationId;
    throw new ConflictError({ path: ['phone'], message: 'No conversation goes on on this phone. Write something first.' });
  }

  /** As a flow does it: is anybody there, how is the entry point set up, start. Whether a conversation goes on now. */
  async #begin(subject: string, startAnyway: boolean): Promise<boolean> {
    const { entryPointId } = this.#view;
    this.#change({ state: 'starting' });
    const availability = await this.#run('agentAvailability.getAgentAvailability', { entryPointId });
    if (availability.outcome === 'NoAgentAvailable' && !startAnyway)
      return this.#notBegun('Nobody is there at the moment. Please write again later.');
    const configuration = await this.#run('entrypointConfiguration.getEntrypointConfiguration', { entryPointId });
    if (configuration.outcome !== 'onEntryPointConfigSuccess') return this.#notBegun(apology);
    return this.#start(subject, String(configuration.outputs['lastModifiedDate']));
  }

  async #start(subject: string, lastModifiedDate: string): Promise<boolean> {
    const { channel, address, firstName, lastName, entryPointId } = this.#view;
    const who = channel === 'sms' ? { phoneNumber: address, countryCode: '44' } : { facebookPsid: address };
    const path = startMethods[channel];
    const node = this.#begun(path);
    this.#following = new AbortController();
    const conversation = this.#client.start(
      path,
      { entryPointId, lastModifiedDate, ...who, firstName, lastName, subject },
      node.nodeRun,
      {
        signal: this.#following.signal,
        onTyping: ({ typing, agentName }) =>
          this.#change({ isAgentTyping: typing, agentName: agentName || this.#view.agentName }),
      },
    );
    const first = (await conversation.next()).value as AnyResult;
    this.#left(node, path, first);
    if (first.outcome !== 'onStartConversationSuccess') return this.#notBegun(apology);
    this.#change({ conversationId: String(first.outputs['conversationId']), state: 'waiting' });
    void this.#follow(conversation, path);
    return true;
  }

  #notBegun(text: string): false {
    this.#change({ state: 'idle' });
    this.#note(text);
    return false;
  }

  /** Start Conversation leaves once more with each callback. */
  async #follow(conversation: Conversation, path: MethodPath): Promise<void> {
    try {
      for await (const event of conversation) {
        this.#left(this.#begun(path), path, event);
        this.#heard(event);
      }
    } catch {
      // The phone was put away or began another conversation.
    }
  }

  #heard({ outcome, outputs }: AnyResult): void {
    const text = String(outputs['content'] ?? '');
    const agentName = String(outputs['agentName'] ?? '') || this.#view.agentName;
    switch (outcome) {
      case 'Assigned':
        this.#change({ state: 'talking', agentName });
        return this.#note(text || 'An agent has joined the chat.');
      case 'Transfer':
        this.#change({ agentName: null, state: 'waiting' });
        return this.#note(text || 'You are being transferred.');
      case 'Message': {
        const isHtml = String(outputs['messageType']).toLowerCase() === 'text/html';
        this.#change({ agentName, isAgentTyping: false });
        this.#line({ from: 'agent', kind: isHtml ? 'html' : 'text', text });
        return;
      }
      case 'PagePush':
        this.#line({ from: 'agent', kind: 'page', text });
        return;
      case 'UploadAttachment':
        return this.#offered(outputs);
      case 'AcceptAttachment':
      case 'RejectAttachment':
        return this.#decided(String(outputs['fileName'] ?? ''), outcome === 'AcceptAttachment');
      case 'Complete':
        return this.#over(text || 'The chat is over.');
    }
  }

  #offered(outputs: AnyResult['outputs']): void {
    const id = String(outputs['attachmentId']);
    const name = String(outputs['fileName']);
    this.#urls.set(id, String(outputs['contentUrl']));
    const file: PhoneFile = {
      id,
      name,
      contentType: String(outputs['contentType']),
      size: Number(outputs['fileSize']),
      state: 'offered',
    };
    this.#line({ from: 'agent', kind: 'file', text: name, file });
  }

  #decided(name: string, accepted: boolean): void {
    const line = this.#view.lines.findLast(({ from, file }) => from === 'customer' && file?.name === name);
    if (line !== undefined) this.#changeFile(line, { state: accepted ? 'accepted' : 'rejected' });
    this.#note(accepted ? `The agent has taken ${name}.` : `The agent did not take ${name}.`);
  }

  /** False when the conversation is over, so that another may be begun. */
  async #send(line: PhoneLine, path: MethodPath, inputs: Readonly<Record<string, unknown>>): Promise<boolean> {
    const { conversationId } = this.#view;
    const result = await this.#run(path, { conversationId, ...inputs });
    if (result.outcome === 'onSendMessageSuccess') return true;
    if (result.outcome !== 'Conversation ID Does Not Exist') {
      this.#failed(line, result);
      return true;
    }
    this.#over('The chat was over.');
    return false;
  }

  #failed(line: PhoneLine, { outcome, outputs }: AnyResult): void {
    const at = this.#view.lines.indexOf(line);
    if (at >= 0) this.#view.lines[at] = { ...line, failure: `${outcome}. ${String(outputs['error'] ?? '')}` };
    this.#publish();
  }

  #changeFile(line: PhoneLine, change: Partial<PhoneFile>): void {
    const at = this.#view.lines.indexOf(line);
    if (at >= 0 && line.file !== undefined) this.#view.lines[at] = { ...line, file: { ...line.file, ...change } };
    this.#publish();
  }

  #over(text: string): void {
    this.#following.abort(new Error('the conversation is over'));
    this.#change({ conversationId: null, state: 'idle', agentName: null, isAgentTyping: false });
    this.#note(text);
  }

  async #run(path: MethodPath, inputs: Readonly<Record<string, unknown>>): Promise<AnyResult> {
    const node = this.#begun(path);
    const result = await this.#client.run(path, inputs, node.nodeRun);
    this.#left(node, path, result);
    return result;
  }

  #begun(path: MethodPath): NodeRun {
    const id = this.#nextId();
    const { method } = resolveMethod(path);
    const nodeRun = `phone-${this.#view.id}-${id}`;
    const node: NodeRun = {
      id,
      at: this.#now(),
      method: method.method,
      outcome: null,
      kind: 'running',
      when: '',
      explanation: '',
      nodeRun,
    };
    this.#view.nodes.push(node);
    if (this.#view.nodes.length > kept.nodes) this.#view.nodes.shift();
    this.#publish();
    return node;
  }

  #left(node: NodeRun, path: MethodPath, { outcome, outputs }: AnyResult): void {
    const { kind, when } = resolveOutcome(resolveMethod(path).method, outcome);
    const at = this.#view.nodes.indexOf(node);
    const explanation = String(outputs['error'] ?? (kind === 'event' ? (outputs['content'] ?? '') : ''));
    const shownKind = kind === 'standard' ? 'failure' : kind;
    if (at >= 0) this.#view.nodes[at] = { ...node, outcome, kind: shownKind, when, explanation };
    this.#publish();
  }

  #note(text: string): void {
    this.#line({ from: 'system', kind: 'note', text });
  }

  #line(line: Omit<PhoneLine, 'id' | 'at'>): PhoneLine {
    const added = { id: this.#nextId(), at: this.#now(), ...line };
    this.#view.lines.push(added);
    if (this.#view.lines.length > kept.lines) this.#view.lines.shift();
    this.#publish();
    return added;
  }

  #nextId(): number {
    return ++this.#count;
  }

  #change(change: Partial<ChangeablePhone>): void {
    Object.assign(this.#view, change);
    this.#publish();
  }

  #publish(): void {
    this.#tell(this.view);
  }
}

const apology = 'Something went wrong. Please write again later.';
