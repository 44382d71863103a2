import DOMPurify from 'dompurify';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

const allowed = {
  ALLOWED_TAGS: [
    'a',
    'b',
    'blockquote',
    'br',
    'code',
    'div',
    'em',
    'h1',
    'h2',
    'h3',
    'h4',
    'hr',
    'i',
    'li',
    'ol',
    'p',
    'pre',
    's',
    'span',
    'strong',
    'sub',
    'sup',
    'table',
    'tbody',
    'td',
    'th',
    'thead',
    'tr',
    'u',
    'ul',
  ],
  ALLOWED_ATTR: ['colspan', 'rowspan'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

/** What is left of a message when nothing in it can run, lead away, look like the page or load anything. */
export function harmless(html: string): string {
  return DOMPurify.sanitize(html, allowed);
}

const tallest = 400;

/** HTML of a stranger: cleaned, and in a frame in which no script runs and that leads nowhere. */
export function HtmlMessage({ html }: { html: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(24);
  const dark = useDark();
  const page = useMemo(
    () =>
      `<!doctype html><html lang="en"><meta name="color-scheme" content="${dark ? 'dark' : 'light'}"><body>${harmless(html)}</body></html>`,
    [html, dark],
  );
  useEffect(() => {
    const element = frame.current!;
    const measure = () => {
      const body = element.contentDocument?.body;
      if (!body) return;
      // By the object model, which the content security policy lets the page do: a stylesheet in the frame it would not.
      Object.assign(body.style, {
        margin: '0',
        display: 'flow-root',
        font: '14px/1.45 system-ui, sans-serif',
        overflowWrap: 'anywhere',
        background: 'transparent',
      });
      setHeight(Math.min(tallest, body.scrollHeight));
    };
    element.addEventListener('load', measure);
    measure();
    return () => element.removeEventListener('load', measure);
  }, [page]);
  return (
    <iframe
      ref={frame}
      class="html-message"
      title="HTML message"
      sandbox="allow-same-origin"
      srcdoc={page}
      style={{ height: `${height}px` }}
    />
  );
}

function useDark(): boolean {
  const query = useMemo(() => matchMedia('(prefers-color-scheme: dark)'), []);
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const look = () => setDark(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, [query]);
  return dark;
}
