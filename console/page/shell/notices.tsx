import { dismiss } from '../live/session.ts';
import { useLive } from '../live/state.ts';

/** What was done and what was refused, for a while. */
export function Notices() {
  const notices = useLive((state) => state.notices);
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.map(({ id, tone, text }) => (
        <div key={id} class={`notice ${tone}`}>
          <span>{text}</span>
          <button type="button" class="quiet icon" aria-label="Dismiss" onClick={() => dismiss(id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
