import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { messageOf, notify } from '../live/session.ts';
import { Name } from '../shell/elements.tsx';
import { bytes } from '../shell/words.ts';
import { isPicture, pictureUrl } from './files.ts';

interface FileCardProps {
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly state: string;
  /** Null while the bytes are not there. */
  readonly load: (() => Promise<{ contentType: string; content: string | null }>) | null;
  readonly children?: ComponentChildren;
}

/** A file in a chat, with a picture of it if it is one. */
export function FileCard({ name, contentType, size, state, load, children }: FileCardProps) {
  const [picture, setPicture] = useState<string>();
  const canShow = load !== null && isPicture(contentType);
  useEffect(() => {
    if (!canShow) return;
    load().then(
      ({ content }) => setPicture(content === null ? undefined : pictureUrl(contentType, content)),
      () => undefined,
    );
  }, [canShow]);
  const save = async () => {
    try {
      const { content } = await load!();
      if (content === null) {
        notify('refused', 'The simulator does not have the bytes of this file.');
        return;
      }
      const link = document.createElement('a');
      link.href = `data:application/octet-stream;base64,${content}`;
      link.download = name;
      link.click();
    } catch (error) {
      notify('refused', messageOf(error));
    }
  };
  return (
    <div class="file-card">
      {picture !== undefined && <img src={picture} alt={name} />}
      <div class="file-about">
        <span class="file-sign" aria-hidden="true">
          ▤
        </span>
        <div>
          <strong>
            <Name text={name} />
          </strong>
          <small>
            {bytes(size)} · {state}
          </small>
        </div>
        {load !== null && (
          <button type="button" class="quiet" onClick={() => void save()}>
            Save
          </button>
        )}
      </div>
      {children}
    </div>
  );
}
