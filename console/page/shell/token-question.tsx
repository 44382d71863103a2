import { useState } from 'preact/hooks';
import { controlToken } from '../control/token.ts';
import { followPartition } from '../live/session.ts';
import { Field, valueOf } from './elements.tsx';

/** Off loopback the simulator asks for its control token. */
export function TokenQuestion() {
  const [token, setToken] = useState('');
  const wasWrong = controlToken.get() !== null;
  return (
    <main class="token-question">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          controlToken.keep(token.trim());
          followPartition();
        }}
      >
        <h1>This simulator asks for its control token</h1>
        <p>
          Whoever started it knows the token: it was given as --control-token or controlToken. It is kept until this tab is
          closed.
        </p>
        {wasWrong && (
          <p class="banner bad" role="alert">
            The simulator does not take that token.
          </p>
        )}
        <Field label="Control token">
          <input type="password" autocomplete="off" required value={token} onInput={(event) => setToken(valueOf(event))} />
        </Field>
        <button class="primary">Go on</button>
      </form>
    </main>
  );
}
