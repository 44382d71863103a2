import { Store, useStore } from './store.ts';

export const areas = ['floor', 'conversations', 'traffic', 'trouble', 'clock', 'scenarios'] as const;
export type Area = (typeof areas)[number];

/** What is shown. All of it stands in the URL, so that a link shows the same. */
export interface Address {
  readonly partition: string;
  readonly area: Area;
  readonly conversation?: string;
  readonly phone?: string;
  /** Number of an entry of the journal. */
  readonly entry?: string;
  readonly entryPoint?: string;
  readonly scenario?: string;
  readonly run?: string;
  readonly step?: string;
  readonly present?: string;
  readonly search?: string;
  readonly show?: string;
}

const names = ['conversation', 'phone', 'entry', 'entryPoint', 'scenario', 'run', 'step', 'present', 'search', 'show'] as const;
type Name = (typeof names)[number];

function read(): Address {
  const query = new URLSearchParams(location.search);
  const area = areas.find((one) => one === query.get('area')) ?? 'conversations';
  const rest = names.flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { partition: query.get('partition') ?? 'default', area, ...Object.fromEntries(rest) };
}

function written({ partition, area, ...rest }: Address): string {
  const query = new URLSearchParams();
  if (partition !== 'default') query.set('partition', partition);
  query.set('area', area);
  for (const name of names) {
    const value = rest[name];
    if (value !== undefined && value !== '') query.set(name, value);
  }
  return `${location.pathname}?${query.toString()}`;
}

const store = new Store<{ address: Address }>({ address: read() });
addEventListener('popstate', () => store.change({ address: read() }));

export function useAddress(): Address {
  return useStore(store, ({ address }) => address);
}

export function addressNow(): Address {
  return store.state.address;
}

type Change = Partial<Pick<Address, 'partition' | 'area'>> & { readonly [Each in Name]?: string | undefined };

/** Shows something else; the way back leads here. */
export function go(change: Change): void {
  move(change, 'push');
}

/** Shows a little else, without a step of its own on the way back. */
export function adjust(change: Change): void {
  move(change, 'replace');
}

function move(change: Change, how: 'push' | 'replace'): void {
  const address = { ...store.state.address, ...change };
  const url = written(address);
  if (how === 'push' && url !== `${location.pathname}${location.search}`) history.pushState(null, '', url);
  else history.replaceState(null, '', url);
  store.change({ address });
}

/** Another area, with nothing chosen in it. */
export function goTo(area: Area, change: Change = {}): void {
  const nothing = Object.fromEntries(names.map((name) => [name, undefined]));
  go({ ...nothing, area, ...change });
}

export function linkTo(change: Change): string {
  return written({ ...store.state.address, ...change });
}
