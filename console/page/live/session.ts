import { call, controlBase, ControlRefusal } from '../control/control.ts';
import { addressNow } from './address.ts';
import { Mirror } from './mirror.ts';
import type { Notice } from './state.ts';
import { live } from './state.ts';

let mirror: Mirror | undefined;
let noticeCount = 0;
const noticeMs = 7000;

/** Follows the partition that the address names. */
export function followPartition(): void {
  const { partition } = addressNow();
  if (mirror !== undefined && live.state.partition === partition && live.state.connection !== 'token') return;
  mirror?.stop();
  mirror = new Mirror(partition);
  mirror.start();
}

export function openConversation(id: string | undefined): void {
  mirror?.open(id);
}

export function notify(tone: Notice['tone'], text: string): void {
  const notice = { id: ++noticeCount, tone, text };
  live.change({ notices: [...live.state.notices.slice(-3), notice] });
  setTimeout(() => dismiss(notice.id), noticeMs);
}

export function dismiss(id: number): void {
  live.change({ notices: live.state.notices.filter((notice) => notice.id !== id) });
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Makes a control call of the partition that is shown, and shows its effect at once. A refusal shows a notice and returns undefined. */
export async function act(method: Method, path: string, body?: unknown, done?: string): Promise<unknown> {
  try {
    const answer = (await request(method, path, body)) ?? null;
    if (done !== undefined) notify('done', done);
    return answer;
  } catch (error) {
    notify('refused', messageOf(error));
    return undefined;
  }
}

/** The same, for those who tell a refusal themselves. @throws {ControlRefusal} */
export async function request(method: Method, path: string, body?: unknown): Promise<unknown> {
  try {
    return await call(method, `${controlBase}/partitions/${encodeURIComponent(live.state.partition)}${path}`, body);
  } catch (error) {
    if (error instanceof ControlRefusal && error.status === 401) live.change({ connection: 'token' });
    throw error;
  } finally {
    mirror?.refresh();
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
