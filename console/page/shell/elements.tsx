import type { ComponentChildren, TargetedEvent, TargetedMouseEvent } from 'preact';
import { Fragment } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { cut } from './words.ts';

/** A word about a state, with a colour that says the same. */
export function Badge({ tone, children }: { tone: 'good' | 'wait' | 'bad' | 'calm' | 'accent'; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** A word in camel case that may be broken where a part begins. */
export function Breakable({ text }: { text: string }) {
  return (
    <>
      {text.split(/(?<=[a-z])(?=[A-Z])/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** A name that may be very long: shown cut, whole on demand. */
export function Name({ text }: { text: string }) {
  return (
    <span class="name" title={text.length > 60 ? cut(text, 500) : undefined}>
      {cut(text, 200)}
    </span>
  );
}

export function Avatar({ name, tone }: { name: string; tone?: 'customer' | 'agent' }) {
  const letters = name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2)
    .toUpperCase();
  return (
    <span class={`avatar ${tone ?? ''}`} aria-hidden="true">
      {letters || '?'}
    </span>
  );
}

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}

/** A dialog of the browser's own: it takes the focus, keeps it, gives it back, and Escape closes it. */
export function Dialog({ title, onClose, children, wide }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const closeOutside = (event: TargetedMouseEvent<HTMLDialogElement>) => {
    if (event.target === dialog.current) onClose();
  };
  return (
    <dialog
      ref={dialog}
      class={wide === true ? 'dialog wide' : 'dialog'}
      aria-label={title}
      onClose={onClose}
      onClick={closeOutside}
    >
      <div class="dialog-inside">
        <header class="dialog-head">
          <h2>{title}</h2>
          <button type="button" class="quiet icon" aria-label="Close" onClick={onClose}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}

export function Field({ label, hint, children }: FieldProps) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      {children}
      {hint !== undefined && <span class="field-hint">{hint}</span>}
    </label>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
}

export function Choice<Value extends string>({ label, value, options, onChoose }: ChoiceProps<Value>) {
  return (
    <div class="choice" role="group" aria-label={label}>
      {options.map(([option, text]) => (
        <button key={option} type="button" aria-pressed={option === value} onClick={() => onChoose(option)}>
          {text}
        </button>
      ))}
    </div>
  );
}

export function valueOf(event: TargetedEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>): string {
  return event.currentTarget.value;
}
