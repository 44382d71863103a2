import { useState } from 'preact/hooks';
import { adjust, useAddress } from '../live/address.ts';
import { useLive } from '../live/state.ts';
import { Empty } from '../shell/elements.tsx';
import { Between } from './between.tsx';
import { ConversationList } from './conversation-list.tsx';
import { DeskPanel } from './desk-panel.tsx';
import { NewCustomer } from './new-customer.tsx';
import { PhonePanel } from './phone-panel.tsx';
import { useEffect } from 'preact/hooks';
import { Welcome } from './welcome.tsx';

/** Phone, flow and desk side by side, and the conversations to choose from. */
export function ConversationsArea() {
  const { conversation, phone: wantedPhone } = useAddress();
  const [isNew, setNew] = useState(false);
  const canCall = useLive((state) => state.parts.includes('phone'));
  const isLoaded = useLive((state) => state.isLoaded);
  const onNew = canCall ? () => setNew(true) : undefined;
  const isEmpty = conversation === undefined && wantedPhone === undefined;
  return (
    <div class="conversations">
      <ConversationList onNew={onNew} />
      {isEmpty && isLoaded && <Welcome onNew={onNew} />}
      {!isEmpty && <Stage />}
      {isNew && <NewCustomer onClose={() => setNew(false)} />}
    </div>
  );
}

function Stage() {
  const { conversation, phone: wantedPhone } = useAddress();
  const phone = useLive((state) =>
    state.phones.find(({ id, conversationId }) =>
      wantedPhone === undefined ? conversationId === conversation : id === wantedPhone,
    ),
  );
  const open = useLive((state) => state.open);
  const isLoaded = useLive((state) => state.isLoaded);
  const going = phone?.conversationId ?? undefined;
  // A phone that begins a conversation brings its desk with it; when it ends, the desk stays.
  useEffect(() => {
    if (going !== undefined && going !== conversation) adjust({ conversation: going });
  }, [going]);
  useEffect(() => {
    if (phone !== undefined && wantedPhone === undefined) adjust({ phone: phone.id });
  }, [phone?.id]);
  return (
    <div class="stage">
      {phone !== undefined ? (
        <>
          <PhonePanel phone={phone} />
          <Between phone={phone} />
        </>
      ) : (
        <OtherClient isGone={wantedPhone !== undefined && isLoaded} />
      )}
      {conversation === undefined ? (
        <section class="desk" aria-label="Desk of the agent">
          <Empty title="No chat on the desk yet.">
            <p>The chat appears here when the customer has written and ECE has accepted the conversation.</p>
          </Empty>
        </section>
      ) : open === null ? (
        <section class="desk" aria-busy="true" aria-label="Desk of the agent" />
      ) : 'missing' in open ? (
        <section class="desk" aria-label="Desk of the agent">
          <Empty title="This conversation is not there any more.">
            <p>{open.missing} The partition may have been reset.</p>
          </Empty>
        </section>
      ) : (
        <DeskPanel key={open.id} conversation={open} />
      )}
    </div>
  );
}

/** Somebody else's client acts as this customer. */
function OtherClient({ isGone }: { isGone: boolean }) {
  const { conversation } = useAddress();
  const applicationId = useLive((state) =>
    conversation === undefined ? undefined : state.conversations.all.get(conversation)?.applicationId,
  );
  const application = useLive((state) => state.applications.find(({ id }) => id === applicationId)?.name);
  return (
    <section class="phone other" aria-label="Customer">
      <Empty title={isGone && conversation === undefined ? 'This phone was put away.' : 'Another client acts as this customer.'}>
        <p>The application {application ?? 'that'} started the conversation. What it sends and hears stands on the wire.</p>
      </Empty>
    </section>
  );
}
