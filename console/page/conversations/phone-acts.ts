import type { Phone } from '../../phone/phone-view.ts';
import { go } from '../live/address.ts';
import { act, request } from '../live/session.ts';
import { live } from '../live/state.ts';

export function askPhone(question: Readonly<Record<string, unknown>>): Promise<unknown> {
  return act('POST', '/console/phone', question);
}

export async function openPhone(
  about: Pick<Phone, 'channel' | 'firstName' | 'lastName'> & { entryPoint: string },
): Promise<Phone | undefined> {
  const phone = (await askPhone({ ask: 'open', ...about })) as Phone | undefined;
  if (phone === undefined) return undefined;
  keepPhone(phone);
  go({ area: 'conversations', phone: phone.id, conversation: undefined });
  return phone;
}

export function keepPhone(phone: Phone): void {
  const { phones } = live.state;
  if (!phones.some(({ id }) => id === phone.id)) live.change({ phones: [...phones, phone] });
}

export async function closePhone(id: string): Promise<void> {
  await askPhone({ ask: 'close', phone: id });
  live.change({ phones: live.state.phones.filter((phone) => phone.id !== id) });
  go({ phone: undefined });
}

/** The bytes of a file on a phone. @throws {ControlRefusal} */
export function phoneFile(phone: string, file: string): Promise<{ contentType: string; content: string }> {
  return request('POST', '/console/phone', { ask: 'content', phone, file }) as Promise<{ contentType: string; content: string }>;
}
