import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { areas, goTo } from '../live/address.ts';
import { live } from '../live/state.ts';
import { Store, useStore } from '../live/store.ts';
import { loadScenarios } from '../scenarios/scenario-acts.ts';
import { bringGoodDay } from '../trouble/troubles.ts';
import { presets } from '../trouble/presets.ts';
import { Dialog, valueOf } from './elements.tsx';
import { cut } from './words.ts';

const state = new Store({ isOpen: false });

export function openFinder(): void {
  void loadScenarios();
  state.change({ isOpen: true });
}

interface Found {
  readonly key: string;
  readonly kind: string;
  readonly text: string;
  /** What it is found by, beside its text. */
  readonly words: string;
  readonly choose: () => void;
}

/** Everything by one box: areas, conversations, entry points, scenarios, and what can be done. */
export function Finder() {
  const isOpen = useStore(state, (now) => now.isOpen);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openFinder();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return isOpen ? <FinderDialog /> : null;
}

const most = 12;

function FinderDialog() {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const scenarios = useStore(live, (now) => now.scenarios);
  const all = useMemo(everything, [scenarios]);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all
    .filter((one) => words.every((word) => `${one.text} ${one.words}`.toLowerCase().includes(word)))
    .slice(0, most);
  const close = () => state.change({ isOpen: false });
  const choose = (one: Found | undefined) => {
    if (one === undefined) return;
    close();
    one.choose();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen(Math.min(found.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1));
    else if (event.key === 'Enter') choose(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Find anything" onClose={close}>
      <input
        ref={box}
        role="combobox"
        list={undefined}
        aria-label="Find anything"
        aria-expanded="true"
        aria-controls="found"
        aria-activedescendant={found[chosen] === undefined ? undefined : `found-${chosen}`}
        placeholder="A customer, an entry point, a scenario, something to do …"
        value={text}
        onInput={(event) => {
          setText(valueOf(event));
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <ul id="found" class="found" role="listbox" aria-label="Found">
        {found.map((one, index) => (
          <li
            key={one.key}
            id={`found-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setChosen(index)}
            onClick={() => choose(one)}
          >
            <span>{cut(one.text, 90)}</span>
            <small>{one.kind}</small>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="quiet-text">Nothing is called so.</p>}
    </Dialog>
  );
}

function everything(): Found[] {
  const { conversations, entryPoints, phones, scenarios } = live.state;
  const places = areas.map((area) => ({
    key: area,
    kind: 'area',
    text: area.charAt(0).toUpperCase() + area.slice(1),
    words: '',
    choose: () => goTo(area),
  }));
  const acts = [
    {
      key: 'good day',
      kind: 'do',
      text: 'Good day: everything works again',
      words: 'repair reset',
      choose: () => void bringGoodDay(),
    },
    ...presets.map(({ name, about, run }) => ({
      key: name,
      kind: 'do',
      text: name,
      words: about,
      choose: () => void run('always'),
    })),
  ];
  const points = entryPoints.map(({ id, name }) => ({
    key: `entry point ${id}`,
    kind: 'entry point',
    text: `${id} ${name}`,
    words: '',
    choose: () => goTo('floor', { entryPoint: id }),
  }));
  const calls = phones.map(({ id, firstName, lastName, conversationId }) => ({
    key: `phone ${id}`,
    kind: 'phone',
    text: `${firstName} ${lastName}`,
    words: '',
    choose: () => goTo('conversations', { phone: id, conversation: conversationId ?? undefined }),
  }));
  const chats = [...conversations.all.values()].reverse().map(({ id, customerName, subject, state: how }) => ({
    key: `conversation ${id}`,
    kind: `conversation, ${how}`,
    text: `${customerName ?? 'Somebody'} · ${id}`,
    words: subject,
    choose: () => goTo('conversations', { conversation: id }),
  }));
  const stories = (scenarios ?? []).map(({ name, title, teaches, words }) => ({
    key: `scenario ${name}`,
    kind: 'scenario',
    text: title,
    words: `${name} ${teaches} ${words.join(' ')}`,
    choose: () => goTo('scenarios', { scenario: name }),
  }));
  return [...places, ...acts, ...points, ...stories, ...calls, ...chats];
}
