import { eceUrl } from '../control/control.ts';
import { useLive } from '../live/state.ts';
import { runScenarioNow } from '../scenarios/scenario-acts.ts';
import { openPhone } from './phone-acts.ts';

const demonstrations = [
  ['A good day', 'A customer writes, Ada answers, the chat ends. The shortest way to see everything.', 'good-day'],
  [
    'No agent, then one logs in',
    'ECE refuses a conversation and says why. Cleo logs in, and it works.',
    'no-agent-then-one-logs-in',
  ],
  ['A token expires', 'A day passes. The client notices before the customer does.', 'token-expiry'],
] as const;

/** What a first visitor needs: what this is, and three things to do. */
export function Welcome({ onNew }: { onNew: (() => void) | undefined }) {
  const parts = useLive((state) => state.parts);
  const first = useLive((state) => state.entryPoints[0]?.id);
  const hasPlayer = parts.includes('scenarios');
  const deserted = useLive(
    (state) => state.entryPoints.find((one) => one.active && one.agentRequired && !one.agentAvailable)?.id,
  );
  const actAsAnn = (entryPoint: string | undefined) => {
    if (entryPoint !== undefined) void openPhone({ channel: 'sms', firstName: 'Ann', lastName: 'Lee', entryPoint });
  };
  return (
    <section class="welcome" aria-label="Welcome">
      <h1>A contact centre of your own</h1>
      <p class="lead">
        On the left is who works. In the middle a customer's phone and an agent's desk stand side by side; you can be both. On the
        right is what goes over the wire between them.
      </p>
      {hasPlayer && (
        <>
          <h2>Watch one</h2>
          <div class="demonstrations">
            {demonstrations.map(([title, text, name]) => (
              <button key={name} type="button" class="card demonstration" onClick={() => void runScenarioNow(name)}>
                <span class="play" aria-hidden="true">
                  ▶
                </span>
                <strong>{title}</strong>
                <span>{text}</span>
              </button>
            ))}
          </div>
        </>
      )}
      <h2>Or do it yourself</h2>
      <div class="row">
        {onNew !== undefined && (
          <>
            <button type="button" class="primary" onClick={() => actAsAnn(first)}>
              Start one as the customer
            </button>
            {deserted !== undefined && (
              <button type="button" onClick={() => actAsAnn(deserted)}>
                Write where nobody is there
              </button>
            )}
            <button type="button" onClick={onNew}>
              Another customer or entry point
            </button>
          </>
        )}
      </div>
      <p class="quiet-text">
        Your own client may join at any time: point it at <code>{eceUrl}/system</code>.
      </p>
    </section>
  );
}
