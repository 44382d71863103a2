import { useEffect, useRef } from 'preact/hooks';

/** Keeps the end of a chat in sight while it grows, unless one reads further up. */
export function useEnd<Box extends HTMLElement>(length: number) {
  const box = useRef<Box>(null);
  const wasAtEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const note = () => {
      wasAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    };
    element.addEventListener('scroll', note);
    return () => element.removeEventListener('scroll', note);
  }, []);
  useEffect(() => {
    if (wasAtEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [length]);
  return box;
}
