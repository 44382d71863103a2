import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingName } from '../../simulator/index.ts';
import { settings } from '../../simulator/index.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import type { ClientChoices, Log } from '../client/day.ts';
import { ClientDay, world } from '../client/day.ts';
import type { Need } from './client-needs.ts';
import { needs, usualEvents } from './client-needs.ts';
import { Ece } from './ece.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.open();
});
afterAll(() => receiver[Symbol.asyncDispose]());

async function spend(values: Record<string, unknown>, choices: ClientChoices): Promise<Log> {
  const ece = new Ece(receiver, values, { world });
  try {
    return await ClientDay.spend(ece, choices);
  } finally {
    await ece.close();
  }
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
const rows = (Object.keys(settings) as SettingName[]).flatMap((name) => {
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

describe.each(['json', 'xml'] as const)('a client that speaks %s', (wireFormat) => {
  const titled = rows
    .filter(({ need: { format = wireFormat } }) => format === wireFormat)
    .filter(({ name }) => wireFormat === 'json' || areasInXml.includes(name.split('.')[0]!))
    .map(({ name, need }) => ({ title: `${name} ${show(need.value)}`, name, need }));

  it.each(titled)('understands $title', async ({ name, need }) => {
    const { options, ...choices } = choicesOf(need);
    const log = await spend({ ...need.besides, [name]: need.value }, { ...choices, options: { wireFormat, ...options } });
    expect(log).toEqual({ ...usual, ...need.differs });
  });

  const choosing = titled
    .filter(({ need }) => Object.keys(choicesOf(need)).length > 0 && need.value !== 'post-conversation')
    .filter(({ need }) => wireFormat === 'json' || !isAlikeInXml(need));

  it.each(choosing)('needs the choice of the table for $title', async ({ name, need }) => {
    const log = await spend({ ...need.besides, [name]: need.value }, { options: { wireFormat } });
    expect(log).not.toEqual({ ...usual, ...need.differs });
  });
});

it('the table of needs names values that the simulator allows', () => {
  for (const { name, need } of rows)
    expect(settings[name].type.safeParse(need.value).success, `${name} ${show(need.value)}`).toBe(true);
});
