import assert from 'node:assert/strict';
import type { SettingName } from '../../simulator/index.ts';
import { settings } from '../../simulator/index.ts';
import type { Receiver } from '../../simulator/testing/receiver.ts';
import type { ClientChoices, Log } from '../client/day.ts';
import { ClientDay, world } from '../client/day.ts';
import type { Need } from './client-needs.ts';
import { needs, usualEvents } from './client-needs.ts';
import { Ece } from './ece.ts';

export type WireFormat = 'json' | 'xml';

/** The client's day at a simulator with one value of a setting. */
export interface Form {
  readonly name: SettingName;
  readonly need: Need;
}

const done = 'onSendMessageSuccess';
const gone = 'Conversation ID Does Not Exist';

/** The day with the default settings. */
const usual: Log = {
  configuration: 'onEntryPointConfigSuccess entryPointId=1001 attachmentPolicies=allow_all',
  availability: 'AgentAvailable',
  capacity: 'SlotAvailable',
  queue: 'GetQueueDepthandWaitTimeSuccess queueDepth=0',
  startOnSms: 'onStartConversationSuccess with an activity',
  plain: done,
  html: done,
  uploadThatAgentAccepts: done,
  uploadThatAgentRejects: done,
  events: usualEvents.join(', '),
  accept: done,
  file: 'createAttachmentInfoOnSuccess fileAttachmentUrl=offer.pdf of 4 bytes',
  reject: done,
  end: 'onEndConversationSuccess',
  complete: 'Complete',
  sendAfterEnd: gone,
  endAfterEnd: gone,
  startOnMessenger: 'onStartConversationSuccess with an activity',
  eventsOnMessenger: 'Assigned',
  endOnMessenger: 'onEndConversationSuccess',
  sendToUnknown: gone,
  endUnknown: gone,
  startStale: 'Conflict',
  startUnknown: 'Not Found',
  configurationUnknown: 'Not Found',
  login: 'onCreateSessionSuccess',
  search: 'onSearchCustomerSuccess',
  searchNobody: 'Not Found',
  editOnSms: 'onEditCustomerSuccess',
  editedIsFound: 'onSearchCustomerSuccess',
  editOnMessenger: 'onEditCustomerSuccess',
  searchByPsid: 'onSearchCustomerSuccess',
};

function show(value: unknown) {
  return JSON.stringify(value);
}

/** Every listed value of every setting, with what the client needs for it, and the values that only the table of needs has. */
export const rows: readonly Form[] = (Object.keys(settings) as SettingName[]).flatMap((name) => {
  const own: readonly Need[] = needs[name] ?? [];
  const others = settings[name].values.filter((value) => !own.some((need) => show(need.value) === show(value)));
  return [...own, ...others.map((value): Need => ({ value }))].map((need) => ({ name, need }));
});

/** The areas whose bodies are XML when the client speaks XML. */
const areasInXml = ['http', 'configuration', 'entryPoint', 'conversation', 'message', 'attachment', 'availability', 'xml'];

/** Its body in XML is that of the default: spec 15. */
function isAlikeInXml({ value }: Need) {
  return value === 'post-id';
}

function choicesOf({ options, fields, phonePrefix }: Need): ClientChoices {
  return {
    ...(options && { options }),
    ...(fields && { fields }),
    ...(phonePrefix !== undefined && { phonePrefix }),
  };
}

/** The days of a client that speaks this format. */
export function formsIn(wireFormat: WireFormat): (Form & { readonly title: string })[] {
  return rows
    .filter(({ need: { format = wireFormat } }) => format === wireFormat)
    .filter(({ name }) => wireFormat === 'json' || areasInXml.includes(name.split('.')[0]!))
    .map(({ name, need }) => ({ title: `${name} ${show(need.value)}`, name, need }));
}

/**
 * The settings on which the day with the default settings depends. Until a day reads the changed setting, it goes as this one does; so a
 * setting that is not among these cannot change it.
 */
export async function settingsOfUsualDay(receiver: Receiver, wireFormat: WireFormat): Promise<ReadonlySet<SettingName>> {
  const read = new Set<SettingName>();
  const log = await spend(receiver, {}, { options: { wireFormat } }, (name) => read.add(name));
  assert.deepEqual(log, usual);
  return read;
}

/** Whether the day must be spent to see what it shows: it reads the setting, or the table of needs has more than the value. */
export function isAffected({ name, need }: Form, read: ReadonlySet<SettingName>): boolean {
  return read.has(name) || Object.keys(need).length > 1;
}

/** What the day must show. */
export function expectedOf({ need }: Form): Log {
  return { ...usual, ...need.differs };
}

/** Spends the day with the choices that the table of needs has for the value. */
export function spendDay(receiver: Receiver, { name, need }: Form, wireFormat: WireFormat): Promise<Log> {
  const { options, ...choices } = choicesOf(need);
  return spend(receiver, { ...need.besides, [name]: need.value }, { ...choices, options: { wireFormat, ...options } });
}

/** Spends the day without those choices. */
export function spendUnprepared(receiver: Receiver, { name, need }: Form, wireFormat: WireFormat): Promise<Log> {
  return spend(receiver, { ...need.besides, [name]: need.value }, { options: { wireFormat } });
}

/** Whether the day needs choices in this format. */
export function needsChoice({ need }: Form, wireFormat: WireFormat): boolean {
  const isChosen = Object.keys(choicesOf(need)).length > 0 && need.value !== 'post-conversation';
  return isChosen && (wireFormat === 'json' || !isAlikeInXml(need));
}

async function spend(
  receiver: Receiver,
  values: Record<string, unknown>,
  choices: ClientChoices,
  onSettingRead?: (name: SettingName) => void,
): Promise<Log> {
  const ece = new Ece(receiver, values, { world, ...(onSettingRead && { onSettingRead }) });
  try {
    return await ClientDay.spend(ece, choices);
  } finally {
    await ece.close();
  }
}
