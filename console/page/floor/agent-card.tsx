import type { Agent } from '../control/answers.ts';
import { goTo } from '../live/address.ts';
import { act } from '../live/session.ts';
import { useLive } from '../live/state.ts';
import { Avatar, Choice, Name } from '../shell/elements.tsx';
import { changeAgent } from './agent-acts.ts';

export function PresenceSwitch({ agent }: { agent: Agent }) {
  const { screenName, loggedIn } = agent;
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={loggedIn}
      aria-label={`${screenName} is at work`}
      onClick={() => void changeAgent(agent, { loggedIn: !loggedIn })}
    >
      <i aria-hidden="true" />
    </button>
  );
}

const mostMarks = 6;

/** How many chats the agent has, of how many. */
export function Load({ agent }: { agent: Agent }) {
  const { conversationIds, maximumLoad } = agent;
  const busy = conversationIds.length;
  const words = `${busy} of ${maximumLoad} chats`;
  if (maximumLoad > mostMarks)
    return (
      <span class="load" title={words}>
        {busy}/{maximumLoad}
      </span>
    );
  return (
    <span class="load" title={words}>
      <span class="unseen">{words}</span>
      {Array.from({ length: Math.max(maximumLoad, busy) }, (_, index) => (
        <i key={index} class={index < busy ? 'taken' : ''} aria-hidden="true" />
      ))}
    </span>
  );
}

/** An agent's place in the desk plan. */
export function AgentCard({ agent }: { agent: Agent }) {
  const { id, firstName, lastName, screenName, skills, loggedIn, maximumLoad, behaviour, conversationIds } = agent;
  const conversations = useLive((state) => state.conversations);
  const remove = async () => {
    if (confirm(`${screenName} leaves for good; the chats go back to their queues.`)) await act('DELETE', `/agents/${id}`);
  };
  return (
    <article class={loggedIn ? 'card agent-card' : 'card agent-card away'} aria-label={screenName}>
      <header>
        <Avatar name={`${firstName} ${lastName}`} tone="agent" />
        <div class="grow">
          <h3>
            <Name text={screenName} />
          </h3>
          <p class="quiet-text">
            <Name text={`${firstName} ${lastName}`} />
          </p>
        </div>
        <PresenceSwitch agent={agent} />
      </header>
      <p class="skills">
        {skills.map((skill) => (
          <span key={skill} class="skill">
            {skill}
          </span>
        ))}
      </p>
      <div class="row between">
        <Load agent={agent} />
        <div class="stepper" role="group" aria-label={`Chats at a time of ${screenName}`}>
          <button
            type="button"
            aria-label="One less"
            disabled={maximumLoad === 0}
            onClick={() => void changeAgent(agent, { maximumLoad: maximumLoad - 1 })}
          >
            −
          </button>
          <span>at most {maximumLoad}</span>
          <button type="button" aria-label="One more" onClick={() => void changeAgent(agent, { maximumLoad: maximumLoad + 1 })}>
            +
          </button>
        </div>
      </div>
      <Choice
        label={`What ${screenName} does`}
        value={behaviour}
        options={[
          ['answers', 'Answers'],
          ['silent', 'Is silent'],
          ['manual', 'By hand'],
        ]}
        onChoose={(chosen) => void changeAgent(agent, { behaviour: chosen })}
      />
      <ul class="agent-chats">
        {conversationIds.slice(0, 6).map((conversation) => (
          <li key={conversation}>
            <button type="button" class="quiet" onClick={() => goTo('conversations', { conversation })}>
              {conversations.all.get(conversation)?.customerName ?? conversation}
            </button>
          </li>
        ))}
        {conversationIds.length > 6 && <li class="quiet-text">and {conversationIds.length - 6} more</li>}
      </ul>
      <button type="button" class="quiet remove" onClick={() => void remove()}>
        Remove
      </button>
    </article>
  );
}
