import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChosenFile } from './files.ts';
import { readFile } from './files.ts';

interface ComposerProps {
  readonly label: string;
  readonly placeholder: string;
  readonly isDisabled?: boolean;
  readonly onSend: (text: string) => void;
  readonly onFile?: ((file: ChosenFile) => void) | undefined;
  readonly onTyping?: ((typing: boolean) => void) | undefined;
  readonly children?: ComponentChildren;
}

const typingPauseMs = 3000;

/** Where one writes: Enter sends, Shift+Enter begins a line; files are chosen, dropped or pasted. */
export function Composer({ label, placeholder, isDisabled = false, onSend, onFile, onTyping, children }: ComposerProps) {
  const [text, setText] = useState('');
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const chooser = useRef<HTMLInputElement>(null);
  const stopTyping = () => {
    if (typing.current === undefined) return;
    clearTimeout(typing.current);
    typing.current = undefined;
    onTyping?.(false);
  };
  const type = (value: string) => {
    setText(value);
    if (onTyping === undefined) return;
    if (typing.current === undefined) onTyping(true);
    clearTimeout(typing.current);
    typing.current = setTimeout(stopTyping, typingPauseMs);
  };
  const send = () => {
    if (text.trim() === '' || isDisabled) return;
    stopTyping();
    onSend(text);
    setText('');
  };
  const take = async (files: FileList | null | undefined) => {
    for (const one of files ?? []) {
      const file = await readFile(one);
      if (file !== undefined) onFile?.(file);
    }
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer?.files);
      }}
    >
      <textarea
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        disabled={isDisabled}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onPaste={(event) => void take(event.clipboardData?.files)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="composer-acts">
        {children}
        {onFile !== undefined && (
          <>
            <button
              type="button"
              class="quiet icon"
              aria-label="Send a file"
              title="Send a file"
              disabled={isDisabled}
              onClick={() => chooser.current?.click()}
            >
              <svg class="sign" viewBox="0 0 24 24" aria-hidden="true">
                <path d="m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4l7.6-7.5" />
              </svg>
            </button>
            <input ref={chooser} type="file" hidden onChange={(event) => void take(event.currentTarget.files)} />
          </>
        )}
        <button class="primary" disabled={isDisabled || text.trim() === ''}>
          Send
        </button>
      </div>
    </form>
  );
}
