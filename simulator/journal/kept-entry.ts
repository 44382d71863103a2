import type { ErrorKey, Reason } from '../protocol/errors.ts';
import type { OperationId } from '../protocol/operations.ts';
import type { Happening } from './happenings.ts';
import type { JournalEntry } from './journal.ts';
import type { KeptHappening } from './kept-happening.ts';
import type { KeptText } from './kept-text.ts';
import { keepText, showText, sizeOfText } from './kept-text.ts';
import { maskText } from './masking.ts';
import { keepValue, showValue, sizeOfValue } from './kept-value.ts';
import type { KeptAnswer, KeptRequest, SentAnswer, SentRequest } from './recording.ts';
import {
  keepAnswer,
  keepRequest,
  shownOf as shownOfMessage,
  sizeOfRequest,
  sizeOfShortMessage,
  toRecordedAnswer,
  toRecordedRequest,
} from './recording.ts';

/** One exchange as it was, for the journal. */
export interface ExchangeRecord {
  readonly kind: JournalEntry['kind'];
  /** The partition's time when it began, epoch milliseconds. */
  readonly at: number;
  readonly operation: OperationId | null;
  readonly who: string | null;
  readonly entryPointId: string | null;
  readonly conversationIds: readonly string[];
  readonly request: SentRequest;
  readonly answer: SentAnswer | null;
  readonly problem: string | null;
  readonly refusal: { readonly key: ErrorKey; readonly reason: Reason } | null;
  readonly faultId: string | null;
  /** Wall-clock milliseconds. */
  readonly durationMs: number;
}

/** UTF-16 code units that the journal shows of a name or an id, and of a sentence. */
export const shownOf = { id: 200, sentence: 2000 } as const;

/** What the journal keeps of a long exchange until it is read. Nothing in it is masked. */
interface KeptExchange {
  readonly kind: JournalEntry['kind'];
  readonly operation: OperationId | null;
  readonly who: KeptText | null;
  readonly entryPointId: KeptText | null;
  readonly conversationIds: readonly KeptText[];
  readonly request: KeptRequest;
  readonly answer: KeptAnswer | null;
  readonly problem: KeptText | null;
  readonly refusal: { readonly key: ErrorKey; readonly rule: KeptText; readonly wouldWork: unknown } | null;
  readonly faultId: string | null;
}

/** The journal of an entry. */
export interface EntryOwner {
  /** Masks the secrets of the partition, and writes `{base}` for the address. */
  show(text: string, base: string): string;
  /** Told once, when the entry was worked out. */
  workedOut(kept: KeptEntry, entry: JournalEntry, sizeBefore: number): void;
}

/** What was true when an exchange was recorded. */
export interface RecordingMoment {
  readonly number: number;
  /** The address of the simulator. */
  readonly base: string;
  /** See `KnownSecrets.moment`. */
  readonly moment: number;
  /** The length of the longest secret in its longest encoding. */
  readonly margin: number;
}

const noHeaders: SentRequest['headers'] = {};
const noIds: readonly string[] = [];

/**
 * An entry of the journal, and what happened with it. It is worked out when it is first read; until then a call pays next to nothing for
 * it. The members of a short exchange stand in it as they came: whatever is kept in objects of its own costs time in each garbage
 * collection, and making less of a short exchange would take longer than all else.
 */
export class KeptEntry implements KeptHappening {
  readonly number: number;
  readonly at: number;
  readonly moment: number;
  readonly durationMs: number;
  /** Given by the happenings, when they take it. */
  happeningNumber = 0;
  readonly #base: string;
  readonly #owner: EntryOwner;
  #size: number;
  #kind: JournalEntry['kind'] = 'call';
  #operation: OperationId | null = null;
  #who: string | null = null;
  #entryPointId: string | null = null;
  #conversationIds: string | readonly string[] = noIds;
  #method = '';
  #target = '';
  #headers = noHeaders;
  #body: SentRequest['body'] = '';
  /** Null when there is no answer. */
  #status: number | null = null;
  #answerHeaders = noHeaders;
  #answerBody: SentAnswer['body'] = '';
  #problem: string | null = null;
  #faultId: string | null = null;
  /** In place of these members, for an exchange that is long or was refused. */
  #long: KeptExchange | undefined = undefined;
  #entry: JournalEntry | undefined = undefined;
  #happening: Happening | undefined = undefined;

  constructor(record: ExchangeRecord, { number, base, moment, margin }: RecordingMoment, owner: EntryOwner) {
    this.number = number;
    this.at = record.at;
    this.moment = moment;
    this.durationMs = record.durationMs;
    this.#base = base;
    this.#owner = owner;
    this.#size = sizeOfShortExchange(record);
    if (this.#size < Infinity) this.#keep(record);
    else {
      this.#long = keepExchange(record, margin);
      this.#size = sizeOfExchange(this.#long);
    }
  }

  #keep(record: ExchangeRecord): void {
    const { conversationIds, request, answer } = record;
    this.#kind = record.kind;
    this.#operation = record.operation;
    this.#who = record.who;
    this.#entryPointId = record.entryPointId;
    this.#conversationIds = conversationIds.length === 1 ? conversationIds[0]! : conversationIds;
    this.#method = request.method;
    this.#target = request.target;
    this.#headers = request.headers;
    this.#body = request.body;
    this.#problem = record.problem;
    this.#faultId = record.faultId;
    if (answer === null) return;
    this.#status = answer.status;
    this.#answerHeaders = answer.headers;
    this.#answerBody = answer.body;
  }

  /** Bytes in memory, about. */
  get size(): number {
    return this.#size;
  }

  get journalNumber(): number {
    return this.number;
  }

  get happeningSize(): number {
    return 100;
  }

  /** With secrets masked, and what is long cut. */
  get entry(): JournalEntry {
    return this.#entry ?? this.#workOut();
  }

  get happening(): Happening {
    return (this.#happening ??= this.#makeHappening());
  }

  #makeHappening(): Happening {
    const entryOf = () => this.entry;
    return {
      number: this.happeningNumber,
      at: this.at,
      source: 'journal',
      // A listener may look at events only.
      get entry() {
        return entryOf();
      },
    };
  }

  #workOut(): JournalEntry {
    const kept = this.#long ?? keepExchange(this.#record(), 0);
    const entry = showExchange(kept, this.number, this.at, (text) => this.#owner.show(text, this.#base));
    const before = this.#size;
    this.#entry = entry;
    this.#size = 1000 + sizeOfValue(entry);
    this.#long = undefined;
    this.#target = this.#body = this.#answerBody = '';
    this.#headers = this.#answerHeaders = noHeaders;
    this.#problem = null;
    this.#owner.workedOut(this, entry, before);
    return entry;
  }

  #record(): ExchangeRecord {
    const ids = this.#conversationIds;
    const answer = { status: this.#status!, headers: this.#answerHeaders, body: this.#answerBody };
    return {
      kind: this.#kind,
      at: this.at,
      operation: this.#operation,
      who: this.#who,
      entryPointId: this.#entryPointId,
      conversationIds: typeof ids === 'string' ? [ids] : ids,
      request: { method: this.#method, target: this.#target, headers: this.#headers, body: this.#body },
      answer: this.#status === null ? null : answer,
      problem: this.#problem,
      refusal: null,
      faultId: this.#faultId,
      durationMs: this.durationMs,
    };
  }
}

function keepExchange(record: ExchangeRecord, margin: number): KeptExchange {
  const { kind, operation, who, entryPointId, conversationIds, request, answer, problem, refusal, faultId } = record;
  return {
    kind,
    operation,
    who: who && keepText(who, shownOf.id, margin),
    entryPointId: entryPointId && keepText(entryPointId, shownOf.id, margin),
    conversationIds: conversationIds.length === 0 ? noIds : conversationIds.map((id) => keepText(id, shownOf.id, margin)),
    request: keepRequest(request, margin),
    answer: answer && keepAnswer(answer, margin),
    problem: problem && keepText(problem, shownOf.sentence, margin),
    refusal: refusal && {
      key: refusal.key,
      rule: keepText(refusal.reason.rule, shownOf.sentence, margin),
      wouldWork: keepValue(refusal.reason.wouldWork, margin),
    },
    faultId,
  };
}

/** Bytes in memory of an exchange that is kept as it came; Infinity for one of which something must be cut or copied. */
function sizeOfShortExchange(record: ExchangeRecord): number {
  const { who, entryPointId, conversationIds, request, answer, problem, refusal } = record;
  // What would have worked may change later.
  if (refusal !== null) return Infinity;
  let size = 500 + sizeOfShortMessage(request) + (answer === null ? 0 : sizeOfShortMessage(answer));
  size += sizeOfShort(request.target, shownOfMessage.target) + sizeOfShort(problem, shownOf.sentence);
  size += sizeOfShort(who, shownOf.id) + sizeOfShort(entryPointId, shownOf.id);
  for (const id of conversationIds) size += sizeOfShort(id, shownOf.id);
  return size;
}

function sizeOfShort(text: string | null, bound: number): number {
  if (text === null) return 0;
  return text.length > bound ? Infinity : sizeOfText(text);
}

function sizeOfExchange({ who, entryPointId, conversationIds, request, answer, problem, refusal }: KeptExchange): number {
  let size = 500 + sizeOfRequest(request) + (answer?.message.size ?? 0);
  for (const text of [who, entryPointId, problem]) if (text !== null) size += sizeOfText(text);
  for (const id of conversationIds) size += sizeOfText(id);
  return refusal === null ? size : size + sizeOfText(refusal.rule) + sizeOfValue(refusal.wouldWork);
}

function showExchange(kept: KeptExchange, number: number, at: number, show: (text: string) => string): JournalEntry {
  const { kind, operation, who, entryPointId, conversationIds, request, answer, problem, refusal, faultId } = kept;
  const showId = (id: KeptText) => showText(id, shownOf.id, show);
  return {
    number,
    at,
    kind,
    operation,
    who: who && showId(who),
    entryPointId: entryPointId && showId(entryPointId),
    conversationIds: conversationIds.map(showId),
    request: toRecordedRequest(request, show),
    answer: answer && toRecordedAnswer(answer, show),
    problem: problem && showText(problem, shownOf.sentence, (text) => show(maskText(text))),
    refusal: refusal && { key: refusal.key, reason: showReason(refusal, show) },
    faultId,
  };
}

function showReason({ rule, wouldWork }: NonNullable<KeptExchange['refusal']>, show: (text: string) => string): Reason {
  const shown = { rule: showText(rule, shownOf.sentence, show) };
  return wouldWork === undefined ? shown : { ...shown, wouldWork: showValue(wouldWork, show) };
}
