import { useState } from 'preact/hooks';
import { goTo } from '../live/address.ts';
import { useLive } from '../live/state.ts';
import { Avatar, Name } from '../shell/elements.tsx';
import { AddAgent } from './add-agent.tsx';
import { Load, PresenceSwitch } from './agent-card.tsx';
import { stateOf } from './entry-point-state.ts';

/** Who works and what is open, beside whatever is shown. */
export function FloorColumn() {
  const entryPoints = useLive((state) => state.entryPoints);
  const agents = useLive((state) => state.agents);
  const [isAdding, setAdding] = useState(false);
  return (
    <aside class="floor-column" aria-label="Floor">
      <header class="column-head">
        <h2>Entry points</h2>
        <button type="button" class="quiet" onClick={() => goTo('floor')}>
          Open
        </button>
      </header>
      <ul class="point-list">
        {entryPoints.map((point) => {
          const { tone, words } = stateOf(point);
          return (
            <li key={point.id}>
              <button type="button" class="point-row" onClick={() => goTo('floor', { entryPoint: point.id })}>
                <i class={`dot ${tone}`} aria-hidden="true" />
                <span class="point-id">{point.id}</span>
                <span class="point-name">
                  <Name text={point.name} />
                  <small>
                    {words}
                    {point.queueDepth > 0 && `, ${point.queueDepth} waiting`}
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <header class="column-head">
        <h2>Agents</h2>
        <button type="button" class="quiet" onClick={() => setAdding(true)}>
          Add
        </button>
      </header>
      <ul class="agent-list">
        {agents.map((agent) => (
          <li key={agent.id} class={agent.loggedIn ? 'agent-row' : 'agent-row away'}>
            <Avatar name={`${agent.firstName} ${agent.lastName}`} tone="agent" />
            <span class="agent-name">
              <Name text={agent.screenName} />
              <small>
                <Name text={agent.skills.join(', ')} />
              </small>
            </span>
            <Load agent={agent} />
            <PresenceSwitch agent={agent} />
          </li>
        ))}
      </ul>
      {isAdding && <AddAgent onClose={() => setAdding(false)} />}
    </aside>
  );
}
