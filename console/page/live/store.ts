import { useEffect, useReducer, useRef } from 'preact/hooks';

/** State that components show. It notifies them once a frame, however often it changes. */
export class Store<State extends object> {
  #state: State;
  readonly #listeners = new Set<() => void>();
  #isDue = false;

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  change(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#isDue) return;
    this.#isDue = true;
    onNextFrame(() => {
      this.#isDue = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** A hidden page gets no frames. */
function onNextFrame(run: () => void): void {
  if (document.hidden) setTimeout(run, 100);
  else requestAnimationFrame(run);
}

/** What `select` finds in the state; the component is drawn anew when it finds something else. */
export function useStore<State extends object, Found>(store: Store<State>, select: (state: State) => Found): Found {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const found = select(store.state);
  const latest = useRef({ select, found });
  latest.current = { select, found };
  useEffect(() => {
    const look = () => {
      if (!Object.is(latest.current.select(store.state), latest.current.found)) redraw(undefined);
    };
    look();
    return store.listen(look);
  }, [store]);
  return found;
}
