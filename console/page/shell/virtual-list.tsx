import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { ComponentChildren } from 'preact';
import { useEffect, useReducer, useRef } from 'preact/hooks';

interface VirtualListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  /** Pixels of a row. */
  readonly rowHeight: number;
  readonly keyOf: (item: Item) => string | number;
  readonly draw: (item: Item) => ComponentChildren;
  /** Stays at the end while new rows come, unless one has scrolled away. */
  readonly followsEnd?: boolean;
}

/** A list of which only the rows in sight are in the page. */
export function VirtualList<Item>({ label, items, rowHeight, keyOf, draw, followsEnd = false }: VirtualListProps<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const virtualizer = useRef<Virtualizer<HTMLDivElement, HTMLDivElement>>(undefined);
  const wasAtEnd = useRef(true);
  const options = {
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    overscan: 8,
    initialRect: { width: 400, height: 800 },
    onChange: () => redraw(undefined),
  };
  virtualizer.current ??= new Virtualizer<HTMLDivElement, HTMLDivElement>(options);
  virtualizer.current.setOptions(options);
  useEffect(() => {
    const list = virtualizer.current!;
    list._willUpdate();
    return list._didMount();
  }, []);
  useEffect(() => {
    virtualizer.current!._willUpdate();
    if (followsEnd && wasAtEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [items.length, followsEnd]);
  const noteEnd = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    wasAtEnd.current = scrollHeight - scrollTop - clientHeight < rowHeight * 2;
  };
  const rows = virtualizer.current.getVirtualItems();
  const before = rows[0]?.start ?? 0;
  return (
    // What scrolls must be within reach of the keyboard.
    <div ref={box} class="virtual" tabIndex={0} role="group" aria-label={label} onScroll={noteEnd}>
      <div class="virtual-all" style={{ height: `${virtualizer.current.getTotalSize()}px` }}>
        <ul class="virtual-rows" style={{ transform: `translateY(${before}px)` }}>
          {rows.flatMap(({ index }) => {
            const item = items[index];
            return item === undefined
              ? []
              : [
                  <li key={keyOf(item)} style={{ height: `${rowHeight}px` }}>
                    {draw(item)}
                  </li>,
                ];
          })}
        </ul>
      </div>
    </div>
  );
}
