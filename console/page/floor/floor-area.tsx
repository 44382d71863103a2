import { useState } from 'preact/hooks';
import type { EntryPoint } from '../control/answers.ts';
import { adjust, useAddress } from '../live/address.ts';
import { useLive } from '../live/state.ts';
import { Badge, Name } from '../shell/elements.tsx';
import { counted, duration } from '../shell/words.ts';
import { AddAgent } from './add-agent.tsx';
import { AgentCard } from './agent-card.tsx';
import { EditEntryPoint } from './edit-entry-point.tsx';
import { stateOf } from './entry-point-state.ts';
import { QueueChart } from './queue-chart.tsx';

export function FloorArea() {
  const { entryPoint } = useAddress();
  const entryPoints = useLive((state) => state.entryPoints);
  const agents = useLive((state) => state.agents);
  const [isAdding, setAdding] = useState(false);
  const chosen = entryPoints.find(({ id }) => id === entryPoint);
  return (
    <div class="area">
      <header class="area-head">
        <h1>Floor</h1>
      </header>
      <section aria-label="Entry points">
        <h2>Entry points</h2>
        <div class="card-grid">
          {entryPoints.map((point) => (
            <EntryPointCard key={point.id} point={point} />
          ))}
        </div>
      </section>
      <section aria-label="Agents">
        <header class="row between">
          <h2>Agents</h2>
          <button type="button" onClick={() => setAdding(true)}>
            Add an agent
          </button>
        </header>
        <div class="card-grid">
          {agents.map((agent) => (
            <AgentCard key={agent.id} agent={agent} />
          ))}
        </div>
      </section>
      {chosen !== undefined && (
        <EditEntryPoint key={chosen.id} point={chosen} onClose={() => adjust({ entryPoint: undefined })} />
      )}
      {isAdding && <AddAgent onClose={() => setAdding(false)} />}
    </div>
  );
}

function EntryPointCard({ point }: { point: EntryPoint }) {
  const { id, name, queueId, capacity, queueDepth, waitTimeSeconds, maximumQueueDepth, lastModified } = point;
  const queue = useLive((state) => state.queues.find((one) => one.id === queueId)?.name);
  const { tone, words } = stateOf(point);
  return (
    <article class="card point-card" aria-label={`Entry point ${id}`}>
      <header>
        <div class="grow">
          <h3>
            <span class="point-id">{id}</span> <Name text={name} />
          </h3>
          <p class="quiet-text">queue {queue ?? queueId}</p>
        </div>
        <Badge tone={tone}>{words}</Badge>
      </header>
      <dl class="figures">
        <div>
          <dt>free places</dt>
          <dd>{capacity}</dd>
        </div>
        <div>
          <dt>queue depth</dt>
          <dd>
            {queueDepth}
            {maximumQueueDepth !== null && <small> of {maximumQueueDepth}</small>}
          </dd>
        </div>
        <div>
          <dt>wait time</dt>
          <dd>{duration(waitTimeSeconds * 1000)}</dd>
        </div>
      </dl>
      <QueueChart entryPoint={id} />
      <footer class="row between">
        <small class="quiet-text" title="A client sends this date with a start; another one is refused with 409.">
          last modified{' '}
          <span key={lastModified} class="changed">
            {lastModified}
          </span>
        </small>
        <button type="button" class="quiet" aria-label={`Edit entry point ${id}`} onClick={() => adjust({ entryPoint: id })}>
          Edit
        </button>
      </footer>
      <span class="unseen">{counted(capacity, 'free place')}</span>
    </article>
  );
}
