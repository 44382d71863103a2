import { useEffect, useRef } from 'preact/hooks';

/** Keeps the end of a chat in sight while it grows, unless one reads further up. */
export function useEnd<Box extends HTMLElement>(length: number) {
  const box = useRef<Box>(null);
  const wasAtEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let last = element.scrollTop;
    const note = () => {
      // A box that became smaller is far from its end too, but nobody has scrolled up in it.
      const isUp = element.scrollTop < last;
      last = element.scrollTop;
      if (element.scrollHeight - last - element.clientHeight < 80) wasAtEnd.current = true;
      else if (isUp) wasAtEnd.current = false;
    };
    const resized = new ResizeObserver(() => {
      if (wasAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    resized.observe(element);
    element.addEventListener('scroll', note);
    return () => {
      element.removeEventListener('scroll', note);
      resized.disconnect();
    };
  }, []);
  useEffect(() => {
    if (wasAtEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [length]);
  return box;
}
