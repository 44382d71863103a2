import type { Area } from '../live/address.ts';
import { areas, goTo, linkTo, useAddress } from '../live/address.ts';
import { useLive } from '../live/state.ts';

const about: Readonly<Record<Area, readonly [string, string]>> = {
  floor: ['Floor', 'M3 20h18M5 20V9l7-5 7 5v11M9 20v-6h6v6'],
  conversations: ['Conversations', 'M4 5h16v11H9l-5 4z'],
  traffic: ['Traffic', 'M4 8h14l-4-4M20 16H6l4 4'],
  trouble: ['Trouble', 'M13 3 5 14h6l-1 7 8-11h-6z'],
  clock: ['Clock', 'M12 7v5l3 3M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z'],
  scenarios: ['Scenarios', 'M8 5v14l11-7z'],
};

export function Navigation() {
  const { area } = useAddress();
  const faults = useLive((state) => state.faults.length);
  return (
    <nav class="navigation" aria-label="Areas">
      {areas.map((one) => {
        const [name, drawing] = about[one];
        return (
          <a
            key={one}
            href={linkTo({ area: one })}
            aria-current={one === area ? 'page' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              goTo(one);
            }}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={drawing} />
            </svg>
            <span>{name}</span>
            {one === 'trouble' && faults > 0 && <b class="count">{faults}</b>}
          </a>
        );
      })}
    </nav>
  );
}
