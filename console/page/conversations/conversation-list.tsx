import { useMemo } from 'preact/hooks';
import type { Phone } from '../../phone/phone-view.ts';
import type { Conversation } from '../control/answers.ts';
import { adjust, go, useAddress } from '../live/address.ts';
import { useLive } from '../live/state.ts';
import { Avatar, Badge, Empty, valueOf } from '../shell/elements.tsx';
import { VirtualList } from '../shell/virtual-list.tsx';
import { cut, timeOfDay } from '../shell/words.ts';

type Row = { readonly key: string; readonly at: number } & (
  | { readonly kind: 'conversation'; readonly conversation: Conversation; readonly phone: Phone | undefined }
  | { readonly kind: 'phone'; readonly phone: Phone }
);

const states = ['queued', 'assigned', 'ended'] as const;
const words = { queued: 'queued', assigned: 'running', ended: 'ended' } as const;
const tones = { queued: 'wait', assigned: 'good', ended: 'calm' } as const;
const rowHeight = 60;

/** Every conversation, and the phones on which none goes on; found by name, text or id. */
export function ConversationList({ onNew }: { onNew: (() => void) | undefined }) {
  const { search = '', show, conversation, phone } = useAddress();
  const conversations = useLive((state) => state.conversations);
  const phones = useLive((state) => state.phones);
  const counts = useMemo(() => countsOf(conversations.all), [conversations]);
  const rows = useMemo(() => rowsOf(conversations.all, phones, show, search), [conversations, phones, show, search]);
  return (
    <section class="conversation-list" aria-label="Conversations">
      <header class="list-head">
        <div class="choice spread" role="group" aria-label="Which conversations">
          {states.map((state) => (
            <button
              key={state}
              type="button"
              aria-pressed={show === state}
              onClick={() => adjust({ show: show === state ? undefined : state })}
            >
              {words[state]} <b>{counts[state]}</b>
            </button>
          ))}
        </div>
        <div class="row">
          <input
            type="search"
            class="grow"
            aria-label="Search conversations"
            placeholder="Search"
            value={search}
            onInput={(event) => adjust({ search: valueOf(event) })}
          />
          {onNew !== undefined && (
            <button type="button" class="primary" onClick={onNew}>
              New
              <span class="unseen">customer</span>
            </button>
          )}
        </div>
      </header>
      {rows.length === 0 ? (
        <Empty title={search === '' && show === undefined ? 'No conversation yet.' : 'Nothing fits.'} />
      ) : (
        <VirtualList
          label="Conversations"
          items={rows}
          rowHeight={rowHeight}
          keyOf={({ key }) => key}
          draw={(row) => <RowButton row={row} isChosen={isChosen(row, conversation, phone)} />}
        />
      )}
    </section>
  );
}

function isChosen(row: Row, conversation: string | undefined, phone: string | undefined): boolean {
  if (row.kind === 'phone') return row.phone.id === phone;
  return row.conversation.id === conversation || (row.phone !== undefined && row.phone.id === phone);
}

function countsOf(all: ReadonlyMap<string, Conversation>): Record<(typeof states)[number], number> {
  const counts = { queued: 0, assigned: 0, ended: 0 };
  for (const { state } of all.values()) counts[state]++;
  return counts;
}

function rowsOf(
  all: ReadonlyMap<string, Conversation>,
  phones: readonly Phone[],
  show: string | undefined,
  search: string,
): Row[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (...texts: (string | null)[]) => {
    if (wanted.length === 0) return true;
    const text = texts.join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  const byConversation = new Map(phones.map((phone) => [phone.conversationId, phone]));
  const rows: Row[] = [];
  for (const conversation of all.values()) {
    const { id, state, customerName, subject, entryPointId, startedAt } = conversation;
    if (show !== undefined && show !== state) continue;
    if (!fits(id, customerName, subject, entryPointId)) continue;
    rows.push({ key: id, at: startedAt, kind: 'conversation', conversation, phone: byConversation.get(id) });
  }
  if (show === undefined)
    for (const phone of phones) {
      if (phone.conversationId !== null || !fits(phone.firstName, phone.lastName)) continue;
      rows.push({ key: `phone-${phone.id}`, at: phone.lines.at(-1)?.at ?? Infinity, kind: 'phone', phone });
    }
  return rows.sort((one, other) => other.at - one.at);
}

function RowButton({ row, isChosen }: { row: Row; isChosen: boolean }) {
  if (row.kind === 'phone') {
    const { id, firstName, lastName, lines } = row.phone;
    const name = `${firstName} ${lastName}`;
    return (
      <button
        type="button"
        class="conversation-row"
        aria-current={isChosen}
        onClick={() => go({ phone: id, conversation: undefined })}
      >
        <Avatar name={name} tone="customer" />
        <span class="row-text">
          <strong>{cut(name, 60)}</strong>
          <small>{cut(lines.at(-1)?.text ?? 'has a phone in the hand', 60)}</small>
        </span>
        <Badge tone="calm">phone</Badge>
      </button>
    );
  }
  const { id, customerName, subject, state, entryPointId, startedAt } = row.conversation;
  return (
    <button
      type="button"
      class="conversation-row"
      aria-current={isChosen}
      onClick={() => go({ conversation: id, phone: row.phone?.id })}
    >
      <Avatar name={customerName ?? '?'} tone="customer" />
      <span class="row-text">
        <strong>{cut(customerName ?? 'Somebody', 60)}</strong>
        <small>
          {entryPointId} · {cut(subject || id, 50)}
        </small>
      </span>
      <span class="row-end">
        <Badge tone={tones[state]}>{words[state]}</Badge>
        <time>{timeOfDay(startedAt)}</time>
      </span>
    </button>
  );
}
