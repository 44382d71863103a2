/** What one sees on a phone. Times are epoch milliseconds of the partition. */
export interface Phone {
  readonly id: string;
  readonly partition: string;
  readonly channel: 'sms' | 'messenger';
  readonly firstName: string;
  readonly lastName: string;
  /** Phone number, or the PSID of Messenger. */
  readonly address: string;
  readonly entryPointId: string;
  readonly conversationId: string | null;
  /** `idle`: no conversation goes on. */
  readonly state: 'idle' | 'starting' | 'waiting' | 'talking';
  readonly agentName: string | null;
  readonly isAgentTyping: boolean;
  readonly lines: readonly PhoneLine[];
  readonly nodes: readonly NodeRun[];
}

export interface PhoneLine {
  readonly id: number;
  readonly at: number;
  readonly from: 'customer' | 'agent' | 'system';
  readonly kind: 'text' | 'html' | 'file' | 'page' | 'note';
  readonly text: string;
  readonly file?: PhoneFile;
  /** Why it did not arrive. */
  readonly failure?: string;
}

export interface PhoneFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly state: 'offered' | 'sent' | 'accepted' | 'rejected';
}

/** A node that ran, and how it was left. */
export interface NodeRun {
  readonly id: number;
  readonly at: number;
  /** E.g. `Send Plain Text Message`. */
  readonly method: string;
  readonly outcome: string | null;
  readonly kind: 'running' | 'success' | 'event' | 'failure';
  /** What the outcome means, as the catalogue says it. */
  readonly when: string;
  /** The output `error`, or the text of an event. */
  readonly explanation: string;
  /** The header `x-node-run` of its calls. */
  readonly nodeRun: string;
}
