import { useEffect, useState } from 'preact/hooks';
import type { EntryOutcome } from '../../../scenarios/beside/entry-outcome.ts';
import type { JournalEntry } from '../control/answers.ts';
import { eceUrl } from '../control/control.ts';
import { adjust, goTo, useAddress } from '../live/address.ts';
import { notify, request } from '../live/session.ts';
import { useLive } from '../live/state.ts';
import { Badge, Dialog, Empty } from '../shell/elements.tsx';
import { bytes, timeOfDay } from '../shell/words.ts';
import { answerInWords, curlOf, nameOfEntry, refusalInWords, toneOfEntry } from './entry-in-words.ts';
import { nodeOfEntry } from './outcome-of-entry.ts';
import { piecesOf } from './pretty.ts';

/** One call or callback, whole: why it was refused, what came of it, headers and bodies. */
export function EntryDetail() {
  const { entry: wanted } = useAddress();
  const entries = useLive((state) => state.entries);
  const isLoaded = useLive((state) => state.isLoaded);
  if (wanted === undefined || !isLoaded) return null;
  const entry = entries.all.find(({ number }) => String(number) === wanted);
  const close = () => adjust({ entry: undefined });
  if (entry === undefined)
    return (
      <Dialog title={`Call ${wanted}`} onClose={close}>
        <Empty title="This call is not in the journal any more." />
      </Dialog>
    );
  return (
    <Dialog title={`${nameOfEntry(entry)} → ${answerInWords(entry)}`} onClose={close} wide>
      <EntryStory entry={entry} />
      <EntryActs entry={entry} />
      <Message title="Request" line={`${entry.request.method} ${entry.request.target}`} {...entry.request} />
      {entry.answer === null ? (
        <p class="banner bad">No answer: {entry.problem ?? 'the connection was closed'}.</p>
      ) : (
        <Message title="Answer" line={String(entry.answer.status)} {...entry.answer} />
      )}
    </Dialog>
  );
}

function EntryStory({ entry }: { entry: JournalEntry }) {
  const refusal = refusalInWords(entry);
  const node = nodeOfEntry(entry);
  return (
    <div class="story">
      <p class="quiet-text">
        <Badge tone={toneOfEntry(entry)}>{entry.kind}</Badge> number {entry.number}, {timeOfDay(entry.at)}
        {entry.who !== null && `, by ${entry.who}`}
        {entry.faultId !== null && ', changed by a fault'}
      </p>
      {refusal !== null && (
        <div class="banner bad">
          <p>{refusal.why}</p>
          {refusal.wouldWork !== null && (
            <p>
              <strong>What would have worked:</strong> {refusal.wouldWork}
            </p>
          )}
        </div>
      )}
      {entry.problem !== null && entry.answer !== null && <p class="banner">{entry.problem}</p>}
      {node !== undefined && node.outcome !== null ? (
        <p class="banner calm">
          The node <strong>{node.method}</strong> left by <strong>{node.outcome}</strong>: {node.when}.
        </p>
      ) : (
        <OutcomeInClient key={entry.number} entry={entry.number} />
      )}
    </div>
  );
}

/** How a node of the client library would be left, for the calls of a client that does not say it. */
function OutcomeInClient({ entry }: { entry: number }) {
  const canTell = useLive((state) => state.parts.includes('traffic'));
  const [found, setFound] = useState<EntryOutcome | null>(null);
  useEffect(() => {
    if (!canTell) return;
    // An entry that has just left the journal leads to nothing.
    request('POST', '/console/traffic', { ask: 'outcome', entry }).then(
      (answer) => setFound(answer as EntryOutcome | null),
      () => undefined,
    );
  }, [canTell]);
  if (found === null) return null;
  return (
    <p class="banner calm">
      In a flow, <strong>{found.node}</strong> leaves by <strong>{found.outcome}</strong>
      {found.isRepeated && ', if its repeats are answered the same'}: {found.when}.
    </p>
  );
}

function EntryActs({ entry }: { entry: JournalEntry }) {
  const [conversation] = entry.conversationIds;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(curlOf(entry, eceUrl));
      notify('done', 'Copied. Masked values must be filled in.');
    } catch {
      notify('refused', 'The browser does not let this page copy; the line stands below.');
      setShown(true);
    }
  };
  const [isShown, setShown] = useState(false);
  return (
    <div class="row">
      <button type="button" onClick={() => void copy()}>
        Copy as curl
      </button>
      <button type="button" onClick={() => setShown(!isShown)} aria-expanded={isShown}>
        {isShown ? 'Hide' : 'Show'} curl
      </button>
      {conversation !== undefined && (
        <button type="button" onClick={() => goTo('conversations', { conversation })}>
          Show the conversation
        </button>
      )}
      {isShown && <pre class="body">{curlOf(entry, eceUrl)}</pre>}
    </div>
  );
}

interface MessageProps {
  readonly title: string;
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function Message({ title, line, headers, body }: MessageProps) {
  const names = Object.entries(headers);
  return (
    <section class="message-part" aria-label={title}>
      <h3>{title}</h3>
      <p class="request-line">{line}</p>
      <details>
        <summary>{names.length} headers</summary>
        <dl class="headers">
          {names.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {body === '' ? (
        <p class="quiet-text">No body.</p>
      ) : (
        <>
          <pre class="body" tabIndex={0} aria-label={`Body of the ${title.toLowerCase()}`}>
            {piecesOf(body).map(({ text, kind }, index) => (
              <span key={index} class={`code-${kind}`}>
                {text}
              </span>
            ))}
          </pre>
          <p class="quiet-text">{bytes(body.length)}</p>
        </>
      )}
    </section>
  );
}
